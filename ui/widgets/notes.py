"""A sentence that matters, on a ground of its tone, with a symbol and perhaps a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.symbols import Symbol
from ui.widgets.text import Label

_SYMBOLS = {
    "accent": "info",
    "verified": "verified",
    "not_valid": "warning",
    "cannot_tell": "info",
    "not_genuine": "not_genuine",
    "seal": "seal",
}


class Note(QFrame):
    """``tone`` is one of the palette's; ``tell`` shows another sentence, or hides it."""

    def __init__(
        self, text: str = "", tone: str = "accent", *, symbol: str = "", data: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setProperty("tone", tone)
        self._symbol = Symbol(symbol or _SYMBOLS[tone], tone)
        self.label = Label(text, data=data)
        across = QHBoxLayout(self)
        across.setContentsMargins(14, 10, 14, 10)
        across.setSpacing(12)
        across.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        self._inside = QVBoxLayout()
        self._inside.addWidget(self.label)
        across.addLayout(self._inside, 1)
        self.setVisible(bool(text))

    def tell(self, text: str, tone: str = "") -> None:
        """Shows this sentence; hides the note where it is empty."""
        if tone and tone != self.property("tone"):
            self.setProperty("tone", tone)
            self._symbol.show_symbol(_SYMBOLS[tone], tone)
            self.style().unpolish(self)
            self.style().polish(self)
        self.label.setText(text)
        self.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """A button or list under the sentence."""
        self._inside.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
