"""A request that was opened: who asks, what is missing, and what of it is about the person.

Each statement that speaks of the person is confirmed by itself: who asks for a name and a
grade in one code gets neither by one press.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout

from ui.files import FileSet
from ui.shell import Item, Shell
from ui.widgets.buttons import Button
from ui.widgets.drop import choose_files
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, mark_data, muted
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import InputError, WalletError
from wallet.wording import presenting as words
from wallet.wording import tr
from wallet.wording.asking import who_asks

if TYPE_CHECKING:
    from wallet.session import Asked, DisclosurePlan, Proposal, Request, Session


_LONGEST = 18
"""Characters of a value beside its box, which does not wrap; the preview has all of it."""


class Answered(NamedTuple):
    """What the wallet proposes: a plan, or only what is missing for one."""

    proposal: Proposal
    plan: DisclosurePlan | None


def answered(
    session: Session, request: Request, expires: datetime | None, only: Sequence[str] = ()
) -> Answered:
    """On the vault thread: the least that satisfies it, of these credentials or of all."""
    proposal = session.handover.propose(request, only)
    if proposal.missing:
        return Answered(proposal, None)
    return Answered(proposal, session.handover.answer(request, proposal.picks, expires))


class RequestCard(Card):
    """Tells ``changed`` when a request was opened, closed, or a statement confirmed."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__(kind="well", gap=10)
        self._shell, self._changed = shell, changed
        self.request: Request | None = None
        self._asked: tuple[str, ...] = ()
        self._boxes: list[Tick] = []
        self.button = Button(tr("Open a request"), self._choose, symbol="file")
        self.close_button = Button(tr("Put the request away"), self.forget, symbol="close")
        self._hint = muted(
            tr("Did they send you a file or a QR code that says what they need? Open it here.")
        )
        self._note = Note("", "not_valid")
        self._who = Note("", "cannot_tell", data=True)
        self._other = muted(tr("To answer with another credential, tick it below."))
        self._missing = QVBoxLayout()
        self._confirm = QVBoxLayout()
        for one in (self._hint, self._note, self._who, self._other):
            self.inside.addWidget(one)
        self.inside.addLayout(self._missing)
        self.inside.addLayout(self._confirm)
        self.inside.addWidget(Flow(self.button, self.close_button))
        self._show_state()

    @property
    def is_confirmed(self) -> bool:
        """Whether everything about the person was said yes to, one by one."""
        return all(box.isChecked() for box in self._boxes)

    def open(self, items: Sequence[Item]) -> None:
        """Reads a request from files, a picture or a pasted text."""

        def read(session: Session) -> Asked:
            for _name, data in FileSet(items):
                return session.handover.open_request(data)
            raise InputError("not_a_request")

        self._shell.tasks.run(self, read, self._opened, self._failed)

    def forget(self) -> None:
        """Nothing is asked any more."""
        self.request = None
        self._note.tell("")
        self._empty()
        self._show_state()
        self._changed()

    def show_answer(self, found: Answered) -> None:
        """What is missing, or what has to be confirmed."""
        statements = (
            [
                (one.credential_id, each)
                for one in found.plan.credentials
                for each in one.facts
                if each.sensitive
            ]
            if found.plan is not None
            else []
        )
        asked = tuple(f"{name}{each.pointer}" for name, each in statements)
        if found.plan is not None and asked == self._asked and self._boxes:
            return  # what was confirmed stays confirmed
        self._empty()
        self._asked = asked
        for one in found.proposal.missing:
            told = words.not_met(one.paths, one.unknown)
            self._missing.addWidget(Note(told, "not_valid", data=True))
        if statements:
            told = tr("This would tell them about you. Confirm each:")
            self._confirm.addWidget(Label(told, "strong"))
        for _name, each in statements:
            label = words.statement_label(each.pointer)
            value = words.statement_value(each.value, each.pointer)
            box = Tick(tr("Yes, show {what}", what=f"{label}: {_short(value)}"))
            box.setAccessibleName(tr("Yes, show {what}", what=f"{label}: {value}"))
            mark_data(box)
            box.toggled.connect(lambda _on: self._changed())
            self._boxes.append(box)
            self._confirm.addWidget(box)

    def _choose(self) -> None:
        items = choose_files(self)
        if items:
            self.open(items)

    def _opened(self, asked: Asked) -> None:
        self.request = asked.request
        self._note.tell("")
        self._who.tell(
            who_asks(asked.request.called, asked.request.why, asked.asker),
            "verified" if asked.asker is not None and asked.asker.is_named else "cannot_tell",
        )
        self._empty()
        self._show_state()
        self._shell.say(tr("A request is open. See what it would show."))
        self._changed()

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")

    def _empty(self) -> None:
        self._boxes, self._asked = [], ()
        for place in (self._missing, self._confirm):
            while (item := place.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()

    def _show_state(self) -> None:
        is_open = self.request is not None
        self._hint.setVisible(not is_open)
        self._who.setVisible(is_open)
        self._other.setVisible(is_open)
        self.button.setVisible(not is_open)
        self.close_button.setVisible(is_open)


def _short(value: str) -> str:
    """Its beginning and its end, for identifiers differ there."""
    if len(value) <= _LONGEST:
        return value
    return f"{value[: _LONGEST - 7]}\N{HORIZONTAL ELLIPSIS}{value[-6:]}"
