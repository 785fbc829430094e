"""What advisors decided about a pathway: by whom, what counts of it, and taking it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, line
from ui.widgets.text import Label, heading, muted, small
from wallet.session import ToldRecord
from wallet.wording import tr

Leaves = Callable[[str, bool], object]
"""SHA-256 of a review, and whether it shall no longer count."""


def decided_card(
    records: Sequence[ToldRecord], reviews: Callable[[], object], leaves: Leaves
) -> Card:
    """Every review that the learner agreed to, with its decisions."""
    card = Card(heading(tr("What advisors decided")), gap=GRID)
    card.inside.addWidget(
        muted(
            tr(
                "You agreed to these decisions. They are others' word, not Tessera's, and "
                "they are left away in what you show to others."
            )
        )
    )
    for place, one in enumerate(records):
        if place:
            card.inside.addWidget(line())
        card.inside.addWidget(Label(one.head, "strong", data=True))
        if one.signed_off:
            card.inside.addWidget(Label(tr("Signed off: the advisor stands for the result.")))
        for said in one.counts:
            card.inside.addWidget(Label(said, data=True))
        for said in one.lapsed:
            card.inside.addWidget(small(said, data=True))
        words = tr("Let it count again") if one.left_out else tr("Leave it out")
        changes = Button(words, partial(leaves, one.review, not one.left_out), kind="quiet")
        changes.setAccessibleName(tr("{action}: {title}", action=words, title=one.head))
        shows = Button(tr("See the reviews"), reviews, kind="quiet")
        card.inside.addWidget(Flow(shows, changes))
    return card
