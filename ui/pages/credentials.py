"""The library: list and detail side by side, the detail as its own page when narrow."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget

from ui.models.library import LibraryModel
from ui.page import Page, Scroll
from ui.shell import Shell
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.credential_view import CredentialDetail
from ui.widgets.drop import choose_files
from ui.widgets.empty import EmptyState
from ui.widgets.filters import FilterBar
from ui.widgets.library_rows import LibraryDelegate
from ui.widgets.text import small, title
from wallet.session import LibraryQuery, Session
from wallet.settings import Settings
from wallet.wording import ntr, tr

_BESIDE = 860
"""Pixels of page, at normal text size, from which list and detail fit beside each other."""


class CredentialsPage(Page):
    """``shell.open("credentials", text=..., filters=..., deleted=...)``."""

    scrolls: ClassVar[bool] = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._wanted = ""
        self.model = LibraryModel(self._fetch, self)
        self.model.loaded.connect(self._loaded)
        self.filters = FilterBar(shell, self._ask)
        self._count = small("")
        self.list = self._make_list()
        self.detail = CredentialDetail(shell)
        self.detail.gone.connect(self.detail.empty)
        self._side = Scroll(self.detail)
        self._nothing = EmptyState(
            tr("Here your credentials will be"),
            tr(
                "Drop files on this window, paste them, or choose them. You see what is in "
                "them before anything is kept."
            ),
            Button(tr("Import"), self._import, kind="primary", symbol="import"),
        )
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(title(tr("Credentials")), 1)
        own = Button(tr("Add your own"), self._add_own, symbol="add")
        own.setAccessibleDescription(tr("Add something yourself"))
        head.addWidget(own)
        head.addWidget(Button(tr("Import"), self._import, kind="primary", symbol="import"))
        left = QWidget()
        left.setProperty("kind", "clear")
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(GRID)
        down.addWidget(self._count)
        down.addWidget(self.list, 1)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(left, 5)
        across.addWidget(self._side, 6)
        self._both = QWidget()
        self._both.setLayout(across)
        across.setContentsMargins(0, 0, 0, 0)
        self._both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addLayout(head)
        self.body.addWidget(self.filters)
        self.body.addWidget(self._both, 1)
        self.body.addWidget(self._nothing, 1)
        self._nothing.hide()

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self.model)
        made.setItemDelegate(LibraryDelegate(made))
        made.setUniformItemSizes(True)
        made.setLayoutMode(QListView.LayoutMode.Batched)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setMouseTracking(True)
        made.setAccessibleName(tr("Your credentials"))
        made.selectionModel().currentChanged.connect(lambda now, _was: self._chosen(now))
        made.activated.connect(self._activated)
        made.clicked.connect(self._activated)
        current_theme().changed.connect(made.doItemsLayout)
        return made

    # --- asking -------------------------------------------------------------------------------

    def opened(self, **what: object) -> None:
        """A search from the top bar, or a filter from elsewhere, or just the list."""
        self.filters.learn()
        text = what.get("text")
        self.filters.take(
            text=text if isinstance(text, str) else None,
            filters=what.get("filters"),
            deleted=bool(what.get("deleted", False)),
        )
        self.shell.tasks.run(self, lambda session: session.settings(), self._settings)

    def refresh(self, changes: object) -> None:
        """Something was kept, deleted or judged anew."""
        if changes is not None:
            self.filters.learn()
            self._ask(self.filters.query())

    def _settings(self, settings: Settings) -> None:
        self.model.languages = settings.languages
        self._ask(self.filters.query())

    def _ask(self, query: LibraryQuery) -> None:
        self.model.ask(query)

        def count(session: Session) -> tuple[int, int]:
            return session.count(query), session.count(LibraryQuery())

        self.shell.tasks.run(self, count, lambda found: self._counted(query, *found))

    def _fetch(self, query: LibraryQuery, after: object, done: object) -> None:
        self.shell.tasks.run(
            self,
            lambda session: session.page(query, after),  # type: ignore[arg-type]
            done,  # type: ignore[arg-type]
        )

    def _counted(self, query: LibraryQuery, found: int, all_: int) -> None:
        if query is not self.model.query:
            return
        nothing = all_ == 0 and not query.deleted
        self._nothing.setVisible(nothing)
        self._both.setVisible(not nothing)
        self.filters.setVisible(not nothing)
        if found == all_ or query.deleted:
            words = ntr("{n} credential", "{n} credentials", found)
        else:
            words = tr("{found} of {all} credentials", found=found, all=all_)
        self._count.setText(words)

    def _loaded(self) -> None:
        wanted = self.model.place_of(self._wanted or self.detail.credential_id)
        first = wanted if wanted.isValid() else self.model.index(0, 0)
        if first.isValid():
            self.list.setCurrentIndex(first)
        else:
            self.detail.empty()

    # --- choosing -----------------------------------------------------------------------------

    def _chosen(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and self._is_wide():
            self._wanted = row.credential_id
            self.detail.show_credential(row.credential_id, in_bin=bool(row.deleted_at))

    def _activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and not self._is_wide():
            self.shell.open("credential", id=row.credential_id, in_bin=bool(row.deleted_at))

    def _is_wide(self) -> bool:
        return self.width() >= _BESIDE * current_theme().scale

    def _add_own(self) -> None:
        self.shell.open("own_entry")

    def _import(self) -> None:
        items = choose_files(self)
        if items:
            self.shell.bring_in(items)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        self._side.setVisible(self._is_wide())
        if self._is_wide() and not self.detail.credential_id:
            self._chosen(self.list.currentIndex())
