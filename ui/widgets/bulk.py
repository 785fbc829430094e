"""What to do with several credentials that are selected in the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.ordering import Ids, Ordering, actions
from ui.widgets.text import Label
from wallet.wording import ntr, tr


class BulkBar(QWidget):
    """Stands above the list while more than one is selected."""

    def __init__(
        self, shell: Shell, chosen: Callable[[], Ids], none: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.ordering = Ordering(shell, self)
        self._chosen = chosen
        self._told = Label("", "strong")
        buttons = [
            Button(words, partial(self._do, act), symbol=symbol, kind="quiet")
            for words, symbol, act in actions(self.ordering)
        ]
        buttons.append(Button(tr("Select none"), none, symbol="close", kind="quiet"))
        card = Card(self._told, Flow(*buttons), kind="well", gap=6)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card)
        self.hide()

    def _do(self, act: Callable[[Ids], object]) -> None:
        act(self._chosen())

    def follow(self) -> None:
        """Shown for more than one."""
        number = len(self._chosen())
        self._told.setText(ntr("{n} credential selected", "{n} credentials selected", number))
        self.setVisible(number > 1)
