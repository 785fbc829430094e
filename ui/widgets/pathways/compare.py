"""Several pathways of one learner beside each other, the closest to done first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, line, row
from ui.widgets.pathways.detail import progress_bar
from ui.widgets.text import Label, heading, muted, small
from wallet.session import Compared, closest, told
from wallet.wording import pathway_overview as words
from wallet.wording import tr


def compare_card(
    compared: Sequence[Compared], languages: Sequence[str], choose: Callable[[str], object]
) -> Card:
    """One block a pathway: how far it is, what counts, and what it shares with others."""
    card = Card(heading(tr("Your pathways compared")), gap=GRID)
    card.inside.addWidget(muted(tr("Ordered by what is still missing, and by nothing else.")))
    first = closest(compared)
    for one in compared:
        said = told(one.result, languages)
        card.inside.addWidget(line())
        shows = Button(tr("Show"), partial(choose, one.result.pathway.id), kind="quiet")
        shows.setAccessibleName(tr("Compare: show {title}", title=said.title))
        card.inside.addLayout(row(Label(said.title, "strong", data=True), shows))
        if one is first:
            mark = Label(words.closest(), "caps", tone="accent")
            card.inside.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        card.inside.addWidget(progress_bar(said))
        card.inside.addWidget(Label(f"{said.progress}. {said.counted}."))
        for sentence in said.missing:
            card.inside.addWidget(small(sentence, data=True))
        if one.elsewhere:
            card.inside.addWidget(small(words.elsewhere(len(one.elsewhere))))
    return card
