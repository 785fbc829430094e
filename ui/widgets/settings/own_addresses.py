"""The learner's own e-mail addresses and numbers, by which institutions know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session

_LONGEST = 200
"""Signs, as the wallet takes them."""


class OwnAddressesCard(Card):
    """What is entered here is kept in the wallet, and recognised in credentials."""

    def __init__(self, shell: Shell, entered: Sequence[str]) -> None:
        super().__init__(gap=14)
        self._shell, self._entered = shell, tuple(entered)
        self._list = QVBoxLayout()
        self._note = Note("", "not_valid")
        self.field = QLineEdit()
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(self._add)
        self.inside.addWidget(heading(tr("Addresses and numbers of yours")))
        self.inside.addWidget(
            muted(
                tr(
                    "Some credentials are made out to an e-mail address or a student number, "
                    "often as a fingerprint that cannot be read. Enter yours, and the wallet "
                    "recognises them. They are never sent."
                )
            )
        )
        self.inside.addLayout(self._list)
        self.inside.addWidget(Named(tr("E-mail address or number"), self.field))
        self.inside.addWidget(self._note)
        self.inside.addWidget(Flow(Button(tr("Add it"), self._add, symbol="add")))
        for one in self._entered:
            self._list.addWidget(self._line(one))

    def _line(self, entered: str) -> Card:
        remove = Button(tr("Remove"), lambda: self._keep(self._without(entered)))
        remove.setAccessibleName(tr("Remove: {name}", name=entered))
        card = Card(kind="well")
        card.inside.addLayout(row(Label(entered, data=True), None, remove))
        return card

    def _without(self, entered: str) -> tuple[str, ...]:
        return tuple(one for one in self._entered if one != entered)

    def _add(self) -> None:
        text = self.field.text().strip()
        if text and text not in self._entered:
            self._keep((*self._entered, text))

    def _keep(self, entered: tuple[str, ...]) -> None:
        def keep(session: Session) -> object:
            return session.save_settings(replace(session.settings(), entered_ids=entered))

        self._shell.tasks.change(
            self, keep, lambda _changes: self._shell.quiet_changed.emit(), self._failed
        )

    def _failed(self, problem: WalletError) -> None:
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")
