"""Locks the wallet when the person goes away: screen locked, sleep, another user in front.

On Linux logind and the desktop's screen saver tell it over D-Bus. Elsewhere, and where neither
is there, ``reaches`` is empty and the window says so; the idle time still locks.

Rules
-----
1. Only what is told about this very session of the desktop counts, or about the whole computer.
2. Nothing waits for an answer: a bus that is slow or silent costs nothing.
3. Sleep is told before it comes, and the lock is closed then. A computer that sleeps at once
   all the same locks when it wakes, before anything else.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_LOGIN = "org.freedesktop.login1"
_MANAGER, _MANAGER_PATH = f"{_LOGIN}.Manager", "/org/freedesktop/login1"
_SESSION = f"{_LOGIN}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_SYSTEM_SOCKET = Path("/run/dbus/system_bus_socket")


class SessionWatch(QObject):
    """Calls ``lock``; ``reaches`` names what it hears of."""

    def __init__(
        self,
        lock: Callable[[], object],
        system: QDBusConnection | None,
        session: QDBusConnection | None,
    ) -> None:
        super().__init__()
        self._lock = lock
        self._system = system
        self._path = ""
        self.reaches: set[str] = set()
        """Of ``sleep``, ``switch`` and ``screen``."""
        if session is not None and session.isConnected():
            for name in _SAVERS:
                if session.connect("", "", name, "ActiveChanged", self, _slot("_saver(bool)")):
                    self.reaches.add("screen")
        if system is not None and system.isConnected():
            self._watch_login(system)

    def _watch_login(self, bus: QDBusConnection) -> None:
        if bus.connect(
            _LOGIN, _MANAGER_PATH, _MANAGER, "PrepareForSleep", self, _slot("_sleeps(bool)")
        ):
            self.reaches.add("sleep")
        ask = QDBusMessage.createMethodCall(_LOGIN, _MANAGER_PATH, _MANAGER, "GetSession")
        ask.setArguments([os.environ.get("XDG_SESSION_ID") or "auto"])
        self._asked = QDBusPendingCallWatcher(bus.asyncCall(ask), self)
        self._asked.finished.connect(self._own_session)

    def _own_session(self, asked: QDBusPendingCallWatcher) -> None:
        answer = asked.reply()
        told = answer.arguments()
        if answer.type() is not QDBusMessage.MessageType.ReplyMessage or not told:
            return
        self.watch_session(_path(told[0]))

    def watch_session(self, path: str) -> None:
        """This is the desktop's session that the window stands in."""
        bus, self._path = self._system, path
        if bus is None:
            return
        locked = bus.connect(_LOGIN, path, _SESSION, "Lock", self, _slot("_told()"))
        changed = bus.connect(
            _LOGIN,
            path,
            _PROPERTIES,
            "PropertiesChanged",
            self,
            _slot("_changed()"),
        )
        if locked and changed:
            self.reaches |= {"screen", "switch"}

    @Slot(bool)
    def _saver(self, is_active: bool) -> None:  # noqa: FBT001 - a signal of the desktop
        if is_active:
            self._lock()

    @Slot(bool)
    def _sleeps(self, begins: bool) -> None:  # noqa: FBT001 - a signal of the system
        if begins:
            self._lock()

    @Slot()
    def _told(self) -> None:
        self._lock()

    @Slot()
    def _changed(self) -> None:
        """Something about our session is another: ask what, as its words are hard to read."""
        bus = self._system
        if bus is None:
            return
        for name, away in (("Active", False), ("LockedHint", True)):
            ask = QDBusMessage.createMethodCall(_LOGIN, self._path, _PROPERTIES, "Get")
            ask.setArguments([_SESSION, name])
            asked = QDBusPendingCallWatcher(bus.asyncCall(ask), self)
            asked.finished.connect(partial(self._answered, asked, away))

    def _answered(self, asked: QDBusPendingCallWatcher, away: bool) -> None:  # noqa: FBT001 - bound
        told = asked.reply().arguments()
        if not asked.isError() and told and _plain(told[0]) is away:
            self._lock()
        asked.deleteLater()


def watching(lock: Callable[[], object]) -> SessionWatch:
    """A watch over the buses that are there; none is started for it."""
    system = None
    if "DBUS_SYSTEM_BUS_ADDRESS" in os.environ or _SYSTEM_SOCKET.exists():
        system = QDBusConnection.systemBus()
    return SessionWatch(lock, system, session_bus())


def session_bus() -> QDBusConnection | None:
    """The desktop's own bus, where it is there; none is started for it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    has_session_bus = runtime is not None and Path(runtime, "bus").exists()
    if "DBUS_SESSION_BUS_ADDRESS" in os.environ or has_session_bus:
        return QDBusConnection.sessionBus()
    return None


def _slot(signature: str) -> Any:
    """PySide says that it wants bytes here, and refuses them."""
    return SLOT(signature)


def _plain(told: Any) -> object:
    return told.variant() if hasattr(told, "variant") else told


def _path(told: Any) -> str:
    return told if isinstance(told, str) else str(told.path())
