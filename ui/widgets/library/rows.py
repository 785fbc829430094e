"""How a row of the library is painted: verdict symbol, title, issuer, verdict and facts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import pixmap
from ui.models.library import LibraryModel
from ui.theme import colour_table, current_theme
from ui.words import DOT, line_words
from wallet.wording import verdict_title

Index = QModelIndex | QPersistentModelIndex
_PAD = 10
_TILE = 40


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: QFont
    colour: str


class LibraryDelegate(QStyledItemDelegate):
    """Every row is as high as any other, so that ten thousand cost no more than ten."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Three lines of text, or the tile."""
        theme = current_theme()
        lines = sum(
            QFontMetrics(font).height()
            for font in (theme.font(bold=True), theme.font(), theme.font(0.9))
        )
        tile = round(_TILE * theme.scale)
        return QSize(240, max(lines + 4, tile) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one row, mirrored where writing runs from right to left."""
        model = index.model()
        if not isinstance(model, LibraryModel) or (row := model.row_at(index)) is None:
            return
        colours = colour_table(current_theme().colours)
        rect: QRect = option.rect
        tone = row.verdict.value
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, rect, colours)
        tile = round(_TILE * current_theme().scale)
        place = QRect(rect.left() + _PAD, rect.center().y() - tile // 2, tile, tile)
        place = QStyle.visualRect(option.direction, rect, place)
        self._tile(painter, place, tone, colours)
        theme = current_theme()
        own = DOT.join(row.tags)
        told = line_words(verdict_title(row.verdict), model.facts(row), own)
        lines = (
            _Line(model.title(row), theme.font(bold=True), colours["text"]),
            _Line(model.issuer(row), theme.font(), colours["text"]),
            _Line(told, theme.font(0.9), colours["muted"]),
        )
        star = self._star(painter, option, rect, colours) if row.favourite else 0
        room = rect.adjusted(2 * _PAD + tile + 2, _PAD, -_PAD - star, -_PAD)
        room = QStyle.visualRect(option.direction, rect, room)
        self._lines(painter, room, lines)
        painter.restore()

    def _ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        colours: dict[str, str],
    ) -> None:
        state = option.state
        inner = rect.adjusted(2, 2, -2, -2)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours["accent_soft"]))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours["raised"]))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QColor(colours["focus"]) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(inner, 8, 8)

    def _tile(
        self, painter: QPainter, place: QRect, tone: str, colours: dict[str, str]
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[f"{tone}_soft"]))
        painter.drawRoundedRect(place, 8, 8)
        side = round(place.width() * 0.55)
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(tone, colours[tone], side, ratio)
        painter.drawPixmap(
            place.center().x() - side // 2 + 1, place.center().y() - side // 2 + 1, drawn
        )

    def _star(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        colours: dict[str, str],
    ) -> int:
        """A star at the end of a favourite; how much room it takes."""
        side = round(18 * current_theme().scale)
        place = QRect(rect.right() - _PAD - side, rect.top() + _PAD, side, side)
        place = QStyle.visualRect(option.direction, rect, place)
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap("star_on", colours["accent"], side, ratio)
        painter.drawPixmap(place.topLeft(), drawn)
        return side + _PAD // 2

    def _lines(self, painter: QPainter, room: QRect, lines: tuple[_Line, ...]) -> None:
        high = sum(QFontMetrics(line.font).height() for line in lines)
        y = room.top() + max(0, (room.height() - high) // 2)
        for line in lines:
            metrics = QFontMetrics(line.font)
            painter.setFont(line.font)
            painter.setPen(QColor(line.colour))
            place = QRect(room.left(), y, room.width(), metrics.height())
            text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(place, int(flags), text)
            y += metrics.height()
