"""What came to the wrong page: a list of issuers, or keys, that belongs on the page Trust."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.files import FileSet
from ui.shell import Item, Shell
from ui.widgets.buttons import Button
from ui.widgets.notes import Note
from wallet.errors import WalletError
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.check_desk import CheckDesk

_MOST = 50
"""Files that are looked into once more; a folder of evidence has fewer."""


class ForTrust(Note):
    """Hidden until such files were found; nothing is trusted before it is asked there."""

    def __init__(self, shell: Shell, make_desk: Callable[[], CheckDesk]) -> None:
        super().__init__("", "accent")
        self._shell = shell
        self._make_desk = make_desk
        self._items: tuple[Item, ...] = ()
        self._instead: tuple[QWidget, ...] = ()
        self.go = Button(tr("Open Trust"), self._open, kind="primary", symbol="trust")
        self.add(self.go)

    def look(self, items: Sequence[Item], *instead: QWidget) -> None:
        """Whether any of these files, none of which is a credential, is something to trust.

        Args:
            items: which files.
            instead: what is hidden where all of them are, for it says no more than that.
        """
        self.tell("")
        self._items, self._instead, make = tuple(items), instead, self._make_desk

        def offered(_job: object) -> tuple[bool, bool]:
            files = FileSet(items)
            if not 0 < len(files) <= _MOST:
                return False, False
            try:
                offer = make().offer_trust("", files)
            except WalletError:
                return False, False
            return bool(offer.items), not offer.refused

        self._shell.tasks.run_desk(self, offered, lambda found: self._show(*found))

    def offer(self, items: Sequence[Item]) -> None:
        """Leads there with these, which are known to be such and came among credentials."""
        self._items, self._instead = tuple(items), ()
        self.tell(
            ntr(
                "{n} file is no credential: it belongs on the page Trust.",
                "{n} files are no credentials: they belong on the page Trust.",
                len(items),
            )
            if items
            else ""
        )

    def _show(self, some: bool, every: bool) -> None:  # noqa: FBT001 - what the desk answered
        for one in self._instead:
            one.setHidden(some and every)
        if some:
            self.tell(
                tr(
                    "This says who issuers are or how they sign: it is no credential. It "
                    "belongs on the page Trust."
                )
            )

    def _open(self) -> None:
        self._shell.open("trust", items=self._items)
