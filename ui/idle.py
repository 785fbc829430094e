"""Locks the wallet when nobody has touched the window for a while.

Wall clock, not a running timer: after a suspended night the first tick locks.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

_TICK = 2000
"""Milliseconds between two looks at the clock."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.Drop,
    }
)


def wall_clock() -> int:
    """Seconds since the epoch."""
    return QDateTime.currentSecsSinceEpoch()


class IdleLock(QObject):
    """Calls ``lock`` after ``seconds`` without a touch.

    It watches what the window system sends to one window, not every event of every widget,
    so that it costs nothing.
    """

    def __init__(
        self, lock: Callable[[], object], seconds: int, clock: Callable[[], int] = wall_clock
    ) -> None:
        super().__init__()
        self._lock = lock
        self._clock = clock
        self._last = clock()
        self.seconds = seconds
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def watch(self, window: QWindow) -> None:
        """Takes this window's touches as signs of life."""
        window.installEventFilter(self)

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock()

    def look(self) -> None:
        """Locks if it is time; a clock put back counts as a touch, never as more time."""
        now = self._clock()
        if now < self._last:
            self._last = now
        elif now - self._last >= self.seconds:
            self._last = now
            self._lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Notes touches; stops none."""
        if event.type() in _TOUCHES:
            self.touch()
        return False
