"""Kept pathways that are not read any more: why, and a way to remove them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, empty
from ui.widgets.notes import Note
from ui.widgets.text import small
from wallet import wording
from wallet.session.unread import pathways
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session.unread import Unread


class UnreadPathways(QWidget):
    """One note each; nothing where everything is read."""

    def __init__(self, shell: Shell, removes: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell, self._removes = shell, removes
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def look(self) -> None:
        """In place of what was told before."""
        self._shell.tasks.run(self, pathways, self._tell)

    def _tell(self, found: Sequence[Unread]) -> None:
        empty(self._down)
        for one in found:
            note = Note(wording.error(one.error.code, one.error.facts).meaning, "not_valid")
            note.add(small(one.id, data=True))
            note.add(Flow(Button(tr("Remove it"), partial(self._removes, one.id))))
            self._down.addWidget(note)
        self.setVisible(bool(found))
