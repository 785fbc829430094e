"""One window for each wallet: a second start raises the first.

A lock file tells who is first, which costs nothing; only then a local socket, in a folder that
only this person may enter, is listened on (first) or called (second).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_MOST = 1024 * 1024
"""Bytes of a call."""

_WAIT = 2000
"""Milliseconds to wait for a first window to answer."""


class SingleWindow(QObject):
    """Claims the place of the first, or raises who has it."""

    raised = Signal(list)
    """With the files that the second start was given (``Path``)."""

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

    def claim(self, files: Sequence[Path] = ()) -> bool:
        """True if we are the first; else the first window was asked to come forward.

        It is told of ``files``, which it then opens.

        A first window that does not answer does not keep us from opening: the wallet itself
        has a lock of its own.
        """
        return self._lock.tryLock(0) or not self._call(files)

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

    def _call(self, files: Sequence[Path]) -> bool:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - for a second start only

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(_WAIT)
        if answered and files:
            socket.write(json.dumps([str(one) for one in files]).encode())
            socket.waitForBytesWritten(_WAIT)
        socket.disconnectFromServer()
        return answered

    def _called(self) -> None:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - it has been loaded

        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            if caller.state() != QLocalSocket.LocalSocketState.UnconnectedState:
                caller.waitForDisconnected(_WAIT)  # it says all at once, and goes
            said = bytes(caller.readAll().data())
            caller.deleteLater()
            self.raised.emit(_files(said))


def _files(said: bytes) -> list[Path]:
    """What a second start was given. Only this person's programs can call."""
    try:
        listed = json.loads(said[:_MOST] or b"[]")
    except ValueError:
        return []
    files = listed if isinstance(listed, list) else []
    return [Path(one) for one in files if isinstance(one, str)]


def _digest(text: str) -> str:
    """A short name for a path. By Qt, which is loaded, not by a second library of hashes."""
    whole = QCryptographicHash.hash(text.encode(), QCryptographicHash.Algorithm.Sha256)
    return bytes(whole.data()).hex()[:16]
