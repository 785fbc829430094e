"""The camera: there only with Qt's multimedia package, and its pictures are read like any."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.presenting import HOLDER, KEY, make_plan
from tests.ui.conftest import WAIT, Open, settle
from ui.app import Tessera
from ui.widgets.checking import camera
from ui.widgets.checking.scanning import Scanner
from wallet import presenting


class Device:
    def __init__(self, *, missing: bool = False) -> None:
        self._missing = missing

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return self._missing


class Frame:
    def __init__(self, png: bytes) -> None:
        self._png = png

    def toImage(self) -> QImage:  # noqa: N802 - Qt's name
        return QImage.fromData(self._png)


class Sink(QObject):
    videoFrameChanged = Signal(object)  # noqa: N815 - Qt's name


class FakeCamera:
    def __init__(self, device: Device) -> None:
        self.device, self.on = device, False

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False


class FakeSession:
    def setCamera(self, found: FakeCamera) -> None:  # noqa: N802 - Qt's name
        self.camera = found

    def setVideoSink(self, sink: Sink) -> None:  # noqa: N802 - Qt's name
        self.sink = sink


def package(*, missing: bool = False) -> Any:
    """What of the package is used, with a camera or without one."""
    made: Any = types.ModuleType("PySide6.QtMultimedia")
    made.__spec__ = types.SimpleNamespace(name="PySide6.QtMultimedia")
    made.QCamera, made.QMediaCaptureSession, made.QVideoSink = FakeCamera, FakeSession, Sink
    made.QMediaDevices = types.SimpleNamespace(
        defaultVideoInput=lambda: Device(missing=missing)
    )
    return made


@pytest.fixture
def tessera(start: Open) -> Tessera:
    return start()


def test_without_the_package_or_a_camera_there_is_no_button(
    tessera: Tessera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", package(missing=True))
    assert not camera.is_there()
    monkeypatch.setattr(camera, "_PACKAGE", "PySide6.QtNoSuchThing")
    assert not camera.is_there()
    scanner = Scanner(tessera.window._shell, lambda _data: None)
    qtbot.addWidget(scanner)
    scanner.show()
    assert not scanner.camera_button.isVisible()


def test_what_the_camera_sees_is_read_and_then_it_goes_out(
    tessera: Tessera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", package())
    badge = Issuer("A School").issue("Data basics", holder=HOLDER)
    data = presenting.encode(make_plan(badge), KEY, NOW)
    found: list[bytes] = []
    scanner = Scanner(tessera.window._shell, found.append)
    qtbot.addWidget(scanner)
    scanner.show()
    assert scanner.camera_button.isVisible()
    scanner.camera_button.click()
    device, _, sink = scanner.camera._parts
    assert device.on
    assert not scanner._tick.isActive()  # the screen is not looked at meanwhile
    for one in presenting.frames(data):
        sink.videoFrameChanged.emit(Frame(one.data))
        settle(tessera, qtbot)
        if found:
            break
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    assert found == [data]
    assert not device.on
    assert not scanner.camera.is_on
    scanner.camera_button.click()
    scanner.hide()  # nobody sees that it looks: then it must not
    assert not scanner.camera.is_on
