"""Asking for exactly what is needed: a request to hand out, whose answer only this page opens.

The secret that opens the answer is kept here, in memory, until the page is closed or another
request is made; it can be saved for later.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ui.files import FileSet, save_bytes
from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.qr_view import QrPicture
from ui.widgets.text import Label, muted
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import PresentingError, WalletError
from wallet.wording import tr
from wallet.wording.asking import signed_as
from wallet.wording.fields import field_name

if TYPE_CHECKING:
    from wallet.check_desk import MadeRequest, Signer

FIELDS = (
    "title", "body", "outcomes", "level", "workload", "date", "grade", "given_name",
    "family_name", "birth_date",
)  # fmt: skip
USUAL = frozenset({"title", "body", "outcomes", "level", "workload"})
"""Ticked at first: what an employer needs, and nothing about the person."""


class SignCard(Card):
    """With what a request is signed: files of the asker's, read when the request is made."""

    def __init__(self) -> None:
        super().__init__(kind="clear", gap=8)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.key: Path | None = None
        self.certificate: Path | None = None
        self.did = QLineEdit()
        self._told = Label("", data=True)
        self.inside.addWidget(
            muted(
                tr(
                    "With a certificate of your organisation, or a DID that others know, they "
                    "can be shown that it is you who asks. Without it they read that nobody "
                    "confirms it."
                )
            )
        )
        self.inside.addWidget(self._told)
        self.inside.addWidget(
            Flow(
                Button(tr("Choose your signing key"), self._choose_key, symbol="file"),
                Button(tr("Choose its certificate"), self._choose_certificate, symbol="file"),
                Button(tr("Do not sign"), self.forget, kind="quiet"),
            )
        )
        self.inside.addWidget(
            Named(tr("Or your DID"), self.did, tr("Leave empty if you have a certificate."))
        )
        self._show_state()

    def signer(self) -> Signer | None:
        """Who signs; None where no key was chosen. For a thread that may read files.

        Raises:
            InputError: ``unusable_signer``.
        """
        if self.key is None:
            return None
        from wallet.check_desk import request_signer  # noqa: PLC0415 - loads cryptography

        chain = FileSet([self.certificate]).first() if self.certificate is not None else None
        return request_signer(FileSet([self.key]).first(), chain, self._did or None)

    def forget(self) -> None:
        """Nobody signs."""
        self.key = self.certificate = None
        self.did.clear()
        self._show_state()

    @property
    def _did(self) -> str:
        return self.did.text().strip()

    def _choose_key(self) -> None:
        self.key = _file(self, tr("Choose your signing key")) or self.key
        self._show_state()

    def _choose_certificate(self) -> None:
        self.certificate = _file(self, tr("Choose its certificate")) or self.certificate
        self._show_state()

    def _show_state(self) -> None:
        names = [one.name for one in (self.key, self.certificate) if one is not None]
        told = tr("Sign with: {files}", files=", ".join(names)) if names else ""
        self._told.setText(told if self.key is not None else tr("Not signed so far."))


def _file(parent: QWidget, title: str) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, title)
    return Path(chosen) if chosen else None


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
        self._signed = muted("")
        self._how = Label("", "strong")
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
        self.sign_with = SignCard()
        form.addWidget(
            Fold(tr("Sign it, so that they can tell who asks"), lambda: self.sign_with)
        )
        self.button = Button(tr("Make the request"), self.make, symbol="add")
        form.addWidget(Flow(self.button))
        self.inside.addWidget(self._note)
        self.inside.addWidget(self._form)

    def _outcome(self) -> Card:
        card = Card(
            self._how,
            self._picture,
            muted(tr("Their answer is locked for you: open it on this page.")),
            self._signed,
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
        who, why, signing = self.who.text(), self.why.text(), self.sign_with
        fields = tuple(name for name, box in self.boxes.items() if box.isChecked())

        def work(_job: object) -> tuple[MadeRequest, bytes]:
            from wallet.check_desk import make_request, request_png  # noqa: PLC0415

            made = make_request(who=who, why=why, fields=fields, by=signing.signer())
            try:
                return made, request_png(made)
            except PresentingError:  # with certificates it is more than one code holds
                return made, b""

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
        self._signed.setText(signed_as(made.signed_as))
        self._picture.setVisible(bool(picture))
        if picture:
            self._picture.show_png(picture, tr("QR code of the request"))
        self._how.setText(
            tr("Let them scan this, or send them the file.")
            if picture
            else tr("Send them the file: it is too long for one code.")
        )
        self._show_state()
        self._shell.say(tr("The request is made."))
        self._changed()

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")

    def _save_request(self) -> None:
        if self.made is not None:
            name = "request.jwt" if self.made.signed_as else "request.json"
            self._save(name, self.made.document)

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
