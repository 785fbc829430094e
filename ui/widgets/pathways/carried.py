"""A pathway out of another format, before it is kept: what is carried over, what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.text import Label, heading, muted, small
from wallet.credential import best
from wallet.wording import exchange as words
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from ui.shell import Shell
    from wallet.session import Pathway, Session
    from wallet.session.exchanging import CtdlPathway, Left

_SHOWN = 6
"""So many lines stand open; more are behind a fold."""


class CarriedOver(Card):
    """One pathway; ``keep`` is called with its document."""

    def __init__(
        self,
        found: CtdlPathway,
        languages: Sequence[str],
        keep: Callable[[bytes], object],
        drop: Callable[[], object],
    ) -> None:
        super().__init__(gap=12)
        pathway = found.pathway
        called = best(pathway.title, languages)
        self.inside.addWidget(heading(tr("Before it is kept: a pathway in CTDL")))
        self.inside.addWidget(Label(called.text if called else "", "strong", data=True))
        blocking = sum(one.blocks for one in found.left)
        told = words.left(len(found.left), blocking)
        tone = "not_valid" if blocking else "cannot_tell" if found.left else "verified"
        self.inside.addWidget(Note(told, tone))
        if found.left:
            _lines(self, tr("Not carried over"), found.left)
        if found.understood:
            _lines(self, tr("What the document leaves open"), found.understood)
        self.inside.addWidget(Label(tr("Carried over"), "caps"))
        carried, down = _clear()
        for slot in pathway.slots:
            name = best(slot.title, languages)
            down.addWidget(Label(name.text if name else slot.id, data=True))
        self.inside.addWidget(carried)
        rules = len(pathway.rules) - blocking
        self.inside.addWidget(muted(ntr("{n} rule", "{n} rules", rules)))
        keeps = Button(tr("Keep this pathway"), lambda: keep(found.data), kind="primary")
        self.inside.addWidget(Flow(keeps, Button(tr("Do not keep it"), drop)))


def _lines(card: Card, title: str, left: Sequence[Left]) -> None:
    """The first ones open, the rest behind a fold."""
    card.inside.addWidget(Label(title, "caps"))
    for one in left[:_SHOWN]:
        card.inside.addWidget(_line(one))
    rest = left[_SHOWN:]
    if rest:
        more = ntr("{n} more", "{n} more", len(rest))
        card.inside.addWidget(Fold(more, lambda: _rest(rest)))


def reading(
    documents: Sequence[bytes],
) -> Callable[[Session], Sequence[CtdlPathway]]:
    """The work of reading every pathway of these documents."""

    def look(_session: Session) -> Sequence[CtdlPathway]:
        from wallet.session.exchanging import read_ctdl  # noqa: PLC0415 - only when asked for

        return [found for one in documents for found in read_ctdl(one)]

    return look


def carried_over(
    found: Sequence[CtdlPathway],
    *,
    languages: Sequence[str],
    keep: Callable[[bytes], object],
    drop: Callable[[], object],
) -> QWidget:
    """A card for each pathway."""
    made, down = _clear()
    down.setSpacing(2 * GRID)
    for one in found:
        down.addWidget(CarriedOver(one, languages, keep, drop))
    return made


def written(pathway: Pathway, shell: Shell, back: Callable[[], object]) -> QWidget:
    """A pathway in the words of CTDL, before it is saved: what they cannot say."""
    from wallet.session.exchanging import write_ctdl  # noqa: PLC0415 - only when asked for

    found = write_ctdl(pathway)
    card = Card(heading(tr("This pathway in CTDL")), gap=12)
    card.inside.addWidget(
        muted(tr("For Credential Engine and others. Whoever reads it sees no more than this."))
    )
    told = words.left(len(found.left), 0)
    card.inside.addWidget(Note(told, "cannot_tell" if found.left else "verified"))
    if found.left:
        _lines(card, tr("Not carried over"), found.left)
    saves = Button(
        tr("Save the file"),
        lambda: save_as(card, shell, "pathway.ctdl.json", found.data),
        kind="primary",
        symbol="export",
    )
    card.inside.addWidget(Flow(saves, Button(tr("Back"), back)))
    return card


def _line(one: Left) -> QWidget:
    made, down = _clear()
    said = words.why(one.reason, one.parts)
    down.addWidget(Label(tr("{name}: {why}", name=one.name, why=said), data=True))
    if one.pointer:
        down.addWidget(small(one.pointer, data=True))
    return made


def _rest(left: Sequence[Left]) -> QWidget:
    made, down = _clear()
    down.setSpacing(GRID)
    for one in left:
        down.addWidget(_line(one))
    return made


def _clear() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    made.setProperty("kind", "clear")
    down = QVBoxLayout(made)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    return made, down
