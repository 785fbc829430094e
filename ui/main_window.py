"""The window: side bar, search, lock, pages, status. Navigation only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.files import holds_agreement
from ui.look_again import look_again
from ui.pages import entry
from ui.shell import Item, Shell
from ui.side_bar import ENTRIES, SideBar
from ui.status_bar import StatusBar
from ui.theme import GRID
from ui.widgets.buttons import IconButton
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from ui.page import Page

_WIDE = 1100
"""Pixels from which the side bar shows names."""
_TYPING = 200
"""Milliseconds without a key after which a search starts."""


class MainWindow(QMainWindow):
    """Shows one page at a time; forgets all that need the wallet when it is locked."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._pages: dict[str, Page] = {}
        self._key = ""
        self._stays = False
        self._is_built = False
        self._wanted: tuple[str, dict[str, object]] | None = None
        self.setWindowTitle("Tessera")
        self.setMinimumSize(900, 600)
        self.resize(1240, 800)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_lock_state()
        self._show_advisor()
        self._stack.setFocus()  # else a button of the side bar is lit until the page comes
        self._is_built = True

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._side = SideBar(self._from_side_bar)
        self._stack = QStackedWidget()
        self.status = StatusBar(self._shell.tasks)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._top_bar())
        right.addWidget(self._stack, 1)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._side)
        across.addLayout(right, 1)
        centre = QWidget()
        centre.setProperty("kind", "page")
        down = QVBoxLayout(centre)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        down.addWidget(self.status)
        self.setCentralWidget(centre)

    def _top_bar(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search your credentials (Ctrl+F)"))
        self.search.setAccessibleName(tr("Search your credentials"))
        self.search.setMaximumWidth(560)
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self._search)
        self.search.textEdited.connect(lambda _text: self._typed.start())
        self.search.returnPressed.connect(self._search)
        tasks = self._shell.tasks
        self._lock = IconButton(
            "lock", tr("Lock the wallet (Ctrl+L)"), tasks.lock, kind="quiet"
        )
        self._help = IconButton(
            "help", tr("Help (F1)"), lambda: self.show_page("help"), kind="quiet"
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(3 * GRID, GRID + 4, 2 * GRID, GRID // 2)
        bar.setSpacing(GRID)
        bar.addWidget(self.search, 10)
        bar.addStretch(1)
        bar.addWidget(self._lock)
        bar.addWidget(self._help)
        return bar

    def _connect(self) -> None:
        tasks = self._shell.tasks
        self._shell.asked.connect(lambda key, what: self.show_page(key, **what))
        self._shell.said.connect(self._say)
        self._shell.advises_changed.connect(self._show_advisor)
        tasks.unlocked.connect(self._unlocked)
        tasks.locked.connect(self._locked)
        tasks.changed.connect(self._refresh)
        tasks.unhandled.connect(self._unhandled)

    def _furnish(self) -> None:
        """What a person needs first when there is a page; the frame is up without."""
        self.search.setClearButtonEnabled(True)
        self._shortcuts()

    def _shortcuts(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - see _furnish

        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self._show_palette,
            "Ctrl+F": self._to_search,
            "Ctrl+L": self._shell.tasks.lock,
            "Ctrl+O": self._choose_files,
            "F1": lambda: self.show_page("help"),
        }
        for number, one in enumerate(ENTRIES, start=1):
            keys[f"Ctrl+{number}"] = partial(self.show_page, one.key)
        for sequence, action in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(action)
        for sequence, action in {"Esc": self._end_search, "Down": self._to_found}.items():
            here = QShortcut(QKeySequence(sequence), self.search)
            here.setContext(Qt.ShortcutContext.WidgetShortcut)
            here.activated.connect(action)
        # A field that has the focus takes Ctrl+V itself; this is for everywhere else.
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self._paste)

    # --- pages -----------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """Key of the page on screen."""
        return self._key

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        return self._pages.get(self._key)

    def show_page(self, key: str, **what: object) -> None:
        """Shows a page; one that needs the wallet waits behind the unlock page."""
        if not self._pages and not self._key:
            self._furnish()
        wanted = entry(key)
        if wanted.needs_wallet and not self._shell.tasks.is_unlocked:
            self._wanted = (key, what)
            wanted, what = entry("unlock"), {}
        page = self._pages.get(wanted.key)
        if page is None:
            page = wanted.make(self._shell)
            page.setAccessibleName(wanted.title())
            self._pages[wanted.key] = page
            self._stack.addWidget(page)
        self._key = wanted.key
        self._stack.setCurrentWidget(page)
        self._side.light(wanted.beneath or wanted.key)
        if not self._stays:
            page.setFocus(Qt.FocusReason.OtherFocusReason)  # Tab goes on inside the page
        page.opened(**what)

    def _from_side_bar(self, key: str) -> None:
        self._stays = True  # whoever goes through the side bar by keyboard stays in it
        self.show_page(key)
        self._stays = False

    def take(self, items: Sequence[Item]) -> None:
        """Files came in: the page on screen has the first word, else they are reviewed."""
        if not items:
            return
        page = self.page
        if page is not None and page.take(items):
            return
        if self._shell.tasks.is_unlocked and holds_agreement(items):
            self._shell.open("agreements", items=tuple(items))
            return
        self._shell.bring_in(items)

    def _choose_files(self) -> None:
        from ui.widgets.drop import choose_files  # noqa: PLC0415 - not for the frame

        self.take(choose_files(self))

    def _paste(self) -> None:
        self.take(_items(self._shell.clipboard.mime()))

    def forget(self, *, wallet_only: bool) -> None:
        """Destroys pages and with them what they show."""
        for key in [key for key in self._pages if not wallet_only or entry(key).needs_wallet]:
            page = self._pages.pop(key)
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _unlocked(self) -> None:
        self._show_lock_state()
        self.status.ask_evidence()
        look_again(self, self._shell.tasks)
        key, what = self._wanted or ("home", {})
        self._wanted = None
        self.show_page(key, **what)

    def _locked(self) -> None:
        self._shell.clipboard.clear()
        self.search.setText("")  # cleared, it could be undone
        was_hidden = entry(self._key).needs_wallet
        self.forget(wallet_only=True)
        self._show_lock_state()
        self.status.stand(tr("Locked. Nothing leaves this computer unless you send it."))
        if was_hidden:
            self.show_page("unlock")
        for page in tuple(self._pages.values()):
            page.refresh(None)

    def _show_lock_state(self) -> None:
        is_open = self._shell.tasks.is_unlocked
        self._side.show_locked(locked=not is_open)
        self._lock.setEnabled(is_open)
        self.search.setEnabled(is_open)

    def _show_advisor(self) -> None:
        self._side.show_chosen("advisor", shown=self._shell.preferences.advises)

    def _refresh(self, changes: object) -> None:
        if "evidence" in getattr(changes, "areas", ()):
            self.status.ask_evidence()
        for page in tuple(self._pages.values()):
            page.refresh(changes)

    # --- words -----------------------------------------------------------------------------

    def _say(self, sentence: str) -> None:
        self.status.say(sentence)
        # Loaded when first needed: its enums take as long as the rest of the window's start.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _unhandled(self, problem: WalletError) -> None:
        words = wording.error(problem.code, problem.facts)
        self._say(words.text)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show_palette(self) -> None:
        from ui.commands import commands  # noqa: PLC0415 - not for the frame
        from ui.widgets.palette import Palette  # noqa: PLC0415

        offered = commands(self._shell, self._choose_files, self._to_search)
        self.palette_shown = Palette(self._shell, offered, self)
        self.palette_shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell.tasks.locked.connect(self.palette_shown.reject)
        self.palette_shown.open()

    def _search(self) -> None:
        self._typed.stop()
        if self._shell.tasks.is_unlocked:
            self._stays = True  # whoever searches goes on typing
            self._shell.open("credentials", text=self.search.text().strip())
            self._stays = False

    def _end_search(self) -> None:
        """What was typed goes, and with it what it left out."""
        if self.search.text():
            self.search.clear()
            self._search()

    def _to_found(self) -> None:
        if self.page is not None:
            self.page.enter()

    # --- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows have a narrow side bar."""
        super().resizeEvent(event)
        self._side.show_narrow(narrow=self.width() < _WIDE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Credentials may be dropped anywhere."""
        if _items(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes what was dropped."""
        event.acceptProposedAction()
        self.take(_items(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers its size; the application locks the wallet as it ends."""
        self._shell.preferences.geometry = self.saveGeometry()
        self._shell.clipboard.clear()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """After a change of text size: the side bar is as wide as its names."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._is_built:
            self._side.show_narrow(narrow=self.width() < _WIDE)


def _items(mime: QMimeData) -> tuple[Item, ...]:
    from ui.widgets.drop import items_in  # noqa: PLC0415 - not for the frame

    return items_in(mime)
