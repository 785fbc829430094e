"""The library: list and detail side by side, the detail as its own page when narrow."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.models.library import LibraryModel
from ui.page import Page, Scroll
from ui.shell import Shell
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.credential.view import CredentialDetail
from ui.widgets.drop import choose_files
from ui.widgets.empty import EmptyState
from ui.widgets.glossary import Explained
from ui.widgets.layouts import Flow
from ui.widgets.library.bulk import BulkBar
from ui.widgets.library.filters import FilterBar
from ui.widgets.library.nothing_found import NothingFound
from ui.widgets.library.ordering import actions, only_labels
from ui.widgets.library.rows import LibraryDelegate
from ui.widgets.text import small, title
from wallet.session import Facet, LibraryQuery, Session, Sort
from wallet.settings import Settings
from wallet.wording import ntr, tr

_BESIDE = 860
"""Pixels of page, at normal text size, from which list and detail fit beside each other."""
_AHEAD = 6
"""Heights of the list that shall be there below what is seen."""


class CredentialsPage(Page):
    """``shell.open("credentials", text=..., filters=..., deleted=...)``."""

    scrolls: ClassVar[bool] = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._wanted = ""
        self._comes_back = False
        self._quiet = ""
        """The credential on screen, while the list is read anew for its order alone."""
        self.model = LibraryModel(self._fetch, self)
        self.model.loaded.connect(self._loaded)
        self.filters = FilterBar(shell, self._ask, *_ways(shell))
        self._count = small("")
        self.list = self._make_list()
        self.bulk = BulkBar(
            shell, self.chosen, self._select_none, lambda: self.filters.query().deleted
        )
        self.detail = CredentialDetail(shell)
        self.detail.gone.connect(self.detail.empty)
        self._side = Scroll(self.detail)
        room = QWidget()
        self._instead = QVBoxLayout(room)
        self._instead.setContentsMargins(0, 0, 0, 0)
        self._instead.addStretch(1)
        self._several = Scroll(room)
        """Beside the list, instead of one credential, while several are selected."""
        self._above = QVBoxLayout()
        """Where the same stands when there is no room beside the list."""
        self._none = NothingFound(self._everything)
        self._nothing = Scroll(
            EmptyState(
                tr("Here your credentials will be"),
                tr(
                    "Drop files on this window, paste them, or choose them. You see what is in "
                    "them before anything is kept."
                ),
                Button(tr("Import"), self._import, kind="primary", symbol="import"),
            )
        )
        self._build()

    def _build(self) -> None:
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            action = QAction(self.list)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _on=False, step=step: self.shift(step))
            self.list.addAction(action)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(Explained(self.shell, title(tr("Credentials")), "credential"), 1)
        own = Button(tr("Add your own"), self._add_own, symbol="add")
        own.setAccessibleDescription(tr("Add something yourself"))
        brings = Button(tr("Import"), self._import, kind="primary", symbol="import")
        head.addWidget(Flow(own, brings))
        left = QWidget()
        left.setProperty("kind", "clear")
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(GRID)
        down.addWidget(self._count)
        down.addLayout(self._above)
        down.addWidget(self.list, 1)
        down.addWidget(self._none, 1)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(left, 5)
        across.addWidget(self._side, 6)
        across.addWidget(self._several, 6)
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
        made.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(self._menu)
        made.setAccessibleName(tr("Your credentials"))
        made.selectionModel().currentChanged.connect(lambda now, _was: self._chosen(now))
        made.selectionModel().selectionChanged.connect(lambda _new, _old: self._selected())
        made.activated.connect(self._activated)
        made.clicked.connect(self._clicked)
        made.verticalScrollBar().valueChanged.connect(self._scrolled)
        current_theme().changed.connect(made.doItemsLayout)
        return made

    def _selected(self) -> None:
        """The only row that is selected is looked at: assistive technology only selects."""
        self._place()
        model = self.list.selectionModel()
        rows = model.selectedRows()
        if len(rows) == 1 and rows[0] != model.currentIndex():
            model.setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.NoUpdate)

    def _place(self) -> None:
        """One credential beside the list, or what can be done with several; room permitting."""
        wide = self._is_wide()
        place = self._instead if wide else self._above
        if place.indexOf(self.bulk) < 0:
            place.insertWidget(0, self.bulk)
        several = self.bulk.follow()
        self._side.setVisible(wide and not several)
        self._several.setVisible(wide and several)

    def _scrolled(self, value: int) -> None:
        """More rows are asked for before the last one is in sight."""
        bar = self.list.verticalScrollBar()
        if value > bar.maximum() - _AHEAD * bar.pageStep():
            self.model.fetchMore(QModelIndex())

    # --- asking -------------------------------------------------------------------------------

    def opened(self, **what: object) -> None:
        """A search from the top bar, or a filter from elsewhere, or just the list."""
        text = what.get("text")
        self.filters.take(
            text=text if isinstance(text, str) else None,
            filters=what.get("filters"),
            deleted=bool(what.get("deleted", False)),
            sort=what.get("sort"),
        )
        self.filters.learn()
        self.shell.tasks.run(self, lambda session: session.settings(), self._settings)

    def enter(self) -> None:
        """To what was found."""
        self.list.setFocus()

    def refresh(self, changes: object) -> None:
        """Something was kept, deleted or judged anew."""
        if changes is None:
            return
        if only_labels(changes):
            self._quiet = self.detail.credential_id
            self.detail.labels_changed()
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
        self.list.setVisible(found > 0)
        self._none.tell(query, found=found > 0)
        if found == all_ or query.deleted:
            words = ntr("{n} credential", "{n} credentials", found)
        else:
            words = tr("{found} of {all} credentials", found=found, all=all_)
        self._count.setText(words)

    def _everything(self) -> None:
        self.filters.take(text="", filters=(), deleted=False)
        self._ask(self.filters.query())
        self.list.setFocus()

    def _loaded(self) -> None:
        self._place()
        wanted = self.model.place_of(self._wanted or self.detail.credential_id)
        first = wanted if wanted.isValid() else self.model.index(0, 0)
        if first.isValid():
            self.list.setCurrentIndex(first)
            if self._comes_back and self.hasFocus():  # from what was opened in the list
                self.list.setFocus()
            self._comes_back = False
        else:
            self.detail.empty()
        self._quiet = ""

    # --- choosing -----------------------------------------------------------------------------

    def _chosen(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and row.credential_id == self._quiet:
            return  # it stands there already, and something may be being typed on it
        if row is not None and self._is_wide():
            self._wanted = row.credential_id
            self.detail.show_credential(row.credential_id, in_bin=bool(row.deleted_at))

    def chosen(self) -> tuple[str, ...]:
        """Ids of what is selected, in the order of the list."""
        places = sorted(self.list.selectionModel().selectedIndexes(), key=QModelIndex.row)
        rows = (self.model.row_at(one) for one in places)
        return tuple(one.credential_id for one in rows if one is not None)

    def _select_none(self) -> None:
        self.list.setCurrentIndex(self.list.currentIndex())

    def _menu(self, place: QPoint) -> None:
        """What can be done with what is selected; by the menu key too."""
        if not (ids := self.chosen()) or self.filters.query().deleted:
            return
        menu = QMenu(self)
        for words, _symbol, act in actions(self.bulk.ordering):
            menu.addAction(words).triggered.connect(lambda _on=False, act=act: act(ids))
        if self._shelf():
            for words, step in ((tr("Move up"), -1), (tr("Move down"), 1)):
                menu.addAction(words).triggered.connect(
                    lambda _on=False, step=step: self.shift(step)
                )
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _shelf(self) -> str:
        """The one collection that is shown in its own order; empty where none is."""
        query = self.filters.query()
        asked = [value for facet, value in query.filters if facet is Facet.COLLECTION]
        return asked[0] if len(asked) == 1 and query.sort is Sort.PLACED else ""

    def shift(self, step: int) -> None:
        """Moves the current one up (-1) or down (1) in the collection that is shown."""
        shelf, index = self._shelf(), self.list.currentIndex()
        row = self.model.row_at(index)
        beyond = self.model.row_at(self.model.index(index.row() + step, 0))
        if not shelf or row is None or beyond is None:
            return
        self._wanted = moved = row.credential_id
        after = self.model.row_at(self.model.index(index.row() + 2, 0))
        before = beyond if step < 0 else after
        target = None if before is None else before.credential_id
        self.shell.tasks.change(
            self, lambda session: session.labels.arrange(shelf, moved, target)
        )

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.chosen()) == 1:  # with Ctrl or Shift one selects, and does not go away
            self._activated(index)

    def _activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and not self._is_wide():
            self._wanted, self._comes_back = row.credential_id, True
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
        self._place()
        if self._is_wide() and not self.detail.credential_id:
            self._chosen(self.list.currentIndex())


def _ways(shell: Shell) -> tuple[Button, ...]:
    """To the other views of the same credentials, and out of them."""
    ways = (
        ("time_line", tr("Time line"), "clock"),
        ("skills_overview", tr("Skills"), "verified"),
        ("organise", tr("Collections and tags"), "folder"),
        ("own_archive", tr("Copies"), "export"),
    )
    return tuple(
        Button(words, partial(shell.open, key), kind="quiet", symbol=symbol)
        for key, words, symbol in ways
    )
