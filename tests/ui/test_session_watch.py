"""The wallet locks when the screen does, before sleep, and when another user comes in front."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import ClassInfo, Property, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import WAIT
from ui.session_watch import SessionWatch

LOGIN = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
NOT = False
OURS, THEIRS = f"{PATH}/session/_32", f"{PATH}/session/_33"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A bus of this test's own."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("needs dbus-daemon")
    command = [daemon, "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
        bus.terminate()


@ClassInfo(**{"D-Bus Interface": f"{LOGIN}.Session"})
class DesktopSession(QObject):
    """What logind says of a session."""

    is_active = True

    def _is_active(self) -> bool:
        return self.is_active

    Active = Property(bool, _is_active)


class Bus:
    """Somebody who plays logind and the screen saver."""

    def __init__(self, address: str) -> None:
        self.bus = QDBusConnection.connectToBus(address, "player")
        assert self.bus.registerService(LOGIN)
        self.ours = DesktopSession()
        everything = QDBusConnection.RegisterOption.ExportAllContents
        assert self.bus.registerObject(OURS, self.ours, everything)

    def say(self, path: str, interface: str, name: str, *what: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(what))
        assert self.bus.send(message)


@pytest.fixture
def player(address: str, qapp: QApplication) -> Iterator[Bus]:  # noqa: ARG001 - Qt runs
    made = Bus(address)
    yield made
    made.bus.unregisterObject(OURS)
    made.bus.unregisterService(LOGIN)
    delete(made.ours)  # before the bus: its own thread would look at what is going away
    del made
    QDBusConnection.disconnectFromBus("player")


@pytest.fixture
def locked() -> list[bool]:
    return []


@pytest.fixture
def watch(address: str, player: Bus, locked: list[bool]) -> Iterator[SessionWatch]:  # noqa: ARG001
    bus = QDBusConnection.connectToBus(address, "watch")
    made = SessionWatch(lambda: locked.append(True), bus, bus)
    made.watch_session(OURS)
    # Who asks for what is not answered: a call behind it, on the same way, is.
    bus_itself = "org.freedesktop.DBus"
    bus.call(QDBusMessage.createMethodCall(bus_itself, "/", bus_itself, "GetId"))
    yield made
    delete(made)  # as above
    del made, bus
    QDBusConnection.disconnectFromBus("watch")


def test_what_is_heard_of_is_said(watch: SessionWatch) -> None:
    assert watch.reaches == {"sleep", "switch", "screen"}


@pytest.mark.parametrize(
    "told",
    [
        (PATH, f"{LOGIN}.Manager", "PrepareForSleep", True),
        (OURS, f"{LOGIN}.Session", "Lock"),
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True),
    ],
    ids=["sleep", "lock", "saver", "gnome"],
)
def test_going_away_locks(
    watch: SessionWatch,  # noqa: ARG001 - it listens
    player: Bus,
    locked: list[bool],
    qtbot: QtBot,
    told: tuple[str, str, str, object],
) -> None:
    path, interface, name, *what = told
    player.say(path, interface, name, *what)
    qtbot.waitUntil(lambda: locked == [True], timeout=WAIT)


def changed(player: Bus, path: str) -> None:
    said = ("org.freedesktop.DBus.Properties", "PropertiesChanged", f"{LOGIN}.Session")
    player.say(path, *said, {"Active": player.ours.is_active}, ["IdleHint"])


def test_another_user_in_front_locks(
    watch: SessionWatch,  # noqa: ARG001 - it listens
    player: Bus,
    locked: list[bool],
    qtbot: QtBot,
) -> None:
    player.ours.is_active = False
    changed(player, OURS)
    qtbot.waitUntil(lambda: locked == [True], timeout=WAIT)


def test_coming_back_and_what_others_do_locks_nothing(
    watch: SessionWatch,  # noqa: ARG001 - it listens
    player: Bus,
    locked: list[bool],
    qtbot: QtBot,
) -> None:
    player.say(PATH, f"{LOGIN}.Manager", "PrepareForSleep", NOT)
    player.say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", NOT)
    player.say(THEIRS, f"{LOGIN}.Session", "Lock")
    changed(player, THEIRS)
    changed(player, OURS)
    player.say(OURS, f"{LOGIN}.Session", "Lock")
    qtbot.waitUntil(lambda: bool(locked), timeout=WAIT)
    assert locked == [True], "only the last one"


def test_without_a_bus_nothing_is_heard_of_and_that_is_said(qapp: QApplication) -> None:  # noqa: ARG001
    assert SessionWatch(lambda: None, None, None).reaches == set()
