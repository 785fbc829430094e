"""The learner's own identifiers: to copy, to show as a QR code, and to make one more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.qr_view import QrPicture
from ui.widgets.text import Label, heading, mark_data, muted
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import HolderKey, Session


class IdentifiersCard(Card):
    """Asks the open wallet for its keys; what is private of them never comes here."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(gap=14)
        self._shell = shell
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._note = Note("", "not_valid")
        self.name = QLineEdit()
        self.name.returnPressed.connect(self._make)
        self.kind = combo([("Ed25519", "Ed25519"), ("P-256", "P-256")], "Ed25519", "")
        mark_data(self.kind)
        self._button = Button(tr("Make an identifier"), self._make, symbol="add")
        self.inside.addWidget(heading(tr("Your identifiers")))
        self.inside.addWidget(
            muted(
                tr(
                    "Give one to an institution before it issues something, so that only you "
                    "can show it as yours. Two who were given the same one can tell that they "
                    "deal with the same person."
                )
            )
        )
        self.inside.addLayout(self._list)
        self.inside.addWidget(
            Named(tr("Name of a new one"), self.name, tr("For you alone; it is never sent."))
        )
        self.inside.addWidget(Fold(tr("Technical"), self._technical))
        self.inside.addWidget(self._note)
        self.inside.addWidget(Flow(self._button))
        self._ask()

    def _technical(self) -> QWidget:
        return Named(
            tr("Kind"), self.kind, tr("Change it only where an issuer asks for P-256.")
        )

    def _ask(self) -> None:
        self._shell.tasks.run(self, lambda session: session.holder_keys(), self._show)

    def _show(self, keys: Sequence[HolderKey]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not keys:
            self._list.addWidget(Label(tr("You have none yet.")))
        for number, one in enumerate(keys, 1):
            self._list.addWidget(_Identifier(self._shell, one, number))

    def _make(self) -> None:
        label, kind = self.name.text(), str(self.kind.currentData())
        self._button.setEnabled(False)  # one press, one identifier

        def make(session: Session) -> Sequence[HolderKey]:
            session.new_holder_key(label, kind)
            return session.holder_keys()

        self._shell.tasks.run(self, make, self._made, self._failed)

    def _made(self, keys: Sequence[HolderKey]) -> None:
        self._button.setEnabled(True)
        self._note.tell("")
        self.name.clear()
        self._show(keys)
        self._shell.say(tr("Made. It can be copied now."))

    def _failed(self, problem: WalletError) -> None:
        self._button.setEnabled(True)
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")


class Signs(QPlainTextEdit):
    """A long word, broken to fit; gives exactly its signs to whoever selects and copies it."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        flags = Qt.TextInteractionFlag
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "mono")
        self.setAccessibleName(name)
        mark_data(self)
        # Also when the letters change, which comes after the first resizing.
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        text = self.blockBoundingGeometry(self.document().firstBlock()).height()
        around = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        self.setFixedHeight(math.ceil(text + around) + 1)


class _Identifier(Card):
    """One of them."""

    def __init__(self, shell: Shell, key: HolderKey, number: int) -> None:
        super().__init__(kind="well", gap=GRID)
        self._shell, self._did = shell, key.did
        name = key.label or tr("Identifier {number}", number=number)
        field = Signs(key.did, tr("Identifier: {name}", name=name))
        copy = Button(tr("Copy"), self._copy, symbol="copy")
        copy.setAccessibleName(tr("Copy: {name}", name=name))
        fold = Fold(tr("Show as QR code"), self._picture)
        fold.button.setAccessibleName(tr("Show as QR code: {name}", name=name))
        self.inside.addWidget(Label(name, "strong", data=bool(key.label)))
        self.inside.addWidget(field)
        self.inside.addWidget(Flow(copy))
        self.inside.addWidget(fold)

    def _copy(self) -> None:
        self._shell.clipboard.copy(self._did)
        self._shell.say(tr("Copied. It is taken off the clipboard after ten seconds."))

    def _picture(self) -> QWidget:
        did, picture = self._did, QrPicture()

        def draw(_session: Session) -> bytes:
            from wallet.session import qr_png  # noqa: PLC0415 - on the vault thread

            return qr_png(did)

        self._shell.tasks.run(
            picture, draw, lambda png: picture.show_png(png, tr("QR code of the identifier"))
        )
        return picture
