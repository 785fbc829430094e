"""A credential as the text of one Uniform Resource, ``ur:bytes/…`` (BCR-2020-005).

A resource of one part is read here. A part of several (``ur:bytes/1-9/…``) says so: all its
pictures have to be read together, which is the business of presenting.

The content may be compressed (zlib, RFC 1950): neither JSON nor a token begins with its first
byte. It is inflated up to the size that a file may have.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from wallet.containers.interface import Member, Room
from wallet.encoding import uniform_resource
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS, Limits

NAME = "uniform_resource"
ARCHIVE = False
_ZLIB = b"\x78"


def recognises(data: bytes) -> bool:
    """Whether this is the text of a Uniform Resource."""
    return data.lstrip()[:3].lower() == b"ur:"


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The bytes that the resource carries.

    Raises:
        IntakeError: ``part_of_several``, ``unsupported`` (another type), ``damaged`` or
            ``too_large``.
    """
    text = data.strip().decode("ascii", errors="replace")
    try:
        kind, content = uniform_resource.decode_single(text)
    except InputError as error:
        if error.code == "ur_of_several_parts":
            raise IntakeError("part_of_several", what="uniform_resource") from None
        raise IntakeError("damaged", what="uniform_resource") from None
    if kind != "bytes":
        raise IntakeError("unsupported", what="uniform_resource")
    try:
        carried = uniform_resource.unwrap_bytes(content)
    except InputError:
        raise IntakeError("damaged", what="uniform_resource") from None
    yield Member(data=inflate(carried, room.limits) if carried[:1] == _ZLIB else carried)


def inflate(packed: bytes, limits: Limits = LIMITS) -> bytes:
    """The bytes behind a zlib stream, no more than a file may have.

    Raises:
        IntakeError: ``too_large`` or ``damaged`` (cut off, no zlib, something after it).
    """
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(packed, limits.input_bytes + 1)
    except zlib.error:
        raise IntakeError("damaged", what="uniform_resource") from None
    if len(data) > limits.input_bytes:
        raise IntakeError("too_large", limit=limits.input_bytes)
    if not inflater.eof or inflater.unused_data:
        raise IntakeError("damaged", what="uniform_resource")
    return data
