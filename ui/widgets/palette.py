"""Everything by typing: pages, actions and credentials in one list, without a mouse.

The list is short and in a fixed order: what begins with what was typed, then what holds it,
then credentials, which the vault finds. Enter does what is lit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from ui import tooltips
from ui.icons import icon
from ui.theme import GRID, current_theme
from ui.widgets.text import mark_data, small
from ui.words import line_words, spoken
from wallet.wording import ntr, tr, verdict_title

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell import Shell
    from wallet.session import LibraryRow, Session

_TYPING = 120
"""Milliseconds without a key after which credentials are asked for."""
_FOUND = 12
"""Credentials offered."""
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something that can be done by its name."""

    words: str
    act: Callable[[], object]
    symbol: str = ""
    keys: str = ""
    """Its shortcut, as people read it."""


def plain(text: str) -> str:
    """Without case and accents, for comparing with what is typed."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in apart if not unicodedata.combining(one))


def matching(commands: Iterable[Command], typed: str) -> list[Command]:
    """Those that hold every word typed; those that begin with it first."""
    words = plain(typed).split()
    held = [one for one in commands if all(word in plain(one.words) for word in words)]
    first = [one for one in held if plain(one.words).startswith(plain(typed).strip())]
    return first + [one for one in held if one not in first]


class Palette(QDialog):
    """Opened over the window; closes when something was chosen, or by Escape."""

    def __init__(
        self, shell: Shell, commands: Sequence[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell, self._commands = shell, commands
        self._credentials: tuple[Command, ...] = ()
        self._offered: list[Command] = []
        self.setWindowTitle(tr("Go to"))
        self.setAccessibleName(tr("Go to a page, an action or a credential"))
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("What you look for"))
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = round(18 * current_theme().scale)
        self.list.setIconSize(QSize(side, side))
        self.list.setWordWrap(True)
        mark_data(self.list)
        self._told = small("")
        down = QVBoxLayout(self)
        down.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        down.setSpacing(GRID)
        asked = small(tr("Type the name of a page, an action or a credential"))
        for one in (asked, self.field, self.list, self._told):
            down.addWidget(one)
        scale = current_theme().scale
        self.resize(round(min(620 * scale, 820)), round(min(420 * scale, 520)))
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self._ask)
        self.field.textChanged.connect(self._changed)
        self.field.returnPressed.connect(self.choose)
        self.list.itemClicked.connect(lambda _item: self.choose())
        self.list.currentRowChanged.connect(self._say)
        self._fill()

    # --- looking ------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._credentials = ()
        self._fill()
        self._typed.start()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if not text or not self._shell.tasks.is_unlocked:
            return

        def ask(session: Session) -> tuple[tuple[LibraryRow, ...], tuple[str, ...]]:
            from wallet.session import LibraryQuery  # noqa: PLC0415 - on the vault thread

            found = session.page(LibraryQuery(text=text), size=_FOUND).rows
            return found, session.settings().languages

        self._shell.tasks.run(self, ask, lambda found: self._arrived(text, *found))

    def _arrived(
        self, text: str, rows: tuple[LibraryRow, ...], languages: tuple[str, ...]
    ) -> None:
        if text != self.field.text().strip():
            return  # more was typed meanwhile
        self._credentials = tuple(self._credential(one, languages) for one in rows)
        self._fill(keep=self.list.currentRow())

    def _credential(self, row: LibraryRow, languages: tuple[str, ...]) -> Command:
        title = spoken(row.titles, languages) or tr("Without a title")
        issuer = row.issuer_listed[0] if row.issuer_listed else ""
        return Command(
            words=line_words(title, verdict_title(row.verdict), issuer),
            act=lambda: self._shell.open("credential", id=row.credential_id),
            symbol=row.verdict.value,
        )

    def _everywhere(self) -> list[Command]:
        """The whole search, for what is not among the first found."""
        text = self.field.text().strip()
        if not text or not self._shell.tasks.is_unlocked:
            return []
        words = tr("Search all credentials for “{text}”", text=text)
        return [
            Command(
                words=words,
                act=lambda: self._shell.open("credentials", text=text),
                symbol="search",
            )
        ]

    def _fill(self, *, keep: int = 0) -> None:
        found = matching(self._commands, self.field.text())
        self._offered = [*found, *self._credentials, *self._everywhere()]
        self.list.clear()
        colours = current_theme().colours
        for one in self._offered:
            words = f"{one.words}  ({one.keys})" if one.keys else one.words
            item = QListWidgetItem(words)
            item.setToolTip(tooltips.plain(words))
            if one.symbol:
                item.setIcon(icon(one.symbol, colours.text))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(keep, 0), len(self._offered) - 1))
        told = ntr("{n} found", "{n} found", len(self._offered))
        self._told.setText(told if self._offered else tr("Nothing of that name."))

    def _say(self, row: int) -> None:
        """What is lit is read out, though the focus stays where one types."""
        if row >= 0 and self.isVisible():
            event = QAccessibleAnnouncementEvent(self.field, self.list.item(row).text())
            QAccessible.updateAccessibility(event)

    # --- choosing -----------------------------------------------------------------------------

    def choose(self) -> None:
        """Does what is lit."""
        row = self.list.currentRow()
        if 0 <= row < len(self._offered):
            chosen = self._offered[row]
            self.accept()
            chosen.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while one types."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
