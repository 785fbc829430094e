"""Credentials as lines that open them, asked for when they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.library import LibraryModel
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import row as row_of
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label
from ui.words import line_words
from wallet.wording import tr, verdict_title

if TYPE_CHECKING:
    from wallet.session import Facet, LibraryPage, LibraryRow, Session

Filters = tuple[tuple["Facet", str], ...]


class Rows(QWidget):
    """One button a credential, and one for all of them where there are more."""

    def __init__(
        self,
        shell: Shell,
        ask: Callable[[Session], LibraryPage],
        filters: Filters,
        languages: Sequence[str],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell, self._filters = shell, filters
        self._words = LibraryModel(lambda _query, _after, _done: None, self)
        self._words.languages = languages
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2)
        shell.tasks.run(self, ask, self._show)

    def _show(self, page: LibraryPage) -> None:
        for one in page.rows:
            self._down.addLayout(self._line(one))
        if page.next is not None:
            more = Button(
                tr("Show all of them"),
                partial(self._shell.open, "credentials", filters=self._filters),
            )
            self._down.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, row: LibraryRow) -> QHBoxLayout:
        words = line_words(
            self._words.title(row), self._words.issuer(row), verdict_title(row.verdict)
        )
        show = Button(
            tr("Show"),
            partial(self._shell.open, "credential", id=row.credential_id),
            kind="quiet",
        )
        show.setAccessibleName(tr("Show {what}", what=words))
        made = row_of(Symbol(row.verdict.value, row.verdict.value), Label(words, data=True))
        made.setStretch(1, 1)
        made.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return made
