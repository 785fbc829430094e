"""The smallest PNG writer that a QR picture needs: eight-bit grey, no metadata.

No time, name or tool is written: a picture says nothing but its modules
(spec/presentations.md F.2, thumbnails and metadata).
"""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def write_png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG of ``pixels``, one byte a pixel, row by row from the top, 0 black, 255 white.

    Raises:
        ValueError: the pixels do not fill the rectangle: a bug of the caller.
    """
    if len(pixels) != width * height:
        raise ValueError("pixels do not fill the picture")
    rows = b"".join(
        b"\x00" + pixels[start : start + width] for start in range(0, len(pixels), width)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    )
