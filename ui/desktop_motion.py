"""Whether the desktop asks for less motion: its settings portal tells it over D-Bus.

The portal is there on most Linux desktops; ``reduced-motion`` is its newer word for it, and
what GNOME calls it the older one. Elsewhere, and where nobody answers, our own setting says.

Rules
-----
1. Nothing waits for an answer: a bus that is slow or silent costs nothing.
2. What cannot be read is no wish.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_PORTAL, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_ASKED = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
)
"""Where it stands, and what means less motion."""


class DesktopMotion(QObject):
    """Calls ``less`` where the desktop asks for less motion."""

    def __init__(self, less: Callable[[], object], bus: QDBusConnection | None) -> None:
        super().__init__()
        self._less = less
        self.waiting = 0
        """Questions that are not answered yet."""
        if bus is not None and bus.isConnected():
            for space, name, wanted in _ASKED:
                ask = QDBusMessage.createMethodCall(_PORTAL, _PATH, _SETTINGS, "Read")
                ask.setArguments([space, name])
                asked = QDBusPendingCallWatcher(bus.asyncCall(ask), self)
                asked.finished.connect(partial(self._answered, asked, wanted))
                self.waiting += 1

    def _answered(self, asked: QDBusPendingCallWatcher, wanted: object) -> None:
        self.waiting -= 1
        told = asked.reply().arguments()
        if not asked.isError() and told:
            value = _plain(told[0])
            if type(value) is type(wanted) and value == wanted:
                self._less()
        asked.deleteLater()


def _plain(told: Any) -> object:
    """What lies in one variant or in several around each other."""
    while hasattr(told, "variant"):
        told = told.variant()
    return told
