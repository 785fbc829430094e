"""Gzip, and gzip in base64: how EMREX hands a transcript over.

Exactly one file lies inside; more than one file is allowed to be is never unpacked.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator

from wallet.containers.interface import Member, Room
from wallet.errors import IntakeError

NAME = "gzip"
ARCHIVE = False

_MAGIC = b"\x1f\x8b"
_TEXT_MAGIC = b"H4sI"
"""Base64 of the first three bytes of every gzip file."""
_GZIP = 31
"""``wbits`` of zlib for gzip, and nothing else."""


def recognises(data: bytes) -> bool:
    """Whether it begins like gzip, or like gzip in base64."""
    return data.startswith((_MAGIC, _TEXT_MAGIC))


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The one file inside.

    Raises:
        IntakeError: ``damaged``, ``too_large``.
    """
    limit = room.limits.input_bytes
    reader = zlib.decompressobj(_GZIP)
    try:
        packed = data if data.startswith(_MAGIC) else _decoded(data)
        found = reader.decompress(packed, limit + 1)
    except (zlib.error, binascii.Error, ValueError):
        raise IntakeError("damaged", what=NAME) from None
    if len(found) > limit:
        raise IntakeError("too_large", limit=limit, what="unpacked")
    if not reader.eof or reader.unused_data.strip():
        raise IntakeError("damaged", what=NAME)
    room.take(len(found))
    yield Member(data=found)


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(b"".join(text.split()), validate=True)
