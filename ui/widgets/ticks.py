"""Boxes to tick and choices of one, whose words wrap, with an edge seen in every palette.

Qt's own write their label on one line: with large text, or in a longer language, it would run
out of the window. Under a style sheet Fusion draws no edge around its indicators either; drawn
here they have the edge colour of fields (3:1 on every ground), and shape as well as colour
tells on from off. A click anywhere on the words counts as one on the box.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QStyle, QStyleOptionButton

from ui.theme import current_theme
from ui.widgets.text import breakable

if TYPE_CHECKING:
    _Button = QCheckBox
else:
    _Button = object  # a class has one parent of Qt's

_TICK = ((0.22, 0.54), (0.42, 0.73), (0.79, 0.31))
"""Points of the tick, as parts of the box."""
_WIDEST = 560
"""Pixels of one line, where there is room; as with ``Label``."""
_HUGE = 100_000
"""Pixels in which nothing needs to wrap."""


class _Wrapping(_Button):
    """What a box and a choice share: words that wrap, and are never read as a shortcut."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        _let_wrap(self)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Shows the text and says it."""
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """One line where it is not too long, else wrapped."""
        return _wanted(self)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest word."""
        return _least(self)

    def heightForWidth(self, width: int) -> int:
        """Pixels for that many pixels."""
        return _height(self, width)

    def hitButton(self, at: QPoint) -> bool:
        """The words belong to it."""
        return self.rect().contains(at)


class Tick(_Wrapping, QCheckBox):
    """A box to tick."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame of the focus, the box, the words."""
        painter = QPainter(self)
        _draw_words(self, painter)
        box = _box(self)
        _ready(self, painter, on=self.isChecked())
        painter.drawRoundedRect(box, 3.5, 3.5)
        if self.isChecked():
            pen = QPen(QColor(current_theme().colours.on_accent), box.width() / 8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = [
                QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK
            ]
            painter.drawPolyline(QPolygonF(points))
        painter.end()


class Choice(_Wrapping, QRadioButton):
    """One of several."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame of the focus, the ring, the words."""
        painter = QPainter(self)
        _draw_words(self, painter)
        ring = _box(self)
        _ready(self, painter, on=self.isChecked())
        painter.drawEllipse(ring)
        if self.isChecked():
            inner = ring.width() / 3.2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_theme().colours.on_accent))
            painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))
        painter.end()


Ticked = QCheckBox | QRadioButton


def _let_wrap(button: Ticked) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _words(button: Ticked) -> str:
    return breakable(button.text().replace("&&", "&"))


def _parts(button: Ticked, size: QSize) -> tuple[QRect, QRect]:
    """Where the style puts the box, and where the words, in that much room."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    option.rect = QRect(QPoint(0, 0), size)
    kinds, style = QStyle.SubElement, button.style()
    box, words = kinds.SE_CheckBoxIndicator, kinds.SE_CheckBoxContents
    if isinstance(button, QRadioButton):
        box, words = kinds.SE_RadioButtonIndicator, kinds.SE_RadioButtonContents
    return (
        style.subElementRect(box, option, button),
        style.subElementRect(words, option, button),
    )


def _edges(button: Ticked) -> tuple[int, int, int]:
    """Pixels beside the words, above and below them together, and the height of the box."""
    box, words = _parts(button, QSize(_HUGE, _HUGE))
    return _HUGE - words.width(), _HUGE - words.height(), box.height()


def _bounds(button: Ticked, width: int) -> QRect:
    flags = Qt.TextFlag.TextWordWrap
    return button.fontMetrics().boundingRect(QRect(0, 0, width, _HUGE), flags, _words(button))


def _height(button: Ticked, width: int) -> int:
    beside, above, box = _edges(button)
    return above + max(box, _bounds(button, max(width - beside, 1)).height())


def _wanted(button: Ticked) -> QSize:
    button.ensurePolished()
    beside, _above, _box_height = _edges(button)
    line = button.fontMetrics().horizontalAdvance(button.text().replace("&&", "&"))
    wide = beside + (min(line, _WIDEST) + 2 if button.text() else 0)
    return QSize(wide, _height(button, wide))


def _least(button: Ticked) -> QSize:
    button.ensurePolished()
    beside, above, box = _edges(button)
    metrics = button.fontMetrics()
    words = re.split(r"[\s\u200b]+", _words(button))
    widest = max(metrics.horizontalAdvance(word) for word in words)
    lowest = max(box, metrics.height() if button.text() else 0)
    return QSize(beside + (widest + 2 if button.text() else 0), above + lowest)


def _box(button: Ticked) -> QRectF:
    """The box, beside the first line of the words."""
    box, words = _parts(button, button.size())
    if button.text():
        first = min(button.fontMetrics().height(), words.height())
        tall = _bounds(button, words.width()).height()
        top = words.top() + max(0, words.height() - max(tall, box.height())) / 2
        box.moveTop(round(top + (max(first, box.height()) - box.height()) / 2))
    return QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)


def _draw_words(button: Ticked, painter: QPainter) -> None:
    colours = current_theme().colours
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if button.hasFocus():
        painter.setPen(QPen(QColor(colours.focus), 2))
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), 6, 6)
    painter.setPen(QColor(colours.text if button.isEnabled() else colours.muted))
    _place, words = _parts(button, button.size())
    side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    align = QStyle.visualAlignment(button.layoutDirection(), side)
    painter.drawText(words, align.value | Qt.TextFlag.TextWordWrap.value, _words(button))


def _ready(button: Ticked, painter: QPainter, *, on: bool) -> None:
    """Pen and brush of a box or ring."""
    colours = current_theme().colours
    if not button.isEnabled():
        painter.setOpacity(0.6)
    painter.setPen(QPen(QColor(colours.accent if on else colours.edge), 1.4))
    painter.setBrush(QColor(colours.accent if on else colours.card))
