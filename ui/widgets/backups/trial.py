"""Trying a backup out: opened as on a new computer, in a place that is gone afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.fields import PassphraseField
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import heading, muted, small
from ui.words import moment_words
from wallet import wording
from wallet.errors import WalletError
from wallet.session import Changes
from wallet.wording import keeping, ntr, tr

if TYPE_CHECKING:
    from wallet.session.backups import Tried

_WORDS = 12


class TrialCard(Card):
    """Asks for a file, then for what opens it, and tells what is in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(gap=14)
        self._shell = shell
        self._file: Path | None = None
        self._name = small("", data=True)
        self._name.hide()
        self.secret = PassphraseField(tr("Passphrase or recovery words of that day"), self.go)
        self._note = Note("", "not_valid")
        self._go = Button(tr("Try it out"), self.go)
        self.inside.addWidget(heading(tr("Try a backup out")))
        self.inside.addWidget(
            muted(
                tr(
                    "A backup that was never opened is a hope. This opens one as on a new "
                    "computer, looks at everything in it, and compares it with your wallet. "
                    "Nothing is changed."
                )
            )
        )
        self.inside.addWidget(
            Flow(Button(tr("Choose a backup file"), self._choose, symbol="file"))
        )
        for one in (self._name, self.secret, self._note):
            self.inside.addWidget(one)
        self.inside.addWidget(Flow(self._go))
        self._show_form()

    def ask(self, file: Path) -> None:
        """Asks for what opens this backup."""
        self._file = file
        self._name.setText(file.name)
        self._note.tell("")
        self._show_form()
        self.secret.edit.setFocus()

    def _show_form(self) -> None:
        for one in (self._name, self.secret, self._go):
            one.setVisible(self._file is not None)

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - hardly ever needed

        kinds = tr("Backups ({pattern})", pattern="*.tessera-backup")
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a backup file"), "", kinds)
        if chosen:
            self.ask(Path(chosen))

    def go(self) -> None:
        """Opens it with what was typed."""
        typed, file = self.secret.text(), self._file
        if file is None or not typed:
            self._note.tell(tr("Type the passphrase or the words first."), "not_valid")
            return
        self._go.setEnabled(False)
        words = tuple(typed.lower().split())
        by_words = len(words) == _WORDS

        self._shell.tasks.run_long(
            self,
            tr("Trying a backup out"),
            lambda session, _job: session.backups.try_out(
                file,
                passphrase=None if by_words else typed,
                words=words if by_words else None,
            ),
            self._done,
            self._failed,
        )

    def _done(self, found: Tried) -> None:
        self._go.setEnabled(True)
        self.secret.clear()
        held = ntr(
            "It opens. It is of {day} and holds {n} credential.",
            "It opens. It is of {day} and holds {n} credentials.",
            found.held,
            day=moment_words(found.made_at),
        )
        more = keeping.tried(
            found.missing, is_ours=found.is_ours, is_damaged=bool(found.damages)
        )
        is_good = not found.damages and found.is_ours is True
        self._note.tell("\n".join((held, *more)), "verified" if is_good else "not_valid")
        self._shell.tasks.changed.emit(Changes(areas=frozenset({"backups"})))

    def _failed(self, problem: WalletError) -> None:
        self._go.setEnabled(True)
        self.secret.clear()
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")
