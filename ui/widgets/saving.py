"""Asking where a file goes, and writing it there."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.files import save_bytes
from ui.shell import Shell
from wallet.wording import tr


def save_as(owner: QWidget, shell: Shell, name: str, data: bytes) -> None:
    """Asks where, and writes it there."""
    chosen, _ = QFileDialog.getSaveFileName(owner, tr("Save"), name)
    if chosen:
        shell.tasks.run_desk(
            owner,
            lambda _job: save_bytes(chosen, data),
            lambda _done: shell.say(tr("Saved.")),
        )
