"""What the forms over a draft are built of."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import GRID, current_theme
from ui.widgets.authoring.model import Writing

_LINES = 3
_LARGEST_SCALE = 1.75


class _Steps:
    """Undo and redo go through the whole document, not through one field's own text."""

    def __init__(self, model: Writing) -> None:
        self._model = model

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key was one of ours."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._model.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._model.redo()
        else:
            return False
        return True


class Line(QLineEdit):
    """A text in one line."""

    def __init__(self, model: Writing, name: str) -> None:
        super().__init__()
        self._steps, self._model = _Steps(model), model
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z is the document's."""
        if not self._steps.take(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed next is a step of its own."""
        super().focusOutEvent(event)
        self._model.leave()


class Lines(QPlainTextEdit):
    """Several lines; Tab leaves the field."""

    def __init__(self, model: Writing, name: str, lines: int = _LINES) -> None:
        super().__init__()
        self._steps, self._model = _Steps(model), model
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z is the document's."""
        if not self._steps.take(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed next is a step of its own."""
        super().focusOutEvent(event)
        self._model.leave()


def wide(pixels: int) -> int:
    """So many pixels in the size of text that the person chose."""
    return round(pixels * min(current_theme().scale, _LARGEST_SCALE))


class Stack(QWidget):
    """Widgets under each other on no ground of their own."""

    def __init__(self, gap: int = GRID) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(0, 0, 0, 0)
        self.down.setSpacing(gap)
