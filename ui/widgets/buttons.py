"""Buttons: text first, a symbol beside it; a symbol alone always has a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.theme import GRID, current_theme

_GAP = 3
"""Pixels of air at both sides of a symbol beside a text."""


class Button(QPushButton):
    """``kind``: ``primary`` (one a page), quiet, danger, chip, nav or fold."""

    def __init__(
        self,
        text: str,
        action: Callable[[], object] | None = None,
        *,
        kind: str = "",
        symbol: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(text)
        self._symbol = symbol
        if kind:
            self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        if hint:
            self.setToolTip(hint)
            self.setAccessibleDescription(hint)
        if action is not None:
            self.clicked.connect(lambda _checked=False: action())
        theme = current_theme()
        theme.changed.connect(self._draw)
        self.toggled.connect(self._draw)
        self._draw()

    def setText(self, text: str) -> None:
        """Shows the text and says it."""
        super().setText(text)
        self.setAccessibleName(text)
        self._draw()

    def light(self, *, on: bool) -> None:
        """Marks where one is. Not by a check mark, which is read out as a box to tick."""
        self.setProperty("lit", on)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw()

    def set_symbol(self, symbol: str) -> None:
        """Shows another symbol."""
        self._symbol = symbol
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """A symbol is drawn for the state that the button is in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._draw()

    def _ink(self) -> str:
        colours = current_theme().colours
        if not self.isEnabled():
            return colours.muted
        kind = self.property("kind")
        if kind == "primary":
            return colours.on_accent
        if kind == "danger":
            return colours.not_genuine
        if kind == "quiet" or self.isChecked() or self.property("lit"):
            return colours.accent
        return colours.text

    def _draw(self) -> None:
        if not self._symbol or (current_theme().is_starting and not self.icon().isNull()):
            return  # while starting all symbols keep the same empty place
        size = _symbol_size()
        gap = 0 if self.text() == "" else _GAP
        self.setIcon(icon(self._symbol, self._ink(), size=size, gap=gap))
        self.setIconSize(QSize(size + 2 * gap, size))


class IconButton(QToolButton):
    """A symbol alone: it must have a name, which is its tooltip as well."""

    def __init__(
        self,
        symbol: str,
        name: str,
        action: Callable[[], object] | None = None,
        *,
        kind: str = "",
    ) -> None:
        super().__init__()
        self._symbol = symbol
        if kind:
            self.setProperty("kind", kind)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if action is not None:
            self.clicked.connect(lambda _checked=False: action())
        current_theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = _symbol_size()
        colours = current_theme().colours
        self.setIcon(icon(self._symbol, colours.text, disabled=colours.muted, size=size))
        self.setIconSize(QSize(size, size))


class Fold(QWidget):
    """A line that opens what is under it; made when first opened."""

    def __init__(
        self, text: str, make: Callable[[], QWidget], *, open_now: bool = False
    ) -> None:
        super().__init__()
        self._make: Callable[[], QWidget] | None = make
        self._inside: QWidget | None = None
        self._button = Button(text, kind="fold", symbol="right")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._toggle)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._button)
        if open_now:
            self._button.setChecked(True)

    @property
    def button(self) -> Button:
        """The line itself."""
        return self._button

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001 - a Qt signal
        self._button.set_symbol("down" if shown else "right")
        if shown and self._make is not None:
            self._inside = self._make()
            self._make = None
            around = QVBoxLayout()
            around.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
            around.addWidget(self._inside)
            self._layout.addLayout(around)
        if self._inside is not None:
            self._inside.setVisible(shown)


def _symbol_size() -> int:
    """Symbols grow with the text."""
    return round(18 * current_theme().scale)
