"""Our own symbols: SVG in ``resources/icons``, drawn in a colour of the palette."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from ui.theme import current_theme

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
_MIRRORED = frozenset({"back", "left", "right"})
"""Symbols that point along the line of writing."""


@lru_cache(maxsize=256)
def pixmap(
    name: str, colour: str, size: int, ratio: float, *, mirrored: bool = False
) -> QPixmap:
    """One symbol, ``size`` device-independent pixels square."""
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - after the window is up
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    source = (FOLDER / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    renderer = QSvgRenderer(source)
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if mirrored and name in _MIRRORED:
        painter.translate(drawn.width(), 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(
    name: str, colour: str, *, disabled: str | None = None, size: int = 20, gap: int = 0
) -> QIcon:
    """A symbol for a button, as sharp as the sharpest screen, with air at both sides."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    if current_theme().is_starting:
        return QIcon(_blank(size + 2 * gap, size, ratio))
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    made = QIcon(_aired(pixmap(name, colour, size, ratio, mirrored=mirrored), gap, ratio))
    if disabled is not None:
        grey = _aired(pixmap(name, disabled, size, ratio, mirrored=mirrored), gap, ratio)
        made.addPixmap(grey, QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=4)
def _blank(width: int, height: int, ratio: float) -> QPixmap:
    """Keeps the place of a symbol, so that nothing moves when it comes."""
    empty = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    empty.setDevicePixelRatio(ratio)
    empty.fill(Qt.GlobalColor.transparent)
    return empty


def _aired(symbol: QPixmap, gap: int, ratio: float) -> QPixmap:
    if not gap:
        return symbol
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - after the window is up

    wide = QPixmap(QSize(symbol.width() + round(2 * gap * ratio), symbol.height()))
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(gap, 0, symbol)
    painter.end()
    return wide
