"""Credential by requirement: a table that works by keyboard and says its cells in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ui import tooltips
from ui.icons import icon
from ui.theme import GRID, colour_table, current_theme
from ui.widgets.text import Label, mark_data, muted
from wallet.session import ToldCell, ToldMatrix
from wallet.wording import tr

SYMBOLS = {
    "counts": ("slot_met", "verified"),
    "fits": ("slot_usable", "accent"),
    "refer": ("slot_referred", "seal"),
    "no": ("slot_unmet", "not_valid"),
}
_MOST_ROWS = 12
"""Rows before the table scrolls."""
_WIDEST = 260
"""Pixels of a credential's title at normal text size."""
_TITLES = 0.45
"""And the largest part of the whole width for them."""


def _symbol_size() -> int:
    """Symbols grow with the text."""
    return round(16 * current_theme().scale)


_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Credentials down, requirements across."""

    def __init__(self, matrix: ToldMatrix) -> None:
        super().__init__()
        self.matrix = matrix
        self._fits: Callable[[str], str] = str

    def shorten(self, fits: Callable[[str], str]) -> None:
        """How much of a credential's title there is room for; all of it is in its tooltip."""
        self._fits = fits
        last = max(self.rowCount() - 1, 0)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """One for each credential."""
        return 0 if parent.isValid() else len(self.matrix.awards)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """One for each requirement."""
        return 0 if parent.isValid() else len(self.matrix.slots)

    def cell(self, index: _Index) -> ToldCell:
        """What stands there."""
        return self.matrix.cells[index.column()][index.row()]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The word, its symbol, and why."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.DecorationRole and cell.code in SYMBOLS:
            name, tone = SYMBOLS[cell.code]
            return icon(name, colour_table(current_theme().colours)[tone], size=_symbol_size())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index)
        return None

    def sentence(self, index: _Index) -> str:
        """The whole of one cell, for a line of text and for screen readers."""
        cell = self.cell(index)
        said = tr(
            "{credential}, {requirement}: {state}.",
            credential=self.matrix.awards[index.row()].title,
            requirement=self.matrix.slots[index.column()],
            state=cell.words,
        )
        return " ".join((said, *cell.reasons))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Titles of requirements and of credentials."""
        across = orientation is Qt.Orientation.Horizontal
        title = self.matrix.slots[section] if across else self.matrix.awards[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltips.plain(title)
        if role == Qt.ItemDataRole.DisplayRole:
            return title if across else self._fits(title)
        return title if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Table(QTableView):
    """Titles of credentials leave more than half of the width to the cells."""

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self._matrix = model
        self.setModel(model)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A longer title ends in an ellipsis."""
        widest = round(min(_WIDEST * current_theme().scale, self.width() * _TITLES))
        self.verticalHeader().setMaximumWidth(widest)
        metrics = QFontMetrics(current_theme().font(bold=True))
        room, where = widest - 3 * GRID, Qt.TextElideMode.ElideRight
        self._matrix.shorten(lambda title: metrics.elidedText(title, where, room))
        super().resizeEvent(event)


class Matrix(QWidget):
    """The table, and under it all that is to be said of the chosen cell."""

    def __init__(self, matrix: ToldMatrix) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.model = MatrixModel(matrix)
        self.table = _Table(self.model)
        mark_data(self.table)
        self.table.setAccessibleName(tr("Requirements by credential"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.setIconSize(QSize(_symbol_size(), _symbol_size()))
        self.table.setShowGrid(False)
        self.table.setCornerButtonEnabled(False)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setHighlightSections(False)
        titles = self.table.verticalHeader()
        titles.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in range(self.model.columnCount()):
            header_width = self.table.horizontalHeader().sectionSizeHint(column)
            wide = max(self.table.sizeHintForColumn(column) + 3 * GRID, header_width)
            self.table.setColumnWidth(column, wide)
        self.said = Label(tr("Choose a cell to read why."), data=True)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(GRID)
        down.addWidget(muted(tr("Each credential against each requirement.")))
        down.addWidget(self.table)
        down.addWidget(self.said)
        self.table.selectionModel().currentChanged.connect(self._tell)
        self._fit()

    def _tell(self, now: QModelIndex) -> None:
        if now.isValid():
            self.said.setText(self.model.sentence(now))

    def _fit(self) -> None:
        """As high as its rows, up to a dozen."""
        rows = min(self.model.rowCount(), _MOST_ROWS)
        high = sum(self.table.rowHeight(one) for one in range(rows))
        edge = self.table.horizontalHeader().sizeHint().height() + 3 * GRID
        self.table.setMinimumHeight(high + edge)
        self.table.setMaximumHeight(high + edge + GRID)
