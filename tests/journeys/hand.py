"""A hand on the real window: finds things by what a person reads, and clicks, types, drops.

Nothing is called behind the window's back; what is not on screen cannot be pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.app import Tessera
from ui.widgets.text import Label

WAIT = 40_000
W = TypeVar("W", bound=QWidget)


class Hand:
    """Works one window."""

    def __init__(self, tessera: Tessera, qtbot: QtBot) -> None:
        self.tessera = tessera
        self._qtbot = qtbot

    # --- seeing -----------------------------------------------------------------------------

    def settle(self) -> None:
        """Until nothing is being worked on and everything is painted."""
        self._qtbot.waitUntil(lambda: self.tessera.tasks.is_idle, timeout=WAIT)
        QApplication.processEvents()

    def reads(self) -> str:
        """Every text in sight, buttons included."""
        window = self.tessera.window
        labels = [one.plain() for one in window.findChildren(Label) if one.isVisible()]
        buttons = [
            one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()
        ]
        return "\n".join(labels + buttons)

    def sees(self, text: str) -> None:
        """Waits until a text is in sight."""
        try:
            self._qtbot.waitUntil(lambda: text in self.reads(), timeout=WAIT)
        except Exception as problem:
            message = f"{text!r} does not come into sight; there is:\n{self.reads()[:3000]}"
            raise AssertionError(message) from problem

    def is_at(self, page: str) -> None:
        """Waits until a page is shown."""
        self._qtbot.waitUntil(lambda: self.tessera.window.shown == page, timeout=WAIT)
        self.settle()

    # --- acting -----------------------------------------------------------------------------

    def press(self, text: str) -> None:
        """Clicks the button with that text or accessible name; its beginning or end will do."""
        button = self._find(QAbstractButton, text)
        button.setFocus()
        at = QPoint(min(12, button.width() // 2), button.height() // 2)
        if not isinstance(button, QCheckBox | QRadioButton):
            at = button.rect().center()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.settle()

    def type(self, field: str, text: str) -> None:
        """Types into the field with that name, instead of what stands there."""
        line = self._find(QLineEdit, field)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        self.settle()

    def drop(self, paths: Sequence[Path]) -> None:
        """Drops files on the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        window = self.tessera.window
        centre = window.rect().center()
        target = window.childAt(centre) or window
        at = target.mapFrom(window, centre)
        how = (
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(target, QDragEnterEvent(at, *how))
        QApplication.sendEvent(target, QDropEvent(QPointF(at), *how))
        self.settle()

    def keys(self, sequence: Qt.Key) -> None:
        """Ctrl and a key."""
        QTest.keyClick(self.tessera.window, sequence, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def _find(self, kind: type[W], text: str) -> W:
        def found() -> list[W]:
            return [
                one
                for one in self.tessera.window.findChildren(kind)
                if one.isVisible() and one.isEnabled() and _is_called(one, text)
            ]

        try:
            self._qtbot.waitUntil(lambda: bool(found()), timeout=WAIT)
        except Exception as problem:
            message = f"nothing to act on is called {text!r}; in sight:\n{self.reads()[:3000]}"
            raise AssertionError(message) from problem
        exactly = [one for one in found() if _is_called(one, text, exactly=True)]
        return (exactly or found())[-1]


def _is_called(widget: QWidget, text: str, *, exactly: bool = False) -> bool:
    names = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton):
        names.append(widget.text().replace("&&", "&"))
    if exactly:
        return text in names
    return any(name.startswith(text) or name.endswith(text) for name in names if name)
