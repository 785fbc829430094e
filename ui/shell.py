"""What a page may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, Signal

from ui.clipboard import Clipboard
from ui.preferences import Preferences
from ui.task import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from wallet.session import Session

Item: TypeAlias = Path | tuple[str, bytes]
"""A file or folder, or something pasted with the name it shall go by."""


class Examples(NamedTuple):
    """A wallet to look around in; only where sample credentials are at hand."""

    make: Callable[[], Session]
    """Runs on the vault thread; makes and fills a throw-away wallet."""


class Shell(QObject):
    """Services of the window; made once by ``ui.app``."""

    asked = Signal(str, object)
    """Open a page: (key, what)."""
    said = Signal(str)
    """A sentence for the person, shown for a while and read out."""
    language_changed = Signal()
    advises_changed = Signal()
    """The page of advisors was put into the side bar, or taken out."""
    quiet_changed = Signal()
    """The idle time after which to lock may have changed."""

    def __init__(
        self,
        *,
        tasks: Tasks,
        theme: Theme,
        preferences: Preferences,
        clipboard: Clipboard,
        examples: Examples | None = None,
    ) -> None:
        super().__init__()
        self.tasks = tasks
        self.theme = theme
        self.preferences = preferences
        self.clipboard = clipboard
        self.examples = examples
        self.is_starting = True
        """Nothing was unlocked or tried yet: only now may a keyring open the wallet."""
        self.hears: set[str] = set()
        """At what else the wallet locks: ``sleep``, ``switch``, ``screen``."""

    def open(self, key: str, **what: object) -> None:
        """Shows a page and hands it what it is to show."""
        self.asked.emit(key, what)

    def say(self, sentence: str) -> None:
        """Tells the person that something is done."""
        self.said.emit(sentence)

    def bring_in(self, items: Sequence[Item]) -> None:
        """Opens the import review over files, folders or pasted bytes."""
        self.open("import_review", items=tuple(items))
