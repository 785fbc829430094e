"""What we put on the clipboard is ours to take away: after seconds, at lock and at the end.

Texts that the person copies out of a field with the keyboard are ours as well: they are marked
and taken away like those of a button. Where what is marked with the mouse can be put in with
its middle button, that is taken away with them.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

SECONDS = 10
"""How long a text of ours stays; as KeePassXC has it."""
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""Clipboard managers and systems that know them do not keep what is marked so."""
_MARK = "x-kde-passwordManagerHint"


class Clipboard(QObject):
    """Copies texts, remembers that it did, and clears only what is still its own."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._ours: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        self._looks = True
        clipboard.dataChanged.connect(self._changed)

    def copy(self, text: str) -> None:
        """Puts a text of the wallet on the clipboard, marked as secret, for a while."""
        data = QMimeData()
        data.setText(text)
        for name, value in _MARKS.items():
            data.setData(name, QByteArray(value))
        self._ours = text
        self._clipboard.setMimeData(data)
        self._timer.start()

    def clear(self) -> None:
        """Takes our text away, unless something else was copied since."""
        self._timer.stop()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
        if self._ours is not None and self._clipboard.text() == self._ours:
            self._clipboard.clear()
        self._ours = None

    def close(self) -> None:
        """Takes our text away and looks no more. Harmless when repeated."""
        if self._looks:
            self._looks = False
            self._clipboard.dataChanged.disconnect(self._changed)
        self.clear()

    def mime(self) -> QMimeData:
        """What the person has copied, for pasting into the wallet."""
        return self._clipboard.mimeData()

    def _changed(self) -> None:
        """Copied by hand out of one of our fields: it is marked like the rest."""
        if not self._clipboard.ownsClipboard():
            return
        data = self._clipboard.mimeData()
        if data.hasText() and data.text() and not data.hasFormat(_MARK):
            self.copy(data.text())
