"""By choice: this computer's keyring opens the wallet at the start. Off until it is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.notes import Note
from ui.widgets.text import small
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session


def _look(session: Session) -> tuple[bool, bool]:
    """On the vault thread: whether it is offered, and whether it is on."""
    from wallet.session import keychain  # noqa: PLC0415 - loads libraries of the desktop

    return keychain.is_offered(), keychain.is_on(session)


class KeyringChoice(QWidget):
    """Not there where the desktop has no keyring that is trusted."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.tick = Tick(tr("Open the wallet at the start with this computer's keyring"))
        self._note = Note("", "not_valid")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.tick)
        inside.addWidget(
            small(
                tr(
                    "For thirty days, and only when Tessera starts; after a lock the "
                    "passphrase is asked. Whoever can use your account on this computer can "
                    "then open the wallet."
                )
            )
        )
        inside.addWidget(self._note)
        self.hide()
        shell.tasks.run(self, _look, lambda found: self._show(*found))

    def _show(self, is_offered: bool, is_on: bool) -> None:  # noqa: FBT001 - two answers
        self.tick.setChecked(is_on)
        self.tick.clicked.connect(self._choose)
        self.setVisible(is_offered or is_on)

    def _choose(self, on: bool) -> None:  # noqa: FBT001 - a Qt signal
        def change(session: Session) -> object:
            from wallet.session import keychain  # noqa: PLC0415 - as above

            return keychain.turn_on(session) if on else keychain.turn_off(session)

        self._note.tell("")
        self._shell.tasks.run(self, change, None, self._failed)

    def _failed(self, problem: WalletError) -> None:
        self.tick.setChecked(not self.tick.isChecked())
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")
