"""One window for each wallet: a second start raises the first.

A lock file tells who is first, which costs nothing; only then a local socket, in a folder that
only this person may enter, is listened on (first) or called (second).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT = 2000
"""Milliseconds to wait for a first window to answer."""


class SingleWindow(QObject):
    """Claims the place of the first, or raises who has it."""

    raised = Signal()

    def __init__(self, wallet: Path) -> None:
        super().__init__()
        digest = _digest(str(wallet.absolute()))
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.RuntimeLocation)
        # Without a runtime folder (Windows) the socket is a pipe, named after the person by Qt.
        self._name = f"{folder}/tessera-{digest}" if folder else f"tessera-{digest}"
        self._lock = QLockFile(f"{folder or QDir.tempPath()}/tessera-{digest}.lock")
        self._lock.setStaleLockTime(0)  # only a lock whose process is gone may be taken over
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True if we are the first; else the first window was asked to come forward.

        A first window that does not answer does not keep us from opening: the wallet itself
        has a lock of its own.
        """
        return self._lock.tryLock(0) or not self._call()

    def listen(self) -> None:
        """Hears from now on when somebody starts us again."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the window is up

        if not self._lock.isLocked():
            return
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left by a crash: the lock says nobody has it
        server.listen(self._name)
        server.newConnection.connect(self._called)
        self._server = server

    def release(self) -> None:
        """Gives the place free."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _call(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - for a second start only

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(_WAIT)
        socket.disconnectFromServer()
        return answered

    def _called(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        self.raised.emit()


def _digest(text: str) -> str:
    """A short name for a path. By Qt, which is loaded, not by a second library of hashes."""
    whole = QCryptographicHash.hash(text.encode(), QCryptographicHash.Algorithm.Sha256)
    return bytes(whole.data()).hex()[:16]
