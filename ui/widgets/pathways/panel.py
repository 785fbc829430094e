"""The place for one thing at a time: a pathway, its form, the templates, a comparison."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import in_order
from ui.widgets.layouts import empty


class Panel(QWidget):
    """Whoever pressed something in what stood here goes on in what takes its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.inside: QWidget | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(GRID)

    def put(self, widget: QWidget) -> None:
        """In place of what stands here."""
        focus: QWidget | None = self.window().focusWidget()
        goes_on = focus is not None and self.isAncestorOf(focus)
        empty(self._down)
        self.inside = widget
        self._down.addWidget(widget)
        self._down.addStretch(1)
        first = next(in_order(widget), None)
        if goes_on and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, first, lambda: self._to(first))  # when it has its place

    def _to(self, first: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(first)
