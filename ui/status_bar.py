"""The lowest line: how old the evidence is, what is being worked on, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from ui.task import Tasks
from ui.widgets.buttons import Button
from ui.widgets.text import Label
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from datetime import datetime

    from wallet.session import Session

_PATIENCE = 300
"""Milliseconds after which work is shown."""
_SAID_FOR = 8000
"""Milliseconds for which a sentence stays."""


def evidence_words(oldest: datetime | None) -> str:
    """How old the oldest list is on which an answer may rest."""
    from ui.words import moment_words  # noqa: PLC0415 - the window is up before dates are told

    if oldest is None:
        return tr("Offline. No evidence about issuers yet: see Trust.")
    return tr("Offline. Evidence as of {date}.", date=moment_words(oldest))


class StatusBar(QFrame):
    """Says one thing at the left, and at the right what is running."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._standing = tr("Offline. Nothing leaves this computer unless you send it.")
        self.setProperty("kind", "status")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(16, 5, 16, 5)
        inside.setSpacing(12)
        self._said = Label(self._standing, "small")
        inside.addWidget(self._said, 1)
        self._work = Label("", "small")
        self._work.setWordWrap(False)
        inside.addWidget(self._work)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        inside.addWidget(self._bar)
        self._stop = Button(tr("Cancel"), self._cancel, kind="quiet")
        inside.addWidget(self._stop)
        self.setMinimumHeight(self._stop.sizeHint().height() + 10)  # the same with and without
        self._later = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._later.timeout.connect(self._show_work)
        self._quiet = QTimer(self, singleShot=True, interval=_SAID_FOR)
        self._quiet.timeout.connect(lambda: self._said.setText(self._standing))
        tasks.jobs_changed.connect(self._worked)
        self._show_work()

    def ask_evidence(self) -> None:
        """Looks up how old the evidence of the open wallet is."""

        def oldest(session: Session) -> datetime | None:
            evidence = session.evidence()
            origins = [one.origin for one in evidence.status_lists]
            origins += [one.origin for one in evidence.registries]
            return min((one.dated or one.received_at for one in origins), default=None)

        self._tasks.run(self, oldest, lambda found: self.stand(evidence_words(found)))

    def stand(self, sentence: str) -> None:
        """The sentence that stands when nothing else is to be said."""
        self._standing = sentence
        if not self._quiet.isActive():
            self._said.setText(sentence)

    def say(self, sentence: str) -> None:
        """A sentence for a while."""
        self._said.setText(sentence)
        self._quiet.start()

    def _worked(self) -> None:
        if self._bar.isVisible() or not self._tasks.jobs:
            self._show_work()
        elif not self._later.isActive():
            self._later.start()

    def _show_work(self) -> None:
        jobs = self._tasks.jobs
        for one in (self._work, self._bar, self._stop):
            one.setVisible(bool(jobs))
        if not jobs:
            self._later.stop()
            return
        first = jobs[0]
        if len(jobs) == 1:
            words = first.label
        else:
            words = ntr("{n} task running", "{n} tasks running", len(jobs))
        self._work.setText(words)
        self._bar.setRange(0, first.total)
        self._bar.setValue(first.done)
        told = f"{first.done}/{first.total}" if first.total else ""
        self._bar.setAccessibleName(f"{words} {told}".strip())

    def _cancel(self) -> None:
        for job in self._tasks.jobs:
            job.cancel()
