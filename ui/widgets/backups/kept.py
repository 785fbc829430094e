"""One backup in the list: of when, where, what to know about it, and what one can do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.text import Label, breakable, small
from ui.words import line_words, moment_words
from wallet.wording import tr
from wallet.wording.sizes import size as file_size

if TYPE_CHECKING:
    from wallet.session.backups import KeptBackup


class BackupRow(QWidget):
    """``try_out`` is handed the file."""

    def __init__(
        self, shell: Shell, kept: KeptBackup, try_out: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self._shell = shell
        self._kept = kept
        self._is_asked = False
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        when = moment_words(kept.made_at)
        inside.addWidget(Label(when, "strong"))
        inside.addWidget(small(_said(kept)))
        inside.addWidget(small(breakable(str(kept.path)), data=True))
        if kept.may_hold_erased:
            words = tr("Something that you erased may still be in it.")
            inside.addWidget(Label(words, "small", tone="not_valid"))
        self._delete = Button(tr("Delete"), self._ask, kind="quiet", symbol="bin")
        self._delete.setAccessibleName(tr("Delete the backup of {day}", day=when))
        buttons = Flow(self._delete)
        if kept.is_there:
            trying = Button(tr("Try it out"), lambda: try_out(kept.path), symbol="check")
            trying.setAccessibleName(tr("Try out the backup of {day}", day=when))
            buttons = Flow(trying, self._delete)
        inside.addWidget(buttons)

    def _ask(self) -> None:
        """Asks once more before a backup is gone."""
        if not self._is_asked:
            self._is_asked = True
            self._delete.setText(tr("Delete it for good"))
            self._delete.setProperty("kind", "danger")
            self._delete.style().unpolish(self._delete)
            self._delete.style().polish(self._delete)
            return
        backup_id = self._kept.id
        self._shell.tasks.change(self, lambda session: session.backups.forget(backup_id))


def _said(kept: KeptBackup) -> str:
    size = file_size(kept.size)
    how = tr("made by itself") if kept.automatic else tr("made by you")
    if not kept.is_there:
        return line_words(size, how, tr("the file is not there now"))
    if kept.tried_at is None:
        return line_words(size, how, tr("never tried out"))
    return line_words(size, how, tr("tried out {day}", day=moment_words(kept.tried_at)))
