"""Where writing begins: a new pathway, a draft that is kept, or a document to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.shell import Item
from ui.theme import GRID
from ui.widgets.authoring.pieces import Stack
from ui.widgets.buttons import Button
from ui.widgets.drop import choose_files
from ui.widgets.layouts import Card, Flow, line
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, small
from wallet.session.authoring import Work, writing
from wallet.wording import tr
from wallet.wording.pathway_authoring import still_wrong


class StartCard(Stack):
    """Made anew whenever the drafts have changed."""

    def __init__(
        self,
        works: Sequence[Work],
        languages: Sequence[str],
        *,
        new: Callable[[], object],
        goes_on: Callable[[Work], object],
        discards: Callable[[str], object],
        opens: Callable[[Sequence[Item]], object],
    ) -> None:
        super().__init__(2 * GRID)
        self._languages, self._goes_on, self._discards = languages, goes_on, discards
        self.down.addWidget(_begin(new))
        if works:
            self.down.addWidget(self._drafts(works))
        change = Card(heading(tr("From a document")), gap=GRID)
        change.inside.addWidget(
            muted(
                tr(
                    "A pathway that you published becomes its next version. Somebody else's "
                    "becomes a copy of your own."
                )
            )
        )
        chooses = Button(
            tr("Open a pathway document"), lambda: opens(choose_files(self)), symbol="file"
        )
        change.inside.addWidget(Flow(chooses))
        self.down.addWidget(change)

    def _drafts(self, works: Sequence[Work]) -> QWidget:
        card = Card(heading(tr("Your drafts")), gap=GRID)
        for place, work in enumerate(works):
            if place:
                card.inside.addWidget(line())
            self._draft(card, work)
        return card

    def _draft(self, card: Card, work: Work) -> None:
        title = writing.title_in(work.draft.at(("title",)), self._languages)
        name = title or tr("A pathway without a title")
        card.inside.addWidget(Label(name, "strong", data=bool(title)))
        version = tr("Version {version}.", version=work.draft.at(("version",)))
        count = len(writing.look(work.draft).problems)
        said = still_wrong(count) if count else tr("Nothing is missing.")
        card.inside.addWidget(small(f"{version} {said}"))
        goes_on = Button(tr("Go on with it"), partial(self._goes_on, work))
        goes_on.setAccessibleName(tr("Go on with {title}", title=name))
        asks = Button(tr("Throw it away"), kind="quiet", symbol="bin")
        asks.setAccessibleName(tr("Throw away {title}", title=name))
        note = Note("", "not_valid")
        note.add(
            Flow(
                Button(
                    tr("Yes, throw it away"), partial(self._discards, work.id), kind="danger"
                ),
                Button(tr("Keep it"), lambda: note.tell("")),
            )
        )
        asks.clicked.connect(
            lambda: note.tell(tr("Throw this draft away? What was published stays as it is."))
        )
        card.inside.addWidget(Flow(goes_on, asks))
        card.inside.addWidget(note)


def _begin(new: Callable[[], object]) -> QWidget:
    begin = Card(heading(tr("From nothing")), gap=GRID)
    begin.inside.addWidget(
        muted(
            tr(
                "Say in plain sentences what a learner needs. You see at once what it "
                "comes to, and nothing leaves this computer before you publish it."
            )
        )
    )
    begin.inside.addWidget(
        Flow(Button(tr("Write a new pathway"), new, kind="primary", symbol="add"))
    )
    return begin
