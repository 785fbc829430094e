"""A picture from inside a credential: only ``data:`` URIs, only rasters, within limits.

Never fetched. SVG is left out on purpose: it may name other files and is a program of its own.
"""

from __future__ import annotations

import base64
import binascii
import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS = 16_000_000
_DATA = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp);base64,", re.IGNORECASE)
_KINDS = (b"png", b"jpeg", b"jpg", b"gif", b"webp")


def picture(uri: str | None, side: int) -> QPixmap | None:
    """At most ``side`` pixels square; None for whatever is not a small plain picture."""
    if not uri or len(uri) > MOST_BYTES * 4 // 3 + 64:
        return None
    head = _DATA.match(uri)
    if head is None:
        return None
    try:
        raw = base64.b64decode(uri[head.end() :], validate=True)
    except (binascii.Error, ValueError):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in _KINDS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)
