"""A credential as the text of one Uniform Resource, ``ur:bytes/…`` (BCR-2020-005).

A resource of one part is read here. A part of several (``ur:bytes/1-9/…``) says so: all its
pictures have to be read together, which is the business of presenting.
"""

from __future__ import annotations

from collections.abc import Iterator

from wallet.containers.interface import Member, Room
from wallet.encoding import uniform_resource
from wallet.errors import InputError, IntakeError

NAME = "uniform_resource"
ARCHIVE = False


def recognises(data: bytes) -> bool:
    """Whether this is the text of a Uniform Resource."""
    return data.lstrip()[:3].lower() == b"ur:"


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The bytes that the resource carries.

    Raises:
        IntakeError: ``part_of_several``, ``unsupported`` (another type) or ``damaged``.
    """
    del room  # no longer than the text itself
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
        yield Member(data=uniform_resource.unwrap_bytes(content))
    except InputError:
        raise IntakeError("damaged", what="uniform_resource") from None
