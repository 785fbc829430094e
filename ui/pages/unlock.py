"""The page before the wallet: unlock it, or on a fresh computer make the first one.

Nothing of a wallet is shown here but its label, which is the name of its folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from ui.page import Page
from ui.shell import Item, Shell
from ui.widgets.unlock.forms import CreateForm, Form, RecoverForm, UnlockForm, WelcomeCards
from ui.widgets.unlock.wallet_list import WalletList, wallets_in
from wallet import wording
from wallet.errors import VaultDamagedError, WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session

HEADERS = ("vault.json", "vault.json.spare")
"""The files that make a folder a wallet: either of them."""
SUFFIX = ".tessera-backup"
_LABEL = "Wallet 1"


def default_wallet() -> Path:
    """Where the first wallet goes, for the window and the command line alike."""
    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "tessera" / _LABEL


def _is_wallet(folder: Path) -> bool:
    return any((folder / one).is_file() for one in HEADERS)


def _knows_keyring(folder: Path) -> bool:
    """Whether the wallet has a slot for it: said by a look, believed by the vault alone."""
    try:
        return b'"kind":"keyring"' in (folder / HEADERS[0]).read_bytes()
    except OSError:
        return False


class UnlockPage(Page):
    """Shows one form at a time."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.folder = shell.preferences.wallet or default_wallet()
        self._form: Form | None = None
        self._place = QVBoxLayout()
        self._others: WalletList | None = None
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """The form that fits the folder."""
        self.folder = self.shell.preferences.wallet or self.folder
        self.start()

    def take(self, items: Sequence[Item]) -> bool:
        """While locked, what is dropped is checked instead of kept; a backup is restored."""
        first = items[0]
        if isinstance(first, Path) and first.suffix == SUFFIX:
            self.show_restore(file=first)
            return True
        self.shell.open("check", items=tuple(items))
        return True

    # --- forms ------------------------------------------------------------------------------

    def start(self) -> None:
        """Unlock where there is a wallet, else welcome."""
        if _is_wallet(self.folder):
            self._show(UnlockForm(self, self.folder.name))
            self._try_keyring()
        else:
            self._show(WelcomeCards(self, examples=self.shell.examples is not None))

    def show_create(self) -> None:
        """The form for a new wallet."""
        self._show(CreateForm(self, self._free_label()))

    def show_recover(self) -> None:
        """The form for the recovery words."""
        self._show(RecoverForm(self))

    def show_restore(self, *, by_words: bool = False, file: Path | None = None) -> None:
        """The form for a backup."""
        from ui.widgets.unlock.restore_forms import RestoreForm  # noqa: PLC0415 - hardly ever needed

        form = RestoreForm(self, self._free_label(), by_words=by_words)
        self._show(form)
        if file is not None:
            form.take(file)

    def show_rescue(self, *, by_words: bool = False) -> None:
        """The form for a damaged wallet."""
        from ui.widgets.unlock.restore_forms import RescueForm  # noqa: PLC0415 - hardly ever needed

        self._show(RescueForm(self, self._free_label(), by_words=by_words))

    def _free_label(self) -> str:
        """The wallet's name, or that with a number: of no folder that is there."""
        label, number = self.folder.name, 1
        while (self.folder.parent / label).exists():
            number += 1
            label = f"{self.folder.name} ({number})"
        return label

    def choose_folder(self) -> None:
        """Another wallet of this person."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - hardly ever needed

        chosen = QFileDialog.getExistingDirectory(self, tr("Choose the folder of a wallet"))
        if not chosen:
            return
        if not _is_wallet(Path(chosen)):
            self._form_tell(tr("There is no wallet in this folder."))
            return
        self.folder = Path(chosen)
        self.start()

    def check_only(self) -> None:
        """To the page that needs no wallet."""
        self.shell.open("check")

    def _show(self, form: Form) -> None:
        if self._form is not None:
            self._form.hide()
            self._place.removeWidget(self._form)
            self._form.deleteLater()
        self._form = form
        self._place.addWidget(form)
        self._list_others(shown=isinstance(form, UnlockForm | WelcomeCards))
        form.begin()

    def _list_others(self, *, shown: bool) -> None:
        """The other wallets beside this one, where one may choose."""
        if self._others is not None:
            self._others.hide()
            self._place.removeWidget(self._others)
            self._others.deleteLater()
            self._others = None
        if shown:
            found = wallets_in(self.folder.parent, _is_wallet)
            others = [one for one in found if one != self.folder]
            self._others = WalletList(others, self._switch)
            self._place.addWidget(self._others)
            self._others.setVisible(bool(others))

    def _switch(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def _form_tell(self, sentence: str) -> None:
        if self._form is not None:
            self._form.tell(sentence)

    # --- work -------------------------------------------------------------------------------

    def unlock(self, passphrase: str) -> None:
        """Opens the wallet."""
        folder = self.folder

        def opener() -> tuple[Session, None]:
            from wallet.session import Session  # noqa: PLC0415 - on the vault thread

            return Session.open(folder, passphrase), None

        self._busy(busy=True)
        self.shell.tasks.unlock(self, opener, lambda _none: self._opened(), self._failed)

    def _try_keyring(self) -> None:
        """At the start only, and only where its owner chose so; else the form waits."""
        is_start, self.shell.is_starting = self.shell.is_starting, False
        if not is_start or not _knows_keyring(self.folder):
            return
        folder = self.folder

        def opener() -> tuple[Session, None]:
            from wallet.session import keychain  # noqa: PLC0415 - on the vault thread

            return keychain.open_by_keyring(folder), None

        self._busy(busy=True)
        self.shell.tasks.unlock(self, opener, lambda _none: self._opened(), self._failed)

    def make_wallet(self, label: str, passphrase: str) -> None:
        """Makes a new wallet beside where the old would be."""
        folder = self.folder.parent / label

        def opener() -> tuple[Session, tuple[str, ...]]:
            from wallet.session import Session  # noqa: PLC0415 - on the vault thread

            return Session.create(folder, passphrase)

        self._busy(busy=True)
        self.folder = folder
        self.shell.tasks.unlock(self, opener, self._opened_with_words, self._failed)

    def recover(self, words: Sequence[str], passphrase: str) -> None:
        """Opens the wallet by its recovery words; they are used up by it."""
        folder, given = self.folder, tuple(words)

        def opener() -> tuple[Session, tuple[str, ...]]:
            from wallet.session import Session  # noqa: PLC0415 - on the vault thread

            return Session.recover(folder, given, passphrase)

        self._busy(busy=True)
        self.shell.tasks.unlock(self, opener, self._opened_with_words, self._failed)

    def restore(
        self, file: Path, label: str, passphrase: str, words: tuple[str, ...] | None
    ) -> None:
        """Makes a wallet of a backup, in a folder that was not there."""
        folder = self.folder.parent / label

        def opener() -> tuple[Session, tuple[str, ...]]:
            from wallet.session import restoring  # noqa: PLC0415 - on the vault thread

            if words is None:
                return restoring.restore(file, folder, passphrase), ()
            return restoring.restore_by_words(file, folder, words, passphrase)

        self._open_new(folder, opener)

    def rescue(self, label: str, passphrase: str, words: tuple[str, ...] | None) -> None:
        """Makes a wallet of what can be read of the damaged one."""
        damaged, folder = self.folder, self.folder.parent / label

        def opener() -> tuple[Session, tuple[str, ...]]:
            from wallet.session import rescue  # noqa: PLC0415 - on the vault thread

            session, fresh, _ = rescue.salvage(damaged, folder, passphrase, words=words)
            return session, fresh

        self._open_new(folder, opener)

    def _open_new(
        self, folder: Path, opener: Callable[[], tuple[Session, tuple[str, ...]]]
    ) -> None:
        def opened(words: tuple[str, ...]) -> None:
            self.folder = folder
            if words:
                self._opened_with_words(words)
            else:
                self._opened()

        self._busy(busy=True)
        self.shell.tasks.unlock(self, opener, opened, self._failed)

    def look_around(self) -> None:
        """A throw-away wallet with samples in it."""
        examples = self.shell.examples
        if examples is not None:
            self._busy(busy=True)
            self.shell.tasks.unlock(self, lambda: (examples.make(), None), None, self._failed)

    def _opened(self) -> None:
        self.shell.preferences.wallet = self.folder
        self._forget()

    def _opened_with_words(self, words: tuple[str, ...]) -> None:
        self._opened()
        self.shell.open("recovery", words=words)

    def _failed(self, problem: WalletError) -> None:
        self._busy(busy=False)
        if isinstance(self._form, UnlockForm):
            self._form.rescue.setVisible(isinstance(problem, VaultDamagedError))
        words = wording.error(problem.code, problem.facts)
        self._form_tell(words.text)

    def _busy(self, *, busy: bool) -> None:
        if self._form is not None:
            self._form.show_busy(busy=busy)

    def _forget(self) -> None:
        """No passphrase stays in a field, and no words."""
        for line in self.findChildren(QLineEdit):
            line.setText("")  # cleared, it could be undone
        for text in self.findChildren(QPlainTextEdit):
            text.clear()
