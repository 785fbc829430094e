"""The side bar: every page by name, or by symbol alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages import PAGES, PageEntry
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label
from wallet.wording import tr

ENTRIES: tuple[PageEntry, ...] = tuple(one for one in PAGES if one.in_side_bar)
CHOSEN: tuple[PageEntry, ...] = tuple(one for one in PAGES if one.by_choice)
"""Shown beneath the others where the person wants them."""


class SideBar(QWidget):
    """Lights the page that is shown."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Pages"))
        self._buttons: dict[str, Button] = {}
        self._narrow = False
        inside = QVBoxLayout(self)
        inside.setContentsMargins(GRID, 2 * GRID, GRID, 2 * GRID)
        inside.setSpacing(GRID // 2)
        inside.addLayout(self._head())
        inside.addSpacing(GRID)
        for number, entry in enumerate((*ENTRIES, *CHOSEN), start=1):
            inside.addWidget(self._button(number, entry, go))
            self._buttons[entry.key].setVisible(entry.in_side_bar)
        inside.addStretch(1)
        self.show_narrow(narrow=False)
        # Where text grows while the window stands, the window hears of it before the buttons.
        current_theme().changed.connect(self._fit)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(GRID + 2, 0, 0, 0)
        head.setSpacing(GRID + 2)
        head.addWidget(Symbol("tessera", size=24))
        self._brand = Label("Tessera", "brand", data=True)
        self._brand.setWordWrap(False)
        head.addWidget(self._brand, 1)
        return head

    def _button(self, number: int, entry: PageEntry, go: Callable[[str], object]) -> Button:
        button = Button(entry.title(), lambda: go(entry.key), kind="nav", symbol=entry.icon)
        button.setToolTip(tr("{page} (Ctrl+{number})", page=entry.title(), number=number))
        self._buttons[entry.key] = button
        return button

    def light(self, key: str) -> None:
        """That page is shown; an unknown key lights none."""
        for name, button in self._buttons.items():
            button.light(on=name == key)
            button.setAccessibleDescription(tr("Shown now") if name == key else "")

    def show_locked(self, *, locked: bool) -> None:
        """Pages that need the wallet cannot be chosen while it is locked."""
        for entry in (*ENTRIES, *CHOSEN):
            self._buttons[entry.key].setEnabled(not (locked and entry.needs_wallet))

    def show_chosen(self, key: str, *, shown: bool) -> None:
        """The entry of a page that stands here by choice."""
        self._buttons[key].setVisible(shown)

    def show_narrow(self, *, narrow: bool) -> None:
        """Symbols alone, the names as tooltips."""
        if narrow is not self._narrow:
            self._narrow = narrow
            for entry in (*ENTRIES, *CHOSEN):
                button = self._buttons[entry.key]
                button.setText("" if narrow else entry.title())
                button.setAccessibleName(entry.title())
            self._brand.setVisible(not narrow)
        self._fit()

    def _fit(self) -> None:
        narrow = self._narrow
        scale = current_theme().scale
        self.setFixedWidth(round(60 + 18 * (scale - 1)) if narrow else self._wide())

    def _wide(self) -> int:
        longest = max(self.fontMetrics().horizontalAdvance(one.title()) for one in ENTRIES)
        around = round(48 + 36 * current_theme().scale)  # the symbol grows with the text
        return max(200, round(longest * 1.1) + around)
