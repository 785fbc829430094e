"""Writing an agreement down: what counts as what, who agrees, from when to when, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit

from ui.theme import GRID
from ui.widgets.agreements.parts import FIELD, ConditionFields, ModuleList, narrow
from ui.widgets.buttons import Button, Fold
from ui.widgets.fields import Combo, Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import heading, muted, small
from ui.widgets.ticks import Tick
from wallet.session.recognition import (
    AGREEMENT,
    HOME,
    HOST,
    LEARNING,
    STUDENT,
    Module,
    Place,
    Start,
    Wanted,
)
from wallet.session.recognition import Named as Party
from wallet.wording import agreements as words
from wallet.wording import tr


class PartyFields(Card):
    """One party: what it is called, whose key signs for it."""

    def __init__(self, role: str, start: Start, *, is_me: bool) -> None:
        super().__init__(kind="clear", gap=4)
        self.role = role
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.name, self.key = QLineEdit(), QLineEdit()
        self.name.setMinimumWidth(FIELD)
        self.key.setMinimumWidth(FIELD)
        known: list[tuple[str, object]] = [(tr("I, with the key of my card"), start.me)]
        known += [(name, did) for did, name in start.contacts]
        known.append((tr("Somebody else, by their key"), ""))
        chosen = start.me if is_me else (start.contacts[0][0] if start.contacts else "")
        self.who = combo(known, chosen, words.role(role))
        narrow(self.who, max(len(known[0][0]), len(known[-1][0])))
        self._typed = Named(tr("Their key (did:key:…)"), self.key)
        self.inside.addWidget(
            Flow(
                Named(tr("Name of the {role}", role=words.role(role)), self.name),
                Named(tr("Who signs for the {role}", role=words.role(role)), self.who),
                self._typed,
                gap=12,
            )
        )
        self.who.currentIndexChanged.connect(lambda _index: self._show_state())
        self._show_state()

    def _show_state(self) -> None:
        self._typed.setVisible(not self.who.currentData())

    def party(self, *issues_as: str) -> Party:
        """The party as it was filled in."""
        key = str(self.who.currentData() or "") or self.key.text().strip()
        named = dict.fromkeys(one for one in (key, *issues_as) if one) if key else {}
        return Party(name=self.name.text().strip(), role=self.role, identifiers=tuple(named))


class AgreementForm(Card):
    """``makes`` is given what was wanted and under which name a pathway asks for it."""

    def __init__(
        self,
        start: Start,
        makes: Callable[[Wanted, str], object],
        leaves: Callable[[], object],
    ) -> None:
        super().__init__(gap=GRID)
        self._start, self._makes = start, makes
        self.note = Note("", "not_valid")
        self.title, self.reason = QLineEdit(), QLineEdit()
        self.first, self.last = QLineEdit(), QLineEdit()
        self.closed = small(
            tr(
                "This slot is not open to agreements yet: whoever writes the pathway has to "
                "put this agreement into it before anything counts."
            )
        )
        for one in (self.first, self.last):
            one.setPlaceholderText("2026-09-01")
            one.setMinimumWidth(FIELD)
        self.modules, self.place = ModuleList(start), _places(start)
        self.conditions = ConditionFields()
        self.learning = Tick(tr("A learning agreement: the student signs as well"))
        self.home = PartyFields(HOME, start, is_me=True)
        self.host = PartyFields(HOST, start, is_me=False)
        self.student = PartyFields(STUDENT, start, is_me=False)
        self.made = Button(tr("Write it down"), self._make, kind="primary")
        self._build(leaves)

    def _build(self, leaves: Callable[[], object]) -> None:
        down = self.inside
        down.addWidget(heading(tr("Make an agreement")))
        down.addWidget(
            muted(
                tr(
                    "Write down what counts as what. Then everybody concerned signs the same "
                    "file, one after the other. Until the last one has, it counts nothing."
                )
            )
        )
        down.addWidget(self.note)
        down.addWidget(Named(tr("What it is about, in short"), self.title))
        down.addWidget(self.modules)
        down.addWidget(Named(tr("As what it counts"), self.place))
        down.addWidget(self.closed)
        down.addWidget(self.learning)
        for one in (self.home, self.host, self.student):
            down.addWidget(one)
        down.addWidget(
            Flow(
                Named(tr("Awarded from"), self.first),
                Named(tr("Awarded until"), self.last),
                gap=12,
            )
        )
        down.addWidget(Fold(tr("Conditions"), lambda: self.conditions))
        down.addWidget(Named(tr("Why"), self.reason))
        down.addWidget(Flow(self.made, Button(tr("Not now"), leaves, kind="quiet")))
        self.place.currentIndexChanged.connect(lambda _index: self._show_state())
        self.learning.toggled.connect(lambda _on: self._show_state())
        self._show_state()

    def _show_state(self) -> None:
        self.student.setVisible(self.learning.isChecked())
        place = self.place.currentData()
        self.closed.setVisible(isinstance(place, Place) and not place.names)

    def refuse(self, sentence: str) -> None:
        """Says what is wrong; what was typed stays."""
        self.note.tell(sentence, "not_valid")
        self.note.setFocus()

    def _make(self) -> None:
        try:
            first, last = _day(self.first.text()), _day(self.last.text())
        except ValueError:
            self.refuse(tr("Write days like 2026-09-01, or leave them out."))
            return
        try:
            conditions = self.conditions.conditions()
        except ValueError:
            self.refuse(tr("Levels and months are whole numbers, such as 6."))
            return
        place = self.place.currentData()
        if not isinstance(place, Place):
            self.refuse(
                tr("Add a pathway first: an agreement says in which slot something counts.")
            )
            return
        modules = self.modules.modules()
        if not all(one.definition for one in modules):
            self.refuse(tr("Say what counts: choose it, or type its identifier."))
            return
        wanted = replace(self._wanted(modules, place), conditions=conditions)
        wanted = replace(wanted, valid_from=first, valid_until=last)
        if not all(one.name and one.identifiers for one in wanted.parties):
            self.refuse(tr("Give every party a name, and say whose key signs for it."))
            return
        self.note.tell("")
        self._makes(wanted, (*place.names, "")[0])

    def _wanted(self, modules: Sequence[Module], place: Place) -> Wanted:
        issuers = dict.fromkeys(one.issuer for one in modules)
        parties = [self.home.party(), self.host.party(*issuers)]
        if self.learning.isChecked():
            parties.append(self.student.party())
        return Wanted(
            title=self.title.text().strip() or modules[0].title,
            kind=LEARNING if self.learning.isChecked() else AGREEMENT,
            parties=tuple(parties),
            modules=tuple((one.definition, one.title) for one in modules),
            slots=(place.slot,),
            pathways=(place.pathway,),
            reason=self.reason.text().strip(),
        )


def _places(start: Start) -> Combo:
    """The slots of the pathways that are followed."""
    made = combo(
        [
            (tr("{slot}, in {pathway}", slot=one.slot_title, pathway=one.pathway_title), one)
            for one in start.places
        ],
        None,
        tr("As what it counts"),
    )
    return narrow(made)


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None
