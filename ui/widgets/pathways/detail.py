"""One pathway: how far it is, its graph, what is missing, and why others do not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow, column, line, row
from ui.widgets.notes import Note
from ui.widgets.pathways.decided import Leaves, decided_card
from ui.widgets.pathways.graph import Opens, Places, graph
from ui.widgets.pathways.more import ahead_card, details
from ui.widgets.pathways.trial import PlanForm, TrialNote
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, small
from wallet.session import (
    Overview,
    PathwayResult,
    Told,
    ToldChange,
    ToldFix,
    ToldRecord,
    ToldRule,
    ToldUnused,
    WhatIf,
    changes,
    overview,
    told,
    told_records,
)
from wallet.wording import tr
from wallet.wording.pathway_reasons import unit_name

_WHOLE = 1000
"""Steps of the progress bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What can be done from here."""

    opens: Opens
    places: Places
    tries: Callable[[WhatIf], object]
    """Tries one more change beside those that are tried already."""
    instead: Callable[[WhatIf], object]
    """Tries exactly this."""
    returns: Callable[[], object]
    """Back from a trial to how things are."""
    adapts: Callable[[], object]
    reviews: Callable[[], object]
    """Hands it to an advisor."""
    binds: Callable[[], object]
    """Makes a portfolio of it."""
    agrees: Callable[[], object]
    """Shows the agreements that are kept, and makes new ones."""
    removes: Callable[[], object]
    writes: Callable[[str], object] | None = None
    """Opens it in the editor, as a new ``version`` or a ``copy``."""
    leaves: Leaves | None = None
    """Lets a review that was countersigned no longer count, or count again."""
    sees: Callable[[], object] | None = None
    """Shows the reviews."""
    exports: Callable[[], object] | None = None
    """Shows it in the words of CTDL, to be saved."""
    begins: Callable[[], object] | None = None
    """Brings in the first credential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One result, in every wording that the page needs."""

    told: Told
    overview: Overview
    changes: tuple[ToldChange, ...]
    """What is tried out; empty: this is how it is."""
    unit: str
    slots: tuple[tuple[str, str], ...]
    """Id and title of each slot."""
    open_rules: tuple[ToldRule, ...]
    """Rules on which the result hangs and that are not met."""
    records: tuple[ToldRecord, ...] = ()
    """Reviews that the learner agreed to."""
    holds: bool = True
    """Whether there is any credential at all."""
    wants_home: bool = False
    """Whether a copy has to name the own institution before it can say much."""


def shown(result: PathwayResult, languages: Sequence[str], newer: str = "") -> Shown:
    """Everything that is said of a result; ``newer``: of a pathway that replaces it."""
    said, words = overview(result, languages), told(result, languages)
    ids = [one.id for one in result.pathway.slots]
    return Shown(
        told=replace(words, notices=(newer, *words.notices)) if newer else words,
        overview=said,
        changes=changes(result, languages),
        unit=unit_name(result.pathway.unit.unit),
        slots=tuple(zip(ids, said.matrix.slots, strict=True)),
        records=told_records(result, languages),
        holds=bool(result.awards),
        wants_home="pathway_without_home" in result.notices,
        open_rules=tuple(
            rule
            for rule, found in zip(said.rules, result.rules, strict=True)
            if found.severity == "block" and found.state.value != "met"
        ),
    )


def progress_bar(told: Told) -> QProgressBar:
    """How much is counted, with a name for screen readers."""
    made = QProgressBar()
    made.setRange(0, _WHOLE)
    made.setValue(int(told.share * _WHOLE))
    made.setTextVisible(False)
    made.setAccessibleName(tr("Progress: {words}", words=told.progress))
    return made


class PathwayDetail(QWidget):
    """Made anew for each result."""

    def __init__(self, view: Shown, actions: Actions) -> None:
        super().__init__()
        said = view.told
        self.setProperty("kind", "clear")
        self._actions = actions
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2 * GRID)
        if view.changes:
            self._down.addWidget(TrialNote(view.changes, actions.instead, actions.returns))
        self._down.addWidget(self._head(view))
        # What is missing stands first: nobody should have to scroll past what is there.
        self._down.addWidget(self._missing(view))
        rules = view.open_rules
        self._down.addWidget(graph(said.tree, said.loose, rules, actions.opens, actions.places))
        if view.records and actions.leaves is not None and actions.sees is not None:
            self._down.addWidget(decided_card(view.records, actions.sees, actions.leaves))
        self._ahead = QVBoxLayout()
        self._down.addLayout(self._ahead)
        if said.unused:
            self._down.addWidget(self._why_not(said.unused))
        self._down.addWidget(details(view.overview))
        self._down.addWidget(self._foot())
        self._down.addStretch(1)

    def tell_ahead(self, days: Sequence[str]) -> None:
        """What later days bring, once it has been worked out."""
        self._ahead.addWidget(ahead_card(days))

    def _head(self, view: Shown) -> Card:
        told = view.told
        card = Card(gap=GRID)
        card.inside.addWidget(heading(told.title, data=True))
        card.inside.addWidget(progress_bar(told))
        card.inside.addWidget(Label(told.progress, "strong"))
        card.inside.addWidget(muted(f"{told.counted}. {view.overview.items}"))
        for one in told.notices:
            mark = Symbol("info", "muted", 16)
            across = row(mark, small(one))
            across.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            card.inside.addLayout(across)
        if view.wants_home:  # the sentence above says so
            card.inside.addWidget(Flow(Button(tr("Change a copy of it"), self._actions.adapts)))
        return card

    def _missing(self, view: Shown) -> Card:
        told = view.told
        short = bool(told.missing or told.fixes)
        card = Card(
            heading(tr("What is missing") if short else tr("Nothing is missing")), gap=GRID
        )
        for sentence in told.missing:
            card.inside.addWidget(Label(sentence))
        if not view.holds and self._actions.begins is not None:
            words, begins = tr("Bring in your first credential"), self._actions.begins
            card.inside.addWidget(Flow(Button(words, begins, symbol="import")))
        completing = [one for one in told.fixes if one.completes]
        others = [one for one in told.fixes if not one.completes]
        self._fixes(card, tr("Any one of these completes it"), completing)
        self._fixes(card, tr("These bring it a step further"), others)
        card.inside.addWidget(Fold(tr("Try a course that you plan"), lambda: self._plan(view)))
        return card

    def _fixes(self, card: Card, words: str, fixes: Sequence[ToldFix]) -> None:
        if fixes:
            card.inside.addWidget(line())
            card.inside.addWidget(Label(words, "caps"))
        for fix in fixes:
            self._fix(card, fix)

    def _plan(self, view: Shown) -> PlanForm:
        helps = (one.slot for fix in view.told.fixes for one in fix.what_if.planned)
        return PlanForm(
            view.slots,
            view.unit,
            lambda one: self._actions.tries(WhatIf(planned=(one,))),
            next(helps, ""),
        )

    def _fix(self, card: Card, fix: ToldFix) -> None:
        tries = Button(tr("Try it out"), lambda: self._actions.tries(fix.what_if))
        tries.setAccessibleName(tr("Try it out: {what}", what=fix.sentence))
        across = row(Label(fix.sentence, data=True), tries)
        across.setAlignment(tries, Qt.AlignmentFlag.AlignTop)
        card.inside.addLayout(across)

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

    def _foot(self) -> QWidget:
        """What leads on from here; what changes the pathway itself is folded away."""
        return _clear(
            Flow(
                Button(tr("Start a review"), self._actions.reviews, symbol="person"),
                Button(tr("Make a portfolio"), self._actions.binds, symbol="print"),
                Button(tr("Agreements"), self._actions.agrees, symbol="seal"),
            ),
            Fold(tr("Change, save or remove this pathway"), self._itself),
        )

    def _itself(self) -> QWidget:
        asks = Button(tr("Remove this pathway"), kind="quiet", symbol="bin")
        note = Note("", "not_valid")
        note.add(
            Flow(
                Button(tr("Remove it"), self._actions.removes, kind="danger"),
                Button(tr("Keep it"), lambda: note.tell("")),
            )
        )
        asks.clicked.connect(
            lambda: note.tell(tr("Remove this pathway? Your credentials stay where they are."))
        )
        copies = Button(tr("Change a copy of it"), self._actions.adapts, kind="quiet")
        return _clear(Flow(copies, *self._writes(), *self._exports(), asks), note)

    def _writes(self) -> list[Button]:
        writes = self._actions.writes
        if writes is None:
            return []
        every = Button(tr("Change everything in a copy"), partial(writes, "copy"), kind="quiet")
        newer = Button(tr("Make a new version"), partial(writes, "version"), kind="quiet")
        return [every, newer]

    def _exports(self) -> list[Button]:
        exports = self._actions.exports
        if exports is None:
            return []
        words = tr("Save for other programs (CTDL)")
        return [Button(words, exports, kind="quiet", symbol="export")]


def _clear(*widgets: QWidget) -> QWidget:
    """These under each other, without a ground of their own."""
    made = QWidget()
    made.setProperty("kind", "clear")
    made.setLayout(column(*widgets))
    return made
