"""Kinds of files that Tessera knows and does not read yet: it says which, and never guesses.

Each is told by its first bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wallet.containers.interface import Container, Member, Room
from wallet.errors import IntakeError

_CBOR_TAGS = (b"\xd9\x05\x00", b"\xd9\x05\x01", b"\xd9\x06\x00", b"\xd9\xcb\x1d", b"\xd2\x84")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unread:
    """A kind of file that is recognised and refused with a reason."""

    NAME: str
    test: Callable[[bytes], bool]
    reason: Callable[[bytes, Room], IntakeError]
    ARCHIVE: bool = False

    def recognises(self, data: bytes) -> bool:
        """Whether these bytes are of this kind."""
        return self.test(data)

    def unpack(self, data: bytes, room: Room) -> Iterator[Member]:
        """Nothing, ever.

        Raises:
            IntakeError: why it is not read.
        """
        raise self.reason(data, room)


def _is_cbor(data: bytes) -> bool:
    """CBOR-LD (tags 0x0500, 0x0501, 0x0600, 0xcb1d) and COSE_Sign1."""
    return data.startswith(_CBOR_TAGS)


def _is_vpqr(data: bytes) -> bool:
    return data[:4].upper() == b"VP1-"


def _plain(name: str) -> Callable[[bytes, Room], IntakeError]:
    def reason(_data: bytes, _room: Room) -> IntakeError:
        return IntakeError("unsupported", format=name)

    return reason


UNREAD: tuple[Container, ...] = (
    _Unread(NAME="cbor", test=_is_cbor, reason=_plain("cbor")),
    _Unread(NAME="vpqr", test=_is_vpqr, reason=_plain("vpqr")),
)
