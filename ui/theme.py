"""Three palettes and one style sheet over Fusion: calm, an 8 px grid, four sizes of text.

Rules
-----
1. Every colour has a name in ``Colours``; no widget writes a colour of its own.
2. ``PAIRS`` lists what is drawn on what; a test measures each: 4.5:1 for text and symbols,
   3:1 for edges that carry meaning and for the focus ring.
3. Colour never speaks alone: a verdict has its symbol and word too.
4. Where the desktop tells light or dark we follow it; else the person's own setting counts.
5. Margins and paddings are even on both sides, so that right-to-left needs no second sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.style_sheet import sheet

GRID = 8
"""Pixels; every margin and gap is a multiple of half of it."""
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


class Look(StrEnum):
    """What the person chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Colours(NamedTuple):
    """One palette. ``*_soft`` is the ground on which the colour of that name is written."""

    window: str
    side: str
    card: str
    raised: str
    """Ground of fields and hovered rows."""
    text: str
    muted: str
    line: str
    """Hairlines that only group; they carry no meaning."""
    edge: str
    """Edges of fields and buttons: 3:1 on every ground."""
    accent: str
    accent_strong: str
    """Hovered accent ground."""
    on_accent: str
    accent_soft: str
    focus: str
    verified: str
    verified_soft: str
    not_valid: str
    not_valid_soft: str
    cannot_tell: str
    cannot_tell_soft: str
    not_genuine: str
    not_genuine_soft: str
    seal: str
    """Accreditation: never the colour of a verdict."""
    seal_soft: str


LIGHT = Colours(
    window="#F4F5F8", side="#E9ECF2", card="#FFFFFF", raised="#EEF1F6", text="#1A1F2B",
    muted="#545D6E", line="#DCE0E8", edge="#7E8796", accent="#2B56B5", accent_strong="#1F4496",
    on_accent="#FFFFFF", accent_soft="#DFE8FB", focus="#2B56B5",
    verified="#17693A", verified_soft="#E1F3E8", not_valid="#864800", not_valid_soft="#FBEEDA",
    cannot_tell="#47536A", cannot_tell_soft="#E8ECF3", not_genuine="#AB1D1D",
    not_genuine_soft="#FBE5E4", seal="#6A3B9C", seal_soft="#F0E8F9",
)  # fmt: skip
DARK = Colours(
    window="#14171D", side="#101318", card="#1C2028", raised="#262B35", text="#E9EDF4",
    muted="#A7B1C2", line="#2E3440", edge="#7D8798", accent="#8FB4FF", accent_strong="#B0CAFF",
    on_accent="#0B1A38", accent_soft="#223150", focus="#8FB4FF",
    verified="#74D49C", verified_soft="#16301F", not_valid="#F2B76B", not_valid_soft="#38280F",
    cannot_tell="#BAC6DA", cannot_tell_soft="#2B323E", not_genuine="#FF9C96",
    not_genuine_soft="#421A1B", seal="#CDAEF5", seal_soft="#33254A",
)  # fmt: skip
CONTRAST = Colours(
    window="#000000", side="#000000", card="#000000", raised="#1A1A1A", text="#FFFFFF",
    muted="#E6E6E6", line="#FFFFFF", edge="#FFFFFF", accent="#FFE14D", accent_strong="#FFF09A",
    on_accent="#000000", accent_soft="#33300F", focus="#FFE14D",
    verified="#7CFFA8", verified_soft="#002B10", not_valid="#FFC56E", not_valid_soft="#2E1C00",
    cannot_tell="#FFFFFF", cannot_tell_soft="#262626", not_genuine="#FFA39E",
    not_genuine_soft="#380808", seal="#E0C4FF", seal_soft="#2A1645",
)  # fmt: skip
PALETTES: Mapping[Look, Colours] = {
    Look.LIGHT: LIGHT,
    Look.DARK: DARK,
    Look.CONTRAST: CONTRAST,
}


def colour_table(colours: Colours) -> dict[str, str]:
    """The colours by name."""
    return colours._asdict()


_current: list[Theme] = []


def current_theme() -> Theme:
    """The theme of this process (one application, one palette)."""
    return _current[-1]


class Theme(QObject):
    """What is drawn with; ``changed`` tells painters to draw again."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        look: Look = Look.SYSTEM,
        scale: float = 1.0,
        is_starting: bool = False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._look = look
        self._scale = scale
        self.still = False
        """Nothing moves by itself: the person asked for less motion."""
        self.is_starting = is_starting
        """Symbols leave their places empty: the window is up before any is drawn."""
        self._base = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        _current[:] = [self]
        app.styleHints().colorSchemeChanged.connect(self._desktop_changed)
        self._apply()

    @property
    def colours(self) -> Colours:
        """The palette in use."""
        return PALETTES[self.shown]

    @property
    def look(self) -> Look:
        """What the person chose."""
        return self._look

    @property
    def shown(self) -> Look:
        """The palette in use, with SYSTEM resolved."""
        if self._look is not Look.SYSTEM:
            return self._look
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Look.DARK if dark else Look.LIGHT

    @property
    def scale(self) -> float:
        """Text size, 1.0 to 2.0."""
        return self._scale

    def started(self) -> None:
        """The window is up: symbols are drawn from now on."""
        self.is_starting = False
        self.changed.emit()

    def choose(self, *, look: Look | None = None, scale: float | None = None) -> None:
        """Takes the person's choice and draws everything anew."""
        self._look = look or self._look
        self._scale = scale or self._scale
        self._apply()

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The application's font at one of the four sizes."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _desktop_changed(self) -> None:
        if self._look is Look.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        font = QFont(self._base)
        font.setPointSizeF(max(self._base.pointSizeF(), 10.0) * self._scale)
        self._app.setFont(font)
        self._app.setPalette(palette(self.colours))
        rules = sheet(colour_table(self.colours), font.pointSizeF())
        if rules != self._app.styleSheet():  # or all that stands there is styled once more
            self._app.setStyleSheet(rules)
        self.changed.emit()


def palette(colours: Colours) -> QPalette:
    """The Qt palette for what the style sheet does not reach (Fusion's own painting)."""
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.card,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.edge,
    }
    made = QPalette()
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return made
