"""Adding a decision: what it is, what it is about, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QLineEdit

from ui.widgets.buttons import Button
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import heading, muted
from wallet.session.reviewing import Decision, Kind
from wallet.wording import reviews as words
from wallet.wording import tr

_ABOUT = {
    Kind.EQUIVALENCE: ("award", "slot"),
    Kind.RPL: ("title", "credits", "slot", "evidence"),
    Kind.WAIVER: ("rule",),
    Kind.REJECTION: ("award",),
    Kind.PIN: ("award", "slot"),
    Kind.NOTE: (),
    Kind.REQUEST: ("award",),
}
_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""The session sets the moment anew when it keeps the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a decision can be about: (name, id)."""

    awards: tuple[tuple[str, str], ...]
    slots: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    closed: frozenset[str] = frozenset()
    """Ids of slots into which prior learning is no way."""


class DecideForm(Card):
    """Shows just the fields that the chosen kind needs."""

    def __init__(self, choices: Choices, decides: Callable[[Decision], object]) -> None:
        super().__init__(gap=12)
        self._decides = decides
        self._is_handed_on = False
        self._note = Note("", "not_valid")
        kinds: list[tuple[str, object]] = [(words.kind(one.value), one.value) for one in Kind]
        self.kind = combo(kinds, Kind.EQUIVALENCE.value, tr("Decision"))
        self.award = combo(list(choices.awards), "", tr("Credential"))
        self.slot = combo(list(choices.slots), "", tr("Requirement"))
        self._slots, self._closed = choices.slots, choices.closed
        self.rule = combo(list(choices.rules), "", tr("Rule"))
        self.title, self.credits = QLineEdit(), QLineEdit()
        self.evidence, self.reason = QLineEdit(), QLineEdit()
        self._named = {
            "award": Named(tr("Credential"), self.award),
            "title": Named(tr("What was learned"), self.title),
            "credits": Named(tr("Credits"), self.credits),
            "slot": Named(tr("Requirement"), self.slot),
            "rule": Named(tr("Rule"), self.rule),
            "evidence": Named(tr("What you saw of it"), self.evidence),
        }
        self.adds = Button(tr("Add the decision"), self.add, symbol="add")
        self.inside.addWidget(heading(tr("Decide")))
        self.inside.addWidget(
            muted(tr("A decision never changes a credential, and never makes a bad one good."))
        )
        self.inside.addWidget(self._note)
        self.inside.addWidget(Named(tr("Decision"), self.kind))
        for one in self._named.values():
            self.inside.addWidget(one)
        self.inside.addWidget(Named(tr("Why"), self.reason, tr("The learner reads this.")))
        self.inside.addWidget(Flow(self.adds))
        self.kind.currentIndexChanged.connect(lambda _index: self._show_state())
        self._show_state()

    def take_over(self, before: DecideForm) -> None:
        """What is half typed stays when the case is made anew; what was handed on does not."""
        if before._is_handed_on:
            return
        for name in ("kind", "award", "slot", "rule"):
            new, old = getattr(self, name), getattr(before, name)
            new.setCurrentIndex(max(new.findData(old.currentData()), 0))
        for name in ("title", "credits", "evidence", "reason"):
            getattr(self, name).setText(getattr(before, name).text())

    def _offer_slots(self) -> None:
        """Of prior learning those alone to which the pathway names it as a way."""
        closed = self._closed if self._kind() is Kind.RPL else frozenset()
        chosen = self.slot.currentData()
        self.slot.clear()
        for name, slot in self._slots:
            if slot not in closed:
                self.slot.addItem(name, slot)
        self.slot.setCurrentIndex(max(self.slot.findData(chosen), 0))

    def _show_state(self) -> None:
        self._offer_slots()
        about = _ABOUT[self._kind()]
        for name, field in self._named.items():
            field.setVisible(name in about)

    def _kind(self) -> Kind:
        return Kind(str(self.kind.currentData()))

    def add(self) -> None:
        """Hands the decision on; says what is missing instead."""
        kind = self._kind()
        about = {name: self._value(name) for name in _ABOUT[kind]}
        reason = self.reason.text().strip()
        if not reason or not all(about.values()):
            self._note.tell(
                tr("Fill in every field: a decision needs its reason."), "not_valid"
            )
            return
        amount = _amount(about.pop("credits", None))
        if kind is Kind.RPL and amount is None:
            self._note.tell(tr("Credits are a number, such as 2.5."), "not_valid")
            self.credits.setFocus()
            return
        self._note.tell("")
        self._is_handed_on = True
        self._decides(Decision(kind=kind, reason=reason, at=_ONCE, credits=amount, **about))

    def _value(self, name: str) -> str:
        if name in {"award", "slot", "rule"}:
            return str(getattr(self, name).currentData() or "")
        field: QLineEdit = getattr(self, name)
        return field.text().strip()


def _amount(text: str | None) -> Decimal | None:
    try:
        found = Decimal((text or "").replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None
