"""What we put on the clipboard is ours to take away again (at lock and at the end)."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard

_MANAGER_HINT = "x-kde-passwordManagerHint"
"""Clipboard managers that know it do not keep what is marked so."""


class Clipboard(QObject):
    """Copies texts, remembers that it did, and clears only what is still its own."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._ours: str | None = None

    def copy(self, text: str) -> None:
        """Puts a text of the wallet on the clipboard, marked as secret."""
        data = QMimeData()
        data.setText(text)
        data.setData(_MANAGER_HINT, b"secret")
        self._clipboard.setMimeData(data)
        self._ours = text

    def clear(self) -> None:
        """Takes our text away, unless something else was copied since."""
        if self._ours is not None and self._clipboard.text() == self._ours:
            self._clipboard.clear()
        self._ours = None

    def mime(self) -> QMimeData:
        """What the person has copied, for pasting into the wallet."""
        return self._clipboard.mimeData()
