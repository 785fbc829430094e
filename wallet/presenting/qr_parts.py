"""Uniform Resources of several parts: ``ur:bytes/3-9/...`` (BCR-2020-005).

Rules
-----
1. A part is the CBOR array ``[number, count, message length, CRC-32 of the message, piece]`` in
   minimal Bytewords; number and count stand in the text too and must agree with it.
2. Parts 1..count are the pieces themselves, the last one filled up with zeros. Numbers above
   the count are the fountain code's mixed parts: they are recognised here and passed over;
   the animated transport will use them.
3. Parts are joined in any order; the same part may come twice. Parts of another message, or
   of the same one cut differently, are told apart by (count, length, CRC-32) and refused
   together.
4. Nothing is trusted for its length: count and length are limited before anything is joined,
   and the joined message must have the length and CRC-32 that every part names.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wallet.encoding import uniform_resource
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS, Limits

_PART = re.compile(r"ur:bytes/([0-9]{1,9})-([0-9]{1,9})/([a-z]+)", re.ASCII)
_MEMBERS = 5
_UINT, _BYTES, _ARRAY = 0, 2, 4
_DIRECT = 24
"""RFC 8949 section 3: arguments below 24 lie in the first byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a longer resource."""

    number: int
    """From 1."""
    count: int
    """How many plain parts there are."""
    length: int
    """Bytes of the whole message."""
    checksum: int
    """CRC-32 of the whole message."""
    piece: bytes

    @property
    def message(self) -> tuple[int, int, int]:
        """What all parts of one message have in common."""
        return self.count, self.length, self.checksum

    @property
    def is_plain(self) -> bool:
        """Whether it is one piece of the message, not a mixture of several."""
        return self.number <= self.count


def split(message: bytes, longest_piece: int) -> tuple[Part, ...]:
    """``message`` in as few equally long pieces as ``longest_piece`` bytes allow."""
    count = max(1, -(-len(message) // longest_piece))
    size = -(-len(message) // count)
    checksum = zlib.crc32(message)
    return tuple(
        Part(
            number=at + 1,
            count=count,
            length=len(message),
            checksum=checksum,
            piece=message[at * size : (at + 1) * size].ljust(size, b"\0"),
        )
        for at in range(count)
    )


def to_text(part: Part) -> str:
    """The part as the text of a Uniform Resource, in lower case."""
    cbor = (
        _head(_ARRAY, _MEMBERS)
        + _head(_UINT, part.number)
        + _head(_UINT, part.count)
        + _head(_UINT, part.length)
        + _head(_UINT, part.checksum)
        + uniform_resource.wrap_bytes(part.piece)
    )
    words = uniform_resource.bytewords_encode(cbor)
    return f"ur:bytes/{part.number}-{part.count}/{words}"


def is_part(text: str) -> bool:
    """Whether this reads as one part of several; its content is not looked at."""
    return _PART.fullmatch(text.strip().lower()) is not None


def from_text(text: str, limits: Limits = LIMITS) -> Part:
    """The part behind a text.

    Raises:
        IntakeError: ``damaged`` (another shape, wrong checksum, numbers that do not agree),
            ``too_large`` (more parts or bytes than allowed).
    """
    found = _PART.fullmatch(text.strip().lower())
    if found is None:
        raise IntakeError("damaged", what="uniform_resource")
    try:
        cbor = uniform_resource.bytewords_decode(found[3])
        part = _read(cbor)
    except InputError:
        raise IntakeError("damaged", what="uniform_resource") from None
    if (part.number, part.count) != (int(found[1]), int(found[2])):
        raise IntakeError("damaged", what="uniform_resource")
    if part.count > limits.qr_pictures:
        raise IntakeError("too_large", limit=limits.qr_pictures, what="qr_pictures")
    if part.length > limits.input_bytes:
        raise IntakeError("too_large", limit=limits.input_bytes)
    if part.number < 1 or len(part.piece) * part.count < part.length:
        raise IntakeError("damaged", what="uniform_resource")
    return part


def missing(parts: Iterable[Part]) -> tuple[int, ...]:
    """Which numbers are not there yet, of the message of the first part."""
    known = list(parts)
    have = {part.number for part in known}
    return tuple(at for at in range(1, known[0].count + 1) if at not in have)


def join(parts: Sequence[Part]) -> bytes:
    """The message of these parts, in any order.

    Raises:
        IntakeError: ``qr_parts_missing`` (facts: how many are there, which are not),
            ``qr_parts_mixed`` (of different messages), ``damaged``.
    """
    if len({part.message for part in parts}) != 1:
        raise IntakeError("qr_parts_mixed")
    pieces: dict[int, bytes] = {}
    for part in parts:
        if part.is_plain and pieces.setdefault(part.number, part.piece) != part.piece:
            raise IntakeError("damaged", what="uniform_resource")
    count, length, checksum = parts[0].message
    absent = [str(at) for at in range(1, count + 1) if at not in pieces]
    if absent:
        raise IntakeError(
            "qr_parts_missing", have=len(pieces), count=count, missing=tuple(absent[:20])
        )
    message = b"".join(pieces[at] for at in range(1, count + 1))[:length]
    if zlib.crc32(message) != checksum:
        raise IntakeError("damaged", what="uniform_resource")
    return message


def _head(kind: int, argument: int) -> bytes:
    """The first bytes of a CBOR item, in its shortest form (RFC 8949 section 4.2.1)."""
    if argument < _DIRECT:
        return bytes([kind << 5 | argument])
    for code, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << (8 * width):
            return bytes([kind << 5 | code]) + argument.to_bytes(width, "big")
    raise InputError("malformed_cbor")


def _read(cbor: bytes) -> Part:
    """The part that this CBOR is, and nothing else.

    Raises:
        InputError: ``malformed_cbor``.
    """
    size, at = _argument(cbor, 0, _ARRAY)
    if size != _MEMBERS:
        raise InputError("malformed_cbor")
    numbers = []
    for _ in range(4):
        number, at = _argument(cbor, at, _UINT)
        numbers.append(number)
    return Part(
        number=numbers[0],
        count=numbers[1],
        length=numbers[2],
        checksum=numbers[3],
        piece=uniform_resource.unwrap_bytes(cbor[at:]),
    )


def _argument(cbor: bytes, at: int, kind: int) -> tuple[int, int]:
    """The argument of the item at ``at``, which must be of ``kind``, and where it ends."""
    first = cbor[at] if at < len(cbor) else 0xFF
    if first >> 5 != kind:
        raise InputError("malformed_cbor")
    code = first & 0x1F
    if code < _DIRECT:
        return code, at + 1
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(code, 0)
    value = int.from_bytes(cbor[at + 1 : at + 1 + width], "big")
    if not width or _head(kind, value) != cbor[at : at + 1 + width]:
        raise InputError("malformed_cbor")
    return value, at + 1 + width
