"""One pathway: how far it is, its graph, what is missing, and why others do not count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, line, row
from ui.widgets.notes import Note
from ui.widgets.pathway_graph import Opens, graph
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, small
from wallet.session import Told, ToldFix, ToldUnused, WhatIf
from wallet.wording import tr

_WHOLE = 1000
"""Steps of the progress bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What can be done from here."""

    opens: Opens
    tries: Callable[[WhatIf, str], object]
    """Tries a fix; its sentence goes with it."""
    returns: Callable[[], object]
    """Back from a trial to how things are."""
    removes: Callable[[], object]


def progress_bar(told: Told) -> QProgressBar:
    """How much is counted, with a name for screen readers."""
    made = QProgressBar()
    made.setRange(0, _WHOLE)
    made.setValue(int(told.share * _WHOLE))
    made.setTextVisible(False)
    made.setAccessibleName(tr("Progress: {words}", words=told.progress))
    return made


class PathwayDetail(QWidget):
    """Made anew for each result; ``trial`` is the sentence of the fix that is tried."""

    def __init__(self, told: Told, actions: Actions, trial: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._actions = actions
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2 * GRID)
        if trial:
            self._down.addWidget(self._trial(trial))
        self._down.addWidget(self._head(told))
        self._down.addWidget(graph(told.tree, told.loose, actions.opens))
        if told.missing or told.fixes:
            self._down.addWidget(self._missing(told))
        if told.unused:
            self._down.addWidget(self._why_not(told.unused))
        self._down.addWidget(self._removal())
        self._down.addStretch(1)

    def _trial(self, sentence: str) -> Note:
        note = Note(tr("Only tried out, nothing is changed: {what}", what=sentence), "accent")
        note.add(Button(tr("Back to how it is"), self._actions.returns))
        return note

    def _head(self, told: Told) -> Card:
        card = Card(gap=GRID)
        card.inside.addWidget(heading(told.title, data=True))
        card.inside.addWidget(progress_bar(told))
        card.inside.addWidget(Label(told.progress, "strong"))
        card.inside.addWidget(muted(told.counted))
        for one in told.notices:
            card.inside.addLayout(row(Symbol("info", "muted", 16), small(one)))
        return card

    def _missing(self, told: Told) -> Card:
        card = Card(heading(tr("What is missing")), gap=GRID)
        for sentence in told.missing:
            card.inside.addWidget(Label(sentence))
        if told.fixes:
            card.inside.addWidget(line())
            card.inside.addWidget(Label(tr("Any one of these would help"), "caps"))
        for fix in told.fixes:
            self._fix(card, fix)
        return card

    def _fix(self, card: Card, fix: ToldFix) -> None:
        card.inside.addWidget(Label(fix.sentence))
        change = fix.what_if
        if change is None:
            return
        tries = Button(tr("Try it out"), lambda: self._actions.tries(change, fix.sentence))
        tries.setAccessibleName(tr("Try it out: {what}", what=fix.sentence))
        card.inside.addWidget(tries, 0, Qt.AlignmentFlag.AlignLeft)

    def _why_not(self, unused: tuple[ToldUnused, ...]) -> Card:
        card = Card(heading(tr("Why the others do not count")), gap=GRID)
        for place, one in enumerate(unused):
            if place:
                card.inside.addWidget(line())
            shows = Button(
                tr("Show"),
                partial(self._actions.opens, one.award.credential_id),
                kind="quiet",
            )
            shows.setAccessibleName(tr("Show {title}", title=one.award.title))
            card.inside.addLayout(row(Label(one.award.title, "strong", data=True), shows))
            for reason in one.reasons:
                card.inside.addWidget(Label(reason))
        return card

    def _removal(self) -> QWidget:
        asks = Button(tr("Remove this pathway"), kind="quiet", symbol="bin")
        note = Note("", "not_valid")
        sure = Flow(
            Button(tr("Remove it"), self._actions.removes, kind="danger"),
            Button(tr("Keep it"), lambda: note.tell("")),
        )
        note.add(sure)
        asks.clicked.connect(
            lambda: note.tell(tr("Remove this pathway? Your credentials stay where they are."))
        )
        made = QWidget()
        made.setProperty("kind", "clear")
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(asks, 0, Qt.AlignmentFlag.AlignLeft)
        down.addWidget(note)
        return made
