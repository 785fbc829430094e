"""The library as a list model: rows come page by page out of the vault, in its order.

Never sorted or filtered here: the vault does that in SQL. A page that arrives for an older
question is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui import tooltips
from ui.words import (
    credit_words,
    date_words,
    level_words,
    line_words,
    row_issuer,
    row_title,
)
from wallet.wording import ntr, tr, verdict_title

if TYPE_CHECKING:
    from wallet.session import Cursor, LibraryPage, LibraryQuery, LibraryRow

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Fetch: TypeAlias = (
    "Callable[[LibraryQuery, Cursor | None, Callable[[LibraryPage], None]], object]"
)
_NONE = QModelIndex()


class LibraryModel(QAbstractListModel):
    """``loaded`` tells that the first page of a question is there."""

    loaded = Signal()

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._rows: list[LibraryRow] = []
        self._query: LibraryQuery | None = None
        self._next: Cursor | None = None
        self._waiting = False
        self.languages: Sequence[str] = ("en",)

    @property
    def query(self) -> LibraryQuery | None:
        """The question being answered."""
        return self._query

    def ask(self, query: LibraryQuery) -> None:
        """Begins anew with this question. The old rows stay until the new ones are there."""
        self._query = query
        self._next = None
        self._more(first=True)

    def empty(self) -> None:
        """Forgets everything."""
        self.beginResetModel()
        self._rows, self._query, self._next = [], None, None
        self.endResetModel()

    def row_at(self, index: Index) -> LibraryRow | None:
        """The row of the vault behind an index."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    def place_of(self, credential_id: str) -> QModelIndex:
        """Where a credential stands among the rows that are here; invalid if it is not."""
        for number, row in enumerate(self._rows):
            if row.credential_id == credential_id:
                return self.index(number, 0)
        return QModelIndex()

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        """Rows that are here."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title; the whole row in words for screen readers; the row itself for the delegate."""
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(row)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                parts = (self.title(row), self.issuer(row), verdict_title(row.verdict))
                told = line_words(*parts, self.facts(row), self.own(row))
                return tooltips.plain(told) if role == Qt.ItemDataRole.ToolTipRole else told
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the vault has more."""
        return not parent.isValid() and self._next is not None and not self._waiting

    def fetchMore(self, parent: Index) -> None:
        """Asks for the next page; it arrives later."""
        if self.canFetchMore(parent):
            self._more(first=False)

    def _more(self, *, first: bool) -> None:
        query = self._query
        if query is None:
            return
        self._waiting = True
        self._fetch(query, self._next, lambda page: self._arrived(query, page, first=first))

    def _arrived(self, query: LibraryQuery, page: LibraryPage, *, first: bool) -> None:
        if query is not self._query:
            return  # somebody asked something else meanwhile
        self._waiting = False
        self._next = page.next
        if first:
            self.beginResetModel()
            self._rows = list(page.rows)
            self.endResetModel()
            self.loaded.emit()
        elif page.rows:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    # --- words --------------------------------------------------------------------------------

    def title(self, row: LibraryRow) -> str:
        """What it is called, as ``row_title`` says it."""
        return row_title(row, self.languages)

    def issuer(self, row: LibraryRow) -> str:
        """Who says so, as ``row_issuer`` says it."""
        return row_issuer(row, self.languages)

    def facts(self, row: LibraryRow) -> str:
        """How much, which level, when; nothing of what is not proven."""
        if not row.proven:
            return ""
        awarded = date_words(row.award_date) if row.award_date else ""
        amounts = line_words(*map(credit_words, row.credits))
        more = ntr("{n} award", "{n} awards", row.awards) if row.awards > 1 else ""
        return line_words(amounts, level_words(row.levels), awarded, more)

    def own(self, row: LibraryRow) -> str:
        """What its owner put on it."""
        favourite = tr("Favourite") if row.favourite else ""
        tags = tr("Tags: {tags}", tags=", ".join(row.tags)) if row.tags else ""
        return line_words(favourite, tags)
