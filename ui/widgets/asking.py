"""Asking for exactly what is needed: a request to hand out, whose answer only this page opens.

The secret that opens the answer is kept here, in memory, until the page is closed or another
request is made; it can be saved for later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout

from ui.files import save_bytes
from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.qr_view import QrPicture
from ui.widgets.text import Label, muted
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr
from wallet.wording.fields import field_name

if TYPE_CHECKING:
    from wallet.check_desk import MadeRequest

FIELDS = (
    "title", "body", "outcomes", "level", "workload", "date", "grade", "given_name",
    "family_name", "birth_date",
)  # fmt: skip
USUAL = frozenset({"title", "body", "outcomes", "level", "workload"})
"""Ticked at first: what an employer needs, and nothing about the person."""


class AskCard(Card):
    """``changed`` is told when a request was made or put away."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__(kind="well", gap=12)
        self._shell, self._changed = shell, changed
        self.made: MadeRequest | None = None
        self.who, self.why = QLineEdit(), QLineEdit()
        self.boxes = {name: Tick(field_name(name)) for name in FIELDS}
        for name, box in self.boxes.items():
            box.setChecked(name in USUAL)
        self._note = Note("", "not_valid")
        self._picture = QrPicture()
        self._made = QVBoxLayout()
        self._made.setSpacing(GRID)
        self._form = Card(kind="clear", gap=12)
        self._build()
        self._result = self._outcome()
        self._show_state()

    @property
    def secret(self) -> bytes | None:
        """What opens the answer; None where nothing was asked."""
        return self.made.secret if self.made is not None else None

    def _build(self) -> None:
        form = self._form.inside
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(muted(tr("They see who asks and why, and show this and nothing more.")))
        form.addWidget(Named(tr("Who asks"), self.who, tr("How you call yourself.")))
        form.addWidget(Named(tr("What for"), self.why))
        form.addWidget(Flow(*self.boxes.values()))
        self.button = Button(tr("Make the request"), self.make, symbol="add")
        form.addWidget(Flow(self.button))
        self.inside.addWidget(self._note)
        self.inside.addWidget(self._form)

    def _outcome(self) -> Card:
        card = Card(
            Label(tr("Let them scan this, or send them the file."), "strong"),
            self._picture,
            muted(tr("Their answer is locked for you: open it on this page.")),
            Flow(
                Button(tr("Save the request"), self._save_request, symbol="export"),
                Button(tr("Save the secret for later"), self._save_secret, kind="quiet"),
                Button(tr("Ask for something else"), self.forget, symbol="back"),
            ),
            kind="clear",
        )
        card.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.addWidget(card)
        return card

    def make(self) -> None:
        """Makes the request and shows it."""
        who, why = self.who.text(), self.why.text()
        fields = tuple(name for name, box in self.boxes.items() if box.isChecked())

        def work(_job: object) -> tuple[MadeRequest, bytes]:
            from wallet.check_desk import make_request, request_png  # noqa: PLC0415

            made = make_request(who=who, why=why, fields=fields)
            return made, request_png(made)

        self._shell.tasks.run_desk(
            self, work, lambda found: self._arrived(*found), self._failed
        )

    def forget(self) -> None:
        """Answers to it are not opened any more."""
        self.made = None
        self._show_state()
        self._changed()

    def _arrived(self, made: MadeRequest, picture: bytes) -> None:
        self.made = made
        self._note.tell("")
        self._picture.show_png(picture, tr("QR code of the request"))
        self._show_state()
        self._shell.say(tr("The request is made."))
        self._changed()

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(f"{told.meaning} {told.advice}".strip(), "not_valid")

    def _save_request(self) -> None:
        if self.made is not None:
            self._save("request.json", self.made.document)

    def _save_secret(self) -> None:
        if self.made is not None:
            self._save("request.secret.json", self.made.secret)

    def _save(self, name: str, data: bytes) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save"), name)
        if chosen:
            self._shell.tasks.run_desk(
                self,
                lambda _job: save_bytes(chosen, data),
                lambda _done: self._shell.say(tr("Saved.")),
            )

    def _show_state(self) -> None:
        is_made = self.made is not None
        self._form.setVisible(not is_made)
        self._result.setVisible(is_made)
