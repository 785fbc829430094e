"""A desktop that asks for less motion is listened to, until the person says otherwise."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusVariant
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import WAIT, Open
from ui.desktop_motion import DesktopMotion
from ui.preferences import Preferences

PORTAL, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"


def wrapped(value: object) -> QDBusVariant:
    around = QDBusVariant()
    around.setVariant(value)
    return around


@ClassInfo(**{"D-Bus Interface": "org.freedesktop.portal.Settings"})
class Portal(QObject):
    """What a desktop answers; a real one wraps its answer twice."""

    def __init__(self) -> None:
        super().__init__()
        self.says: dict[str, object] = {}
        self.asked: list[str] = []

    @Slot(str, str, result="QDBusVariant")
    def Read(self, _space: str, name: str) -> QDBusVariant:  # noqa: N802 - its name
        self.asked.append(name)
        return wrapped(wrapped(self.says.get(name, "")))


@pytest.fixture
def portal(qapp: QApplication) -> Iterator[tuple[Portal, QDBusConnection]]:  # noqa: ARG001 - Qt runs
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("needs dbus-daemon")
    command = [daemon, "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        bus = QDBusConnection.connectToBus(address, "desktop")
        made = Portal()
        assert bus.registerService(PORTAL)
        everything = QDBusConnection.RegisterOption.ExportAllContents
        assert bus.registerObject(PATH, made, everything)
        yield made, QDBusConnection.connectToBus(address, "window")
        bus.unregisterObject(PATH)
        delete(made)  # before the bus: its own thread would look at what is going away
        for name in ("desktop", "window"):
            QDBusConnection.disconnectFromBus(name)
        process.terminate()


def test_it_is_asked_for_in_the_words_of_either_desktop(
    portal: tuple[Portal, QDBusConnection], qtbot: QtBot
) -> None:
    desktop, bus = portal
    for says, wanted in (
        ({"reduced-motion": 1, "enable-animations": True}, 1),
        ({"enable-animations": False}, 1),
        ({"reduced-motion": 0, "enable-animations": True}, 0),
        ({"reduced-motion": True, "enable-animations": 0}, 0),  # another type is no answer
        ({}, 0),
    ):
        desktop.says, desktop.asked = dict(says), []
        heard: list[str] = []
        watch = DesktopMotion(lambda heard=heard: heard.append("less"), bus)
        qtbot.waitUntil(lambda: len(desktop.asked) == 2, timeout=WAIT)
        qtbot.waitUntil(lambda watch=watch: not watch.waiting, timeout=WAIT)
        assert len(heard) == wanted, says


def test_without_a_bus_nothing_is_asked() -> None:
    assert not DesktopMotion(pytest.fail, None).waiting


def test_what_the_person_chose_stands(start: Open, tmp_path: Path) -> None:
    tessera = start()
    assert not tessera.theme.still
    tessera._less_motion()
    assert tessera.theme.still
    tessera.preferences.still = tessera.theme.still = False
    tessera._less_motion()
    assert not tessera.theme.still
    again = Preferences(tessera.preferences.file)
    assert (again.still, Preferences(tmp_path / "fresh.ini").still) == (False, None)
