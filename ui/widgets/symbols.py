"""A symbol of ours as a widget, redrawn when the palette or the text size changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import pixmap
from ui.theme import colour_table, current_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent


class Symbol(QWidget):
    """Says nothing to screen readers: the word is always beside it."""

    def __init__(self, name: str, tone: str = "text", size: int = 20) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self._changed)

    def show_symbol(self, name: str, tone: str) -> None:
        """Another symbol in another tone."""
        self._name, self._tone = name, tone
        self.update()

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Grows with the text."""
        side = round(self._size * current_theme().scale)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws it."""
        if current_theme().is_starting:
            return
        from PySide6.QtGui import QPainter  # noqa: PLC0415 - after the window is up

        colour = colour_table(current_theme().colours)[self._tone]
        side = self.sizeHint().width()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        drawn = pixmap(self._name, colour, side, self.devicePixelRatioF(), mirrored=mirrored)
        painter = QPainter(self)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Redraws when mirrored."""
        super().changeEvent(event)
        self.update()
