"""Beside the draft: what it comes to for learners, evaluated while it is written.

Rules
-----
1. Nothing waits for it: it is worked out beside, and only for the newest draft.
2. It says of which state it is: up to date, being worked out, or of the last sound draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.task import Job
from ui.theme import GRID
from ui.widgets.authoring.model import Writing
from ui.widgets.authoring.pieces import Stack
from ui.widgets.buttons import Fold
from ui.widgets.layouts import Card, empty, line
from ui.widgets.pathways.detail import progress_bar
from ui.widgets.text import Label, heading, mark_data, muted, small
from ui.widgets.ticks import Tick
from wallet.session import Pathway, Session, Told, ToldGroup, ToldSlot, told, whats_new
from wallet.session.authoring import writing
from wallet.wording import pathway_authoring as words
from wallet.wording import tr
from wallet.wording.dates import day as day_words

Learner = writing.Learner
Found = tuple[tuple[writing.Tried, ...], tuple[writing.Affected, ...]]

_PAUSE = 300
"""Milliseconds without an edit after which it is worked out anew."""


class Preview(Card):
    """Learners to try it on, how each fares, and what a new version does to them."""

    def __init__(self, model: Writing) -> None:
        super().__init__(heading(tr("Tried on learners")), gap=GRID)
        self._model = model
        self._learners: tuple[Learner, ...] = ()
        self._day: date | None = None
        self._asked: Pathway | None = None
        self._shown: Pathway | None = None
        self._job: Job | None = None
        self._folds = {"/slots"}  # what fills what is open for the own wallet
        self.state = muted("")
        self._who = Stack(GRID // 2)
        self._results = Stack(GRID)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.ask)
        for one in (self.state, self._who, self._results):
            self.inside.addWidget(one)
        model.edited.connect(self._later)
        self.look()

    # --- on whom ------------------------------------------------------------------------------

    def look(self) -> None:
        """Reads whose credentials are at hand."""
        self.state.setText(tr("Reading the credentials ..."))

        def read(session: Session, job: Job) -> tuple[tuple[Learner, ...], date]:
            return session.authoring.learners(job.cancelled), session.authoring.today()

        label = tr("Reading the credentials of learners")
        self._model.shell.tasks.run_long(self, label, read, lambda found: self._known(*found))

    def _known(self, learners: tuple[Learner, ...], day: date) -> None:
        self._learners, self._day, self._asked = learners, day, None
        empty(self._who.down)
        self._ticks = [self._tick(one) for one in learners]
        self._who.setVisible(len(learners) > 1)
        self.ask()

    def _tick(self, learner: Learner) -> Tick:
        made = Tick(_name(learner))
        if learner.id:
            mark_data(made)
        made.setAccessibleName(tr("Try it on {who}", who=_name(learner)))
        made.setChecked(True)
        made.toggled.connect(lambda _on: self._again())
        self._who.down.addWidget(made)
        return made

    def _again(self) -> None:
        self._asked = None
        self.ask()

    # --- working it out -----------------------------------------------------------------------

    def _later(self) -> None:
        if self._model.soundness.pathway is None:
            self._say_state()
        self._timer.start()

    def ask(self) -> None:
        """Works it out for the draft as it is now, where it is sound."""
        pathway, day = self._model.soundness.pathway, self._day
        self._say_state()
        if pathway is None or day is None or pathway is self._asked:
            return
        self._asked = pathway
        if self._job is not None:
            self._job.cancel()
        old = self._model.work.base
        chosen = [
            one
            for one, tick in zip(self._learners, self._ticks, strict=True)
            if tick.isChecked()
        ]

        def work(job: Job) -> Found:
            tried = writing.preview(pathway, chosen, day, job.cancelled)
            if old is None:
                return tried, ()
            return tried, writing.affected(old, pathway, chosen, day, job.cancelled)

        self._say_state()
        self._job = self._model.shell.tasks.run_desk(self, work, partial(self._show, pathway))

    def _say_state(self) -> None:
        if self._model.soundness.pathway is None:
            said = (
                tr("This is how the last sound draft does. Mend what is marked to see more.")
                if self._shown is not None
                else tr("It can be tried once nothing is missing any more.")
            )
        elif self._day is None:
            said = tr("Reading the credentials ...")
        elif self._shown is self._model.soundness.pathway:
            said = tr("Worked out for {day}.", day=day_words(self._day.isoformat()))
        else:
            said = tr("Being worked out ...")
        self.state.setText(said)

    # --- showing ------------------------------------------------------------------------------

    def _show(self, pathway: Pathway, found: Found) -> None:
        if pathway is not self._asked:
            return  # a newer draft is being worked out
        self._shown = pathway
        self._say_state()
        empty(self._results.down)
        tried, changed = found
        if self._model.work.base is not None:
            self._results.down.addWidget(self._effects(pathway, changed))
        for one in tried:
            said = told(one.result, self._model.reading)
            self._results.down.addWidget(self._learner(one.learner, said))
        if not tried:
            self._results.down.addWidget(muted(tr("Tick somebody to try it on.")))

    def _effects(self, pathway: Pathway, changed: Sequence[writing.Affected]) -> QWidget:
        card = Card(kind="well", gap=GRID // 2)
        card.inside.addWidget(Label(tr("What the new version changes"), "strong"))
        base = self._model.work.base
        new = whats_new(base, pathway) if base is not None else ""
        card.inside.addWidget(
            small(new or tr("Nothing that counts is different yet."), data=True)
        )
        for one in changed:
            before, after = (
                told(result, self._model.reading).progress for result in (one.before, one.after)
            )
            said = words.effect(one.effect.value, _name(one.learner), before, after)
            card.inside.addWidget(Label(said, data=True, tone=_TONES.get(one.effect.value, "")))
        return card

    def _learner(self, learner: Learner, said: Told) -> QWidget:
        card = Card(kind="well", gap=GRID // 2)
        card.inside.addWidget(Label(_name(learner), "strong", data=bool(learner.id)))
        card.inside.addWidget(progress_bar(said))
        card.inside.addWidget(Label(f"{said.progress}. {said.counted}."))
        for sentence in said.missing:
            card.inside.addWidget(small(sentence, data=True))
        for fix in said.fixes[:3]:
            card.inside.addWidget(small(fix.sentence, data=True))
        self._fold(card, learner.id, "slots", tr("What fills what"), said)
        if said.unused:
            self._fold(card, learner.id, "unused", tr("What does not count"), said)
        return card

    def _fold(self, card: Card, who: str, what: str, title: str, said: Told) -> None:
        """It stays open from one draft to the next."""
        key = f"{who}/{what}"
        make = partial(_slots if what == "slots" else _unused, said)
        fold = Fold(title, make, open_now=key in self._folds)
        fold.button.toggled.connect(
            lambda on: self._folds.add(key) if on else self._folds.discard(key)
        )
        card.inside.addWidget(fold)

    @property
    def is_settled(self) -> bool:
        """Whether it shows the draft as it is."""
        pathway = self._model.soundness.pathway
        return not self._timer.isActive() and (pathway is None or pathway is self._shown)


_TONES = {"worse": "not_valid", "better": "verified"}


def _name(learner: Learner) -> str:
    return learner.name if learner.id else tr("You, with what this wallet holds")


def _slots(said: Told) -> QWidget:
    made = Stack(GRID // 2)
    for slot in (*_of(said.tree), *said.loose):
        line_ = tr("{slot}: {state}", slot=slot.title, state=slot.state_words)
        made.down.addWidget(Label(line_, "strong", data=True))
        for award in slot.filled:
            made.down.addWidget(small(f"{award.title}, {award.amount}", data=True))
            if award.route:
                made.down.addWidget(small(award.route))
    return made


def _of(group: ToldGroup) -> list[ToldSlot]:
    found: list[ToldSlot] = []
    for one in group.children:
        found += [one] if isinstance(one, ToldSlot) else _of(one)
    return found


def _unused(said: Told) -> QWidget:
    made = Stack(GRID // 2)
    for place, one in enumerate(said.unused):
        if place:
            made.down.addWidget(line())
        made.down.addWidget(Label(one.award.title, "strong", data=True))
        for reason in one.reasons:
            made.down.addWidget(small(reason, data=True))
    return made
