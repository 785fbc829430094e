"""What a page says while there is nothing on it: what will be here, and how it gets here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card
from ui.widgets.symbols import Symbol
from ui.widgets.text import heading, muted
from wallet.wording import tr


class EmptyState(QWidget):
    """A card with one sentence and one button."""

    def __init__(
        self, name: str, explanation: str, button: Button | None = None, symbol: str = "import"
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        centre = Qt.AlignmentFlag.AlignHCenter
        card = Card(gap=12)
        card.setMaximumWidth(640)
        card.inside.setContentsMargins(40, 36, 40, 36)
        card.inside.addWidget(Symbol(symbol, "accent", 40), 0, centre)
        for label in (heading(name), muted(explanation)):
            label.setAlignment(centre)
            card.inside.addWidget(label)
        if button is not None:
            card.inside.addWidget(button, 0, centre)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 24, 0, 0)
        # A row knows how wide the card may be at most, and so how high it has to be.
        across = QHBoxLayout()
        across.addWidget(card)
        down.addLayout(across)
        down.addStretch(1)


def nothing_yet(shell: Shell, name: str, symbol: str) -> EmptyState:
    """For a page that shows what credentials say, hidden until it has nothing to show."""
    made = EmptyState(
        name,
        tr(
            "Drop files on this window, paste them, or choose them. You see what is in them "
            "before anything is kept."
        ),
        Button(
            tr("Import"), lambda: shell.open("import_review"), kind="primary", symbol="import"
        ),
        symbol,
    )
    made.hide()
    return made
