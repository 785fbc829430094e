"""Forms of the unlock page for the bad day: a backup restored, a damaged wallet rescued."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.buttons import Button
from ui.widgets.fields import Named, PassphraseField
from ui.widgets.layouts import Flow
from ui.widgets.text import small
from ui.widgets.unlock.forms import WORDS, Form, label_problem, passphrase_problem
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from ui.widgets.unlock.forms import Desk


class _Secret:
    """What opens a backup or a damaged wallet: a passphrase, or words and a new passphrase."""

    def __init__(self, asked: str, *, by_words: bool) -> None:
        self.by_words = by_words
        self.passphrase = PassphraseField(
            tr("New passphrase") if by_words else asked, tells_strength=by_words
        )
        self.again = PassphraseField(tr("The same passphrase again"))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.words.fontMetrics().height() * 3 + 28)

    def fields(self) -> tuple[QWidget, ...]:
        """In their order."""
        if not self.by_words:
            return (self.passphrase,)
        return Named(tr("Recovery words"), self.words), self.passphrase, self.again

    def problem(self) -> str:
        """What is wrong with what was typed; empty if nothing."""
        if not self.by_words:
            return "" if self.passphrase.text() else tr("Type your passphrase first.")
        if len(self.typed()) != WORDS:
            return ntr(
                "There must be twelve words; there is {n}.",
                "There must be twelve words; there are {n}.",
                len(self.typed()),
            )
        return passphrase_problem(self.passphrase, self.again)

    def typed(self) -> Sequence[str]:
        """The words."""
        return self.words.toPlainText().lower().split()

    def given(self) -> tuple[str, tuple[str, ...] | None]:
        """The passphrase of the wallet to come, and the words where they open it."""
        return self.passphrase.text(), tuple(self.typed()) if self.by_words else None


class RestoreForm(Form):
    """A backup file, what opens it, and a name for the wallet."""

    def __init__(self, desk: Desk, label: str, *, by_words: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._file: Path | None = None
        self._head(
            tr("Restore from a backup"),
            tr(
                "The backup becomes a wallet in a new folder. A wallet that is here already "
                "stays as it is."
            ),
        )
        self._name = small(tr("No file is chosen yet."), data=True)
        self._secret = _Secret(tr("Passphrase of that day"), by_words=by_words)
        self.label = QLineEdit(label)
        self._chooser = Button(tr("Choose a backup file"), self._choose, symbol="file")
        self._card(
            Flow(self._chooser),
            self._name,
            *self._secret.fields(),
            Named(tr("Name of the wallet"), self.label),
            main=Button(tr("Restore"), self._go, kind="primary", symbol="restore"),
        )
        other = tr("I know the passphrase") if by_words else tr("I have only the words")
        self._outside.addWidget(
            Flow(
                Button(tr("Back"), desk.start, kind="quiet", symbol="back"),
                Button(other, self._other, kind="quiet"),
            )
        )

    def _other(self) -> None:
        self._desk.show_restore(by_words=not self._secret.by_words, file=self._file)

    def begin(self) -> None:
        """The file is chosen first."""
        self._chooser.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, file: Path) -> None:
        """This is the backup."""
        self._file = file
        self._name.setText(file.name)

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - hardly ever needed

        kinds = tr("Backups ({pattern})", pattern="*.tessera-backup")
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a backup file"), "", kinds)
        if chosen:
            self.take(Path(chosen))

    def _go(self) -> None:
        label = self.label.text().strip()
        problem = label_problem(label) or self._secret.problem()
        if self._file is None:
            self.tell(tr("Choose the backup file first."))
        elif problem:
            self.tell(problem)
        else:
            self._desk.restore(self._file, label, *self._secret.given())


class RescueForm(Form):
    """What opens the damaged wallet, and a name for the new one."""

    def __init__(self, desk: Desk, label: str, *, by_words: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._head(
            tr("Rescue a damaged wallet"),
            tr(
                "Everything that can still be read is written into a new wallet, and what is "
                "lost is named. The damaged wallet is not touched. If you have a newer backup, "
                "restore that instead."
            ),
        )
        self._secret = _Secret(tr("Passphrase"), by_words=by_words)
        self.label = QLineEdit(label)
        self._card(
            *self._secret.fields(),
            Named(tr("Name of the new wallet"), self.label),
            main=Button(tr("Rescue what can be read"), self._go, kind="primary"),
        )
        other = tr("I know the passphrase") if by_words else tr("I have only the words")
        self._outside.addWidget(
            Flow(
                Button(tr("Back"), desk.start, kind="quiet", symbol="back"),
                Button(other, lambda: desk.show_rescue(by_words=not by_words), kind="quiet"),
            )
        )

    def _go(self) -> None:
        label = self.label.text().strip()
        problem = label_problem(label) or self._secret.problem()
        if problem:
            self.tell(problem)
        else:
            self._desk.rescue(label, *self._secret.given())
