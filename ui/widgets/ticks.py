"""Boxes to tick and choices of one, with an edge that can be seen in every palette.

Under a style sheet Fusion draws no edge around its indicators; drawn here they have the edge
colour of fields (3:1 on every ground), and shape as well as colour tells on from off.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton

from ui.theme import current_theme

_TICK = ((0.22, 0.54), (0.42, 0.73), (0.79, 0.31))
"""Points of the tick, as parts of the box."""


class Tick(QCheckBox):
    """A box to tick; the text is never read as a shortcut."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's text and focus frame, our box."""
        super().paintEvent(event)
        box = _indicator(self, QStyle.SubElement.SE_CheckBoxIndicator)
        colours = current_theme().colours
        painter = _painter(self, box, on=self.isChecked())
        painter.drawRoundedRect(box, 3.5, 3.5)
        if self.isChecked():
            pen = QPen(QColor(colours.on_accent), box.width() / 8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(box.x() + x * box.width(), box.y() + y * box.height())
                        for x, y in _TICK
                    ]
                )
            )
        painter.end()


class Choice(QRadioButton):
    """One of several."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's text and focus frame, our ring."""
        super().paintEvent(event)
        ring = _indicator(self, QStyle.SubElement.SE_RadioButtonIndicator)
        painter = _painter(self, ring, on=self.isChecked())
        painter.drawEllipse(ring)
        if self.isChecked():
            inner = ring.width() / 3.2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_theme().colours.on_accent))
            painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))
        painter.end()


def _indicator(button: QCheckBox | QRadioButton, element: QStyle.SubElement) -> QRectF:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    found = QRectF(button.style().subElementRect(element, option, button))
    return found.adjusted(0.5, 0.5, -0.5, -0.5)


def _painter(button: QCheckBox | QRadioButton, place: QRectF, *, on: bool) -> QPainter:
    """A painter that has wiped out what the style drew there."""
    colours = current_theme().colours
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not button.isEnabled():
        painter.setOpacity(0.6)
    painter.fillRect(place.adjusted(-0.5, -0.5, 0.5, 0.5), QColor(colours.card))
    edge = colours.accent if on else colours.edge
    painter.setPen(QPen(QColor(edge), 1.4))
    painter.setBrush(QColor(colours.accent if on else colours.card))
    return painter
