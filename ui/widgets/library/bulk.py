"""What to do with several credentials that are selected in the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.library.ordering import Ids, Ordering, actions
from ui.widgets.text import heading
from wallet.wording import ntr, tr


class BulkBar(QWidget):
    """Stands in the place of the one credential while more than one is selected.

    Where there is no room beside the list it stands above it.
    """

    def __init__(
        self,
        shell: Shell,
        chosen: Callable[[], Ids],
        none: Callable[[], object],
        is_bin: Callable[[], bool],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.ordering = Ordering(shell, self)
        self._chosen, self._is_bin = chosen, is_bin
        self._told = heading("")
        self._kept = [
            Button(
                words,
                partial(self._do, act),
                symbol=symbol,
                kind="danger" if symbol == "bin" else "",
            )
            for words, symbol, act in actions(self.ordering)
        ]
        back = partial(self._do, self.ordering.put_back)
        self._back = Button(tr("Put back"), back, symbol="restore")
        leave = Button(tr("Select none"), none, symbol="close", kind="quiet")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(Card(self._told, Flow(*self._kept, self._back, leave), gap=12))
        self.hide()

    def _do(self, act: Callable[[Ids], object]) -> None:
        act(self._chosen())

    def follow(self) -> bool:
        """Shown for more than one; whether it is."""
        number, is_bin = len(self._chosen()), self._is_bin()
        self._told.setText(ntr("{n} credential selected", "{n} credentials selected", number))
        for button in self._kept:
            button.setVisible(not is_bin)
        self._back.setVisible(is_bin)
        self.setVisible(number > 1)
        return number > 1
