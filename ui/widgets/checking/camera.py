"""The camera, where Qt's multimedia package is installed; Tessera does not bring it along.

Pictures go to whoever looks at them and are kept nowhere. Without the package, or without a
camera, there is nothing here, and no button that says otherwise.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

_PACKAGE = "PySide6.QtMultimedia"


def is_there() -> bool:
    """Whether the package is installed and this computer has a camera."""
    if importlib.util.find_spec(_PACKAGE) is None:
        return False
    try:
        return not _package().QMediaDevices.defaultVideoInput().isNull()
    except ImportError:  # a system library of it is missing
        return False


def _package() -> Any:
    return importlib.import_module(_PACKAGE)


class Camera(QObject):
    """``sees`` gets each picture while it is on."""

    def __init__(self, owner: QObject, sees: Callable[[QImage], object]) -> None:
        super().__init__(owner)
        self._sees = sees
        self._parts: tuple[Any, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether it looks."""
        return bool(self._parts)

    def start(self) -> None:
        """Begins to look."""
        media = _package()
        camera = media.QCamera(media.QMediaDevices.defaultVideoInput())
        session, sink = media.QMediaCaptureSession(), media.QVideoSink()
        session.setCamera(camera)
        session.setVideoSink(sink)
        sink.videoFrameChanged.connect(self._seen)
        self._parts = (camera, session, sink)
        camera.start()

    def stop(self) -> None:
        """Looks no more; the light of the camera goes out."""
        if not self._parts:
            return
        camera, _session, sink = self._parts
        sink.videoFrameChanged.disconnect(self._seen)
        camera.stop()
        self._parts = ()

    def _seen(self, frame: Any) -> None:
        image: QImage = frame.toImage()
        if self._parts and not image.isNull():
            self._sees(image)
