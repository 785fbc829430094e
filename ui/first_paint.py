"""Tells when a widget is on screen: a timer of zero may come before its first paint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_UNSEEN = 500
"""Milliseconds after which we go on unseen: a window may start minimised or covered."""


class _FirstPaint(QObject):
    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then: Callable[[], object] | None = then
        self._timer = QTimer(self, singleShot=True, interval=_UNSEEN)
        self._timer.timeout.connect(self._go)
        self._timer.start()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)  # in the next turn: what is being painted is shown first
        return False

    def _go(self) -> None:
        # It stays, silent, until its widget goes, and holds no reference to it: a child that is
        # deleted while it is the last to hold its parent takes it apart beneath itself.
        parent = self.parent()
        if parent is not None:
            parent.removeEventFilter(self)
        then, self._then = self._then, None
        if then is not None:
            then()


def once_painted(widget: QWidget, then: Callable[[], object]) -> None:
    """Calls ``then`` once, right after the first paint; never where the widget is gone."""
    _FirstPaint(widget, then)
