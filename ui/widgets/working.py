"""Work that goes on: what, how far, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar

from ui.task import Job, Tasks
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label
from wallet.wording import tr


class Working(Card):
    """Hidden while nothing goes on."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__(gap=10)
        self._what = ""
        self._job: Job | None = None
        self._label = Label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button(tr("Stop"), stop)
        self.inside.addWidget(self._label)
        self.inside.addWidget(self._bar)
        self.inside.addWidget(Flow(self._stop))
        self.hide()

    def start(self, what: str) -> None:
        """Something begins."""
        self._what = what
        self._job = None
        self._stop.hide()
        self._bar.setRange(0, 1 if current_theme().still else 0)
        self._bar.setAccessibleName(what)
        self._label.setText(what)
        self.show()

    def follow(self, job: Job, tasks: Tasks) -> None:
        """Shows how far this job is, and lets it be stopped."""
        self._job = job
        self._stop.show()
        tasks.jobs_changed.connect(self._tell)

    def stop(self) -> None:
        """It is over."""
        self._job = None
        self.hide()

    def _tell(self) -> None:
        job = self._job
        if job is None or not job.total:
            return
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        words = tr("{what}: {done} of {total}", what=self._what, done=job.done, total=job.total)
        self._label.setText(words)
        self._bar.setAccessibleName(words)
