"""Years as bars beside each other, gaps included: a picture of a time line.

The bars are also a row that the arrow keys walk along; what is lit is said as text, and the
list under it says everything that the picture shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import colour_table, current_theme
from wallet.session.learning import Year
from wallet.wording import ntr, tr

_HIGH = 120
_LEAST = 4
"""Pixels of the smallest bar, so that one credential beside a hundred is still seen."""
_NARROWEST = 6
"""Pixels a year: a century of learning fits into a window."""


class YearStrip(QWidget):
    """``chosen`` tells a year that was clicked, or Enter pressed on."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[int, int] = {}
        self._years: list[int] = []
        self._lit = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Years"))
        current_theme().changed.connect(self._drawn_anew)

    def show_years(self, years: Sequence[Year]) -> None:
        """From the first to the last, those in between without anything included."""
        self._counts = {one.year: one.count for one in years if one.year is not None}
        known = sorted(self._counts)
        self._years = list(range(known[0], known[-1] + 1)) if known else []
        self._lit = len(self._years) - 1
        self.setVisible(len(self._years) > 1)
        self._tell()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, round(_HIGH * current_theme().scale))

    def minimumSizeHint(self) -> QSize:
        """A few pixels a year."""
        return QSize(min(len(self._years) * _NARROWEST, 320), self.sizeHint().height())

    def words(self, year: int) -> str:
        """What a bar says."""
        number = self._counts.get(year, 0)
        if not number:
            return tr("{year}: nothing", year=year)
        return ntr("{year}: {n} credential", "{year}: {n} credentials", number, year=year)

    # --- Qt -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from year to year, Home and End to the ends, Enter opens."""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: 1 if mirrored else -1,
            Qt.Key.Key_Right: -1 if mirrored else 1,
            Qt.Key.Key_Home: -len(self._years),
            Qt.Key.Key_End: len(self._years),
        }
        key = Qt.Key(event.key())
        if key in steps and self._years:
            self._lit = min(max(self._lit + steps[key], 0), len(self._years) - 1)
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._years:
            self.chosen.emit(self._years[self._lit])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the year under it."""
        if self._years:
            width = self.width() / len(self._years)
            place = min(max(int(event.position().x() / width), 0), len(self._years) - 1)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                place = len(self._years) - 1 - place
            self._lit = place
            self._tell()
            self.chosen.emit(self._years[self._lit])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars from the bottom; the first, the last and the lit year are named."""
        if not self._years:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colour_table(current_theme().colours)
        font = current_theme().font(0.9)
        painter.setFont(font)
        line = QFontMetrics(font).height() + 4
        tallest, width = max(self._counts.values()), self.width() / len(self._years)
        for number, year in enumerate(self._years):
            left = self._left(number, width)
            high = (self.height() - 2 * line) * self._counts.get(year, 0) / tallest
            is_lit = number == self._lit
            self._bar(
                painter,
                QRectF(left + 1, self.height() - line, max(width - 2, 2), high),
                colours["accent"] if is_lit else colours["muted"],
            )
        painter.setPen(QColor(colours["text"]))
        self._names(painter, line)
        if self.hasFocus():
            painter.setPen(QColor(colours["focus"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _bar(self, painter: QPainter, place: QRectF, colour: str) -> None:
        high = max(place.height(), _LEAST) if place.height() else 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(
            QRectF(place.left(), place.top() - high, place.width(), high), 2, 2
        )

    def _names(self, painter: QPainter, line: int) -> None:
        top = self.words(self._years[self._lit])
        painter.drawText(
            QRectF(4, 2, self.width() - 8, line), Qt.AlignmentFlag.AlignHCenter, top
        )
        bottom = QRectF(4, self.height() - line, self.width() - 8, line)
        ends = [str(self._years[0]), str(self._years[-1])]
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            ends.reverse()
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, ends[0])
        painter.drawText(bottom, Qt.AlignmentFlag.AlignRight, ends[1])

    def _left(self, number: int, width: float) -> float:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            number = len(self._years) - 1 - number
        return number * width

    def _tell(self) -> None:
        if self._years:
            self.setAccessibleDescription(self.words(self._years[self._lit]))
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)
        self.update()

    def _drawn_anew(self) -> None:
        self.updateGeometry()
        self.update()
