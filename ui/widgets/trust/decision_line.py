"""Decisions on a time line: a bar each, from its first day to its last, with today marked.

The same is said in words beside each bar, so that nobody needs the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from wallet.wording import registers, tr

if TYPE_CHECKING:
    from wallet.check_desk import DecisionRow

_ROW, _BAR, _AXIS, _SIDE = 18, 10, 22, 8
_MOST = 40
_SIX_YEARS = 6
_FILLS = {"positive": "seal", "positive_with_conditions": "seal_soft"}
"""A decision is never drawn in the colour of a verdict."""
_STEPS = (1, 2, 5, 10, 20, 50)
_LEAST_APART = 46
"""Pixels between two years on the axis."""


def stands_until(one: DecisionRow) -> date:
    """Its last day, or the day before it was withdrawn."""
    last = last_day(one)
    if one.withdrawn is None:
        return last
    return max(one.start, min(last, one.withdrawn - timedelta(days=1)))


def last_day(one: DecisionRow) -> date:
    """Its end; six years where the register names none (spec/trust.md D.4)."""
    if one.end is not None:
        return one.end
    start = one.start
    try:
        return start.replace(year=start.year + _SIX_YEARS)
    except ValueError:  # 29 February
        return start.replace(year=start.year + _SIX_YEARS, day=28)


class DecisionLine(QWidget):
    """The newest decisions, the newest on top."""

    def __init__(
        self, decisions: Sequence[DecisionRow], today: date, awarded: date | None = None
    ) -> None:
        super().__init__()
        self._shown = tuple(reversed(decisions))[:_MOST]
        self._today, self._awarded = today, awarded
        days = [today, *([awarded] if awarded is not None else [])]
        days += [day for one in self._shown for day in (one.start, last_day(one))]
        self._from, self._to = min(days[1:] or days).year, max(days).year + 1
        self.setAccessibleName(tr("Decisions on a time line"))
        told = [*map(_said, self._shown)]
        if awarded is not None:
            told.append(tr("day of your award: {date}", date=awarded.isoformat()))
        self.setAccessibleDescription("; ".join(told))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A row for each decision, and the years."""
        scale = current_theme().scale
        return QSize(320, int((len(self._shown) * _ROW + _AXIS) * scale))

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be, and narrow."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Years below, bars above, today as a line through all of them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current_theme().colours._asdict()
        scale = current_theme().scale
        bottom = len(self._shown) * _ROW * scale
        self._draw_years(painter, colours, bottom)
        painter.setPen(QPen(QColor(colours["text"]), 1, Qt.PenStyle.DashLine))
        here = self._place(self._today)
        painter.drawLine(int(here), 0, int(here), int(bottom))
        for row, one in enumerate(self._shown):
            left, right = self._place(one.start), self._place(stands_until(one))
            top = (row * _ROW + (_ROW - _BAR) / 2) * scale
            bar = QRectF(left, top, max(3.0, right - left), _BAR * scale)
            _draw_bar(painter, bar, one.decision, colours)
        if self._awarded is not None:
            here = self._place(self._awarded)
            painter.setPen(QPen(QColor(colours["text"]), 2))
            painter.drawLine(int(here), 0, int(here), int(bottom))
        painter.end()

    def _draw_years(self, painter: QPainter, colours: dict[str, str], bottom: float) -> None:
        span = max(1, self._to - self._from)
        room = (self.width() - 2 * _SIDE) / span
        step = next((one for one in _STEPS if one * room >= _LEAST_APART), _STEPS[-1])
        painter.setFont(current_theme().font(0.8))
        for year in range(self._from, self._to + 1):
            if year % step:
                continue
            x = int(self._place(date(year, 1, 1)))
            painter.setPen(QPen(QColor(colours["line"]), 1))
            painter.drawLine(x, 0, x, int(bottom))
            painter.setPen(QColor(colours["muted"]))
            if x + 3 + painter.fontMetrics().horizontalAdvance(str(year)) <= self.width():
                painter.drawText(
                    x + 3, int(bottom + _AXIS * 0.7 * current_theme().scale), str(year)
                )

    def _place(self, day: date) -> float:
        """Where a day lies."""
        span = max(1, self._to - self._from) * 365.25
        passed = (day - date(self._from, 1, 1)).days
        return _SIDE + (self.width() - 2 * _SIDE) * min(1.0, max(0.0, passed / span))


def _draw_bar(painter: QPainter, bar: QRectF, decision: str, colours: dict[str, str]) -> None:
    """Filled: positive; pale: with conditions; hatched: negative; empty: no decision."""
    fill = _FILLS.get(decision)
    edge = QColor(colours["seal" if fill is not None else "muted"])
    painter.setPen(QPen(edge, 1.5))
    if fill is not None:
        painter.setBrush(QColor(colours[fill]))
    elif decision == "negative":
        painter.setBrush(QBrush(edge, Qt.BrushStyle.BDiagPattern))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(bar, 3, 3)


def _said(one: DecisionRow) -> str:
    return tr(
        "{what}: {decision}, {start} to {end}",
        what=registers.report_type(one.type),
        decision=registers.decision(one.decision),
        start=one.start.isoformat(),
        end=stands_until(one).isoformat(),
    )
