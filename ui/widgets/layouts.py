"""Cards, rows, and a row that wraps."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID

L = TypeVar("L", bound=QBoxLayout)


def column(*widgets: QWidget, gap: int = GRID) -> QVBoxLayout:
    """Widgets under each other."""
    return _fill(QVBoxLayout(), widgets, gap)


def row(*widgets: QWidget | None, gap: int = GRID) -> QHBoxLayout:
    """Widgets beside each other; None is a stretch."""
    return _fill(QHBoxLayout(), widgets, gap)


def _fill(layout: L, widgets: tuple[QWidget | None, ...], gap: int) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for one in widgets:
        if one is None:
            layout.addStretch(1)
        else:
            layout.addWidget(one)
    return layout


class Card(QFrame):
    """A ground that holds what belongs together. ``kind``: ``card``, ``well``, ``bar``."""

    def __init__(self, *widgets: QWidget, kind: str = "card", gap: int = GRID) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.inside = QVBoxLayout(self)
        edge = {"card": 2 * GRID + 4, "well": GRID + 4, "bar": 0}.get(kind, 2 * GRID)
        self.inside.setContentsMargins(
            edge, edge - 2 if edge else 0, edge, edge - 2 if edge else 0
        )
        self.inside.setSpacing(gap)
        for one in widgets:
            self.inside.addWidget(one)


def line() -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


class FlowLayout(QLayout):
    """Widgets beside each other that go on in the next line, in the direction of writing."""

    def __init__(self, parent: QWidget | None = None, gap: int = GRID) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Called by Qt."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None past the end, as Qt asks for it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """The item, no longer ours."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Pixels for that many pixels."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Places everything."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() + self._gap for size in sizes) - self._gap
        return QSize(max(wide, 0), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The largest of them alone."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        x = y = high = 0
        parent = self.parentWidget()
        mirrored = (
            parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        )
        for item in self._shown():
            wide = min(item.sizeHint().width(), rect.width()) if rect.width() > 0 else 0
            tall = item.sizeHint().height()
            if item.hasHeightForWidth():
                # Not the least that Qt knows: wrapped text needs that in the narrowest column.
                widget = item.widget()
                least = item.minimumSize() if widget is None else widget.minimumSize()
                tall = max(item.heightForWidth(wide), least.height())
            if x and x + wide > rect.width():
                x, y, high = 0, y + high + self._gap, 0
            if move:
                left = rect.width() - x - wide if mirrored else x
                item.setGeometry(
                    QRect(QPoint(rect.x() + left, rect.y() + y), QSize(wide, tall))
                )
            x, high = x + wide + self._gap, max(high, tall)
        return y + high


class Flow(QWidget):
    """A widget laid out by ``FlowLayout``."""

    def __init__(self, *widgets: QWidget, gap: int = GRID) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.inside = FlowLayout(self, gap)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for one in widgets:
            self.inside.addWidget(one)

    def empty(self) -> None:
        """Throws everything out."""
        while (item := self.inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def empty(layout: QVBoxLayout) -> None:
    """Throws everything out."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
