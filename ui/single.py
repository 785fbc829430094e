"""One window for each wallet: a second start raises the first.

A local socket in a folder that only this person may enter, named after the wallet.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT = 500
"""Milliseconds to wait for a first window."""


class SingleWindow(QObject):
    """Claims the place of the first, or raises who has it."""

    raised = Signal()

    def __init__(self, wallet: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(wallet.resolve()).encode()).hexdigest()[:16]
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.RuntimeLocation)
        # Windows' named pipes have no folder; they are named after the person by Qt's option.
        self._name = f"{folder}/tessera-{digest}" if folder else f"tessera-{digest}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True if we are the first; else the first window was asked to come forward."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT):
            socket.disconnectFromServer()
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            # Left over from a crash: nobody answered above, so it may go.
            QLocalServer.removeServer(self._name)
            server.listen(self._name)
        server.newConnection.connect(self._called)
        self._server = server
        return True

    def _called(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        self.raised.emit()

    def release(self) -> None:
        """Gives the place free."""
        if self._server is not None:
            self._server.close()
            self._server = None
