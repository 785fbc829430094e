"""Credential by requirement: a table that works by keyboard and says its cells in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
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
"""Pixels of a credential's title at normal text size; the rest of it is in its tooltip."""


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
        said = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return title if said else None


class Matrix(QWidget):
    """The table, and under it all that is to be said of the chosen cell."""

    def __init__(self, matrix: ToldMatrix) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.model = MatrixModel(matrix)
        self.table = QTableView()
        mark_data(self.table)
        self.table.setModel(self.model)
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
        titles.setMaximumWidth(round(_WIDEST * current_theme().scale))
        titles.setTextElideMode(Qt.TextElideMode.ElideRight)
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
