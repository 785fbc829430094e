"""Choosing credentials out of a large wallet: search, tick, go on searching."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, column
from ui.widgets.text import mark_data, muted, small
from ui.widgets.ticks import Tick
from ui.words import line_words, row_issuer, row_title
from wallet.session import Cursor, LibraryPage, LibraryQuery, LibraryRow, Session, Sort
from wallet.wording import tr

_TYPING = 200
"""Milliseconds without a key after which a search starts."""
_PAGE = 20
_UNDER = 28
"""Pixels from the edge of a box to its words."""


class Chooser(QWidget):
    """Keeps what was ticked while the search changes; tells ``changed`` after each tick."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell = shell
        self._changed = changed
        self._languages: Sequence[str] = ("en",)
        self._names: dict[str, str] = {}
        self._next: Cursor | None = None
        self._query = LibraryQuery(sort=Sort.TITLE)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self.ask)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self._told = muted("")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._more = Button(tr("Show more"), self._ask_more)
        self._foot = Flow(self._more)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(10)
        down.addWidget(Named(tr("Search"), self.search))
        down.addWidget(self._told)
        self._first = Button(
            tr("Bring in your first credential"),
            lambda: shell.open("import_review"),
            symbol="import",
        )
        self._first.hide()
        down.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeft)
        down.addLayout(self._rows)
        down.addWidget(self._foot)
        self._foot.hide()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Credential ids, in the order in which they were ticked."""
        return tuple(self._names)

    @property
    def names(self) -> tuple[str, ...]:
        """Titles of what was ticked."""
        return tuple(self._names.values())

    def choose(self, ids: Sequence[str]) -> None:
        """Begins with exactly these."""
        self._names = dict.fromkeys(ids, "…")  # until the wallet has told how they are called
        self.ask()
        self._changed()

    def ask(self) -> None:
        """Reads the first page for what stands in the field."""
        self._query = LibraryQuery(text=self.search.text().strip(), sort=Sort.TITLE)
        self._read(None)

    def _ask_more(self) -> None:
        self._read(self._next)

    def _read(self, after: Cursor | None) -> None:
        query = self._query

        def read(session: Session) -> tuple[LibraryPage, tuple[str, ...]]:
            return session.page(query, after, _PAGE), session.settings().languages

        self._shell.tasks.run(
            self, read, lambda found: self._arrived(query, *found, first=after is None)
        )

    def _arrived(
        self, query: LibraryQuery, page: LibraryPage, languages: Sequence[str], *, first: bool
    ) -> None:
        if query is not self._query:
            return  # typed on meanwhile
        self._languages = languages
        if first:
            self._empty()
        for row in page.rows:
            if row.credential_id in self._names:
                self._names[row.credential_id] = row_title(row, self._languages)
            self._rows.addWidget(self._line(row))
        self._next = page.next
        self._foot.setVisible(page.next is not None)
        nothing = first and not page.rows
        is_empty = nothing and not query.text
        self._told.setText(tr("Nothing to show yet") if is_empty else tr("Nothing found."))
        self._told.setVisible(nothing)
        self._first.setVisible(is_empty)

    def _line(self, row: LibraryRow) -> QWidget:
        name = row_title(row, self._languages)
        issuer = row_issuer(row, self._languages)
        box = Tick(name)
        mark_data(box)
        box.setAccessibleName(tr("Show {title}", title=line_words(name, issuer)))
        box.setChecked(row.credential_id in self._names)
        box.toggled.connect(lambda on: self._toggle(row.credential_id, name, on=on))
        card = Card(box, kind="well", gap=4)
        under = QHBoxLayout()
        under.addSpacing(round(_UNDER * current_theme().scale))
        badge = Flow(VerdictBadge(row.verdict))
        under.addLayout(column(small(issuer, data=True), badge, gap=4), 1)
        card.inside.addLayout(under)
        return card

    def _toggle(self, credential_id: str, name: str, *, on: bool) -> None:
        if on:
            self._names[credential_id] = name
        else:
            self._names.pop(credential_id, None)
        self._changed()

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
