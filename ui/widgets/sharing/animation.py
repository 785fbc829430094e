"""An animated code: frames in turn, for a camera or for another window on the same screen.

Rules (spec/presentations.md F.3, F.4)
--------------------------------------
1. 8 to 12 frames a second and as large as the person chooses; never by itself where motion is
   unwanted: there is a button for it.
2. Any camera can read it: it stops after a minute and when the window loses the focus, and says
   so. An answer that is locked for its asker need not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSlider, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Flow
from ui.widgets.qr_view import LEAST, MOST, WANTED, QrPicture
from ui.widgets.text import Label, muted
from wallet.wording import tr

SLOWEST, FASTEST, USUAL = 8, 12, 10
"""Frames a second."""
LONGEST = 60_000
"""Milliseconds."""


def _slider(
    least: int, usual: int, most: int, changed: Callable[[int], object], *, step: int
) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setRange(least, most)
    made.setValue(usual)
    made.setPageStep(step)
    made.valueChanged.connect(changed)
    return made


class Animation(QWidget):
    """Frames as PNG pictures, shown over and over."""

    def __init__(self, frames: Sequence[bytes], *, is_locked: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._frames = tuple(frames)
        self._at = 0
        self._is_locked = is_locked
        self._picture = QrPicture()
        self._picture.setAccessibleName(tr("Animated code of the presentation"))
        self._told = muted("")
        self.speed = _slider(SLOWEST, USUAL, FASTEST, self._pace, step=1)
        self.size_on_screen = _slider(LEAST, WANTED, MOST, self._picture.grow, step=80)
        self._switch = Button("", self._turn, symbol="restore")
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._next)
        self._end = QTimer(self, singleShot=True, interval=LONGEST)
        self._end.timeout.connect(self.stop)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(10)
        warning = (
            tr("Only whoever asked can read this code: it is locked for them.")
            if is_locked
            else tr("Any camera that sees this screen can read what you chose to show.")
        )
        down.addWidget(Label(warning, "strong"))
        down.addWidget(self._picture)
        down.addWidget(self._told)
        down.addWidget(Flow(self._switch))
        down.addWidget(Named(tr("Speed"), self.speed, tr("Slower, if it is hard to read.")))
        further = tr("Larger, for a camera that is further away.")
        down.addWidget(Named(tr("Size of the code"), self.size_on_screen, further))
        self._pace()
        self._show(0)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @property
    def is_running(self) -> bool:
        """Whether frames follow each other."""
        return self._tick.isActive()

    @property
    def at(self) -> int:
        """Which frame is shown, from 0."""
        return self._at

    @property
    def picture(self) -> QrPicture:
        """What a camera looks at."""
        return self._picture

    def start(self) -> None:
        """Shows frames in turn, for a minute."""
        self._tick.start()
        if not self._is_locked:
            self._end.start()
        self._tell()

    def stop(self) -> None:
        """Shows nothing more: a code that stands still is read just as well."""
        self._tick.stop()
        self._end.stop()
        self._picture.show_png(b"", tr("Animated code, stopped"))
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rule 2: another window has come in front."""
        if event.type() is QEvent.Type.ApplicationDeactivate and self._tick.isActive():
            self._leave()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begins as soon as it is seen, unless motion is unwanted."""
        super().showEvent(event)
        if not current_theme().still:
            self.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ends as soon as it is not."""
        super().hideEvent(event)
        self.stop()

    def _leave(self) -> None:
        if not self._is_locked:
            self.stop()

    def _turn(self) -> None:
        if self._tick.isActive():
            self.stop()
        else:
            self.start()

    def _pace(self, _chosen: int = USUAL) -> None:
        self._tick.setInterval(round(1000 / self.speed.value()))

    def _next(self) -> None:
        self._show(self._at + 1)

    def _show(self, at: int) -> None:
        self._at = at % len(self._frames)
        self._picture.show_png(self._frames[self._at], tr("Animated code of the presentation"))

    def _tell(self) -> None:
        running = self._tick.isActive()
        self._switch.setText(tr("Stop") if running else tr("Show it again"))
        self._told.setText(
            tr("They point a camera at it, or read the screen under Check, until it is whole.")
            if running
            else tr("It stopped, so that nobody reads it unseen.")
        )
