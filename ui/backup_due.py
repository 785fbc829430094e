"""Makes the next automatic backup when it is due: after unlocking, and every hour after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.shell import Shell
from ui.words import line_words
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session.backups import Made, Standing

_FIRST = 20_000
"""Milliseconds after unlocking: whoever opens the wallet wants to see it first."""
_AGAIN = 3_600_000


class BackupDue(QObject):
    """Asks whether one is due; makes it in the background, and says so."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._said = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        shell.tasks.unlocked.connect(lambda: self._timer.start(_FIRST))
        shell.tasks.locked.connect(self._timer.stop)

    def look(self) -> None:
        """Makes one if it is due."""
        self._timer.start(_AGAIN)
        tasks = self._shell.tasks
        if tasks.is_unlocked:
            tasks.run(self, lambda session: session.backups.standing(), self._decide)

    def _decide(self, standing: Standing) -> None:
        if standing.is_due:
            self._shell.tasks.run_long(
                self,
                tr("Making a backup"),
                lambda session, _job: session.backups.make_if_due(),
                self._made,
                self._failed,
            )

    def _made(self, made: Made | None) -> None:
        self._said = ""
        if made is not None:
            self._shell.say(tr("A backup was made."))
            self._shell.tasks.changed.emit(made.changes)

    def _failed(self, problem: WalletError) -> None:
        """Said once; Home tells it again when it gets late."""
        words = wording.error(problem.code, problem.facts)
        told = line_words(words.meaning, words.advice)
        if told != self._said:
            self._shell.say(told)
        self._said = told
