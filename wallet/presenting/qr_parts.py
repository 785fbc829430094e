"""Uniform Resources of several parts: ``ur:bytes/3-9/...`` (BCR-2020-005).

Rules
-----
1. A part is the CBOR array ``[number, count, message length, CRC-32 of the message, piece]`` in
   minimal Bytewords; number and count stand in the text too and must agree with it.
2. Parts 1..count are the pieces themselves, the last one filled up with zeros. Numbers above
   the count are mixtures of several (``wallet.encoding.fountain``), so that a reader who misses
   some frames need not wait for exactly those.
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
from dataclasses import dataclass, replace

from wallet.encoding import fountain, uniform_resource
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


def part_of(plain: Sequence[Part], number: int) -> Part:
    """Any part of a message that was split: a plain one, or beyond them a mixture."""
    first = plain[0]
    if number <= first.count:
        return plain[number - 1]
    which = fountain.pieces_of(number, first.count, first.checksum)
    mixture = fountain.mixed([one.piece for one in plain], which)
    return replace(first, number=number, piece=mixture)


class Collector:
    """Parts of one message as they come in, until it is whole."""

    def __init__(self) -> None:
        self._first: Part | None = None
        self._solver = fountain.Solver(0, 0)
        self._plain: set[int] = set()

    @property
    def progress(self) -> tuple[int, int]:
        """How many independent parts are here, and how many it takes."""
        count = self._first.count if self._first is not None else 0
        return self._solver.known, count

    @property
    def is_whole(self) -> bool:
        """Whether the message is there."""
        return self._first is not None and self._solver.is_done

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of plain parts that did not come themselves; empty once it is whole."""
        count = self._first.count if self._first is not None and not self.is_whole else 0
        return tuple(at for at in range(1, count + 1) if at not in self._plain)

    def add(self, part: Part) -> bool:
        """Takes one part; whether it said something new.

        Raises:
            IntakeError: ``qr_parts_mixed``, ``damaged``.
        """
        if self._first is None:
            self._first = part
            self._solver = fountain.Solver(part.count, len(part.piece))
        if part.message != self._first.message or len(part.piece) != len(self._first.piece):
            raise IntakeError("qr_parts_mixed")
        if part.is_plain:
            self._plain.add(part.number)
        try:
            return self._solver.add(
                fountain.pieces_of(part.number, part.count, part.checksum), part.piece
            )
        except ValueError:
            raise IntakeError("damaged", what="uniform_resource") from None

    def message(self) -> bytes:
        """The whole message.

        Raises:
            IntakeError: ``qr_parts_missing`` (facts: how many are there, which are not),
                ``damaged``.
        """
        if self._first is None or not self.is_whole:
            have, count = self.progress
            absent = tuple(map(str, self.missing[:20]))
            raise IntakeError("qr_parts_missing", have=have, count=count, missing=absent)
        found = b"".join(self._solver.pieces())[: self._first.length]
        if zlib.crc32(found) != self._first.checksum:
            raise IntakeError("damaged", what="uniform_resource")
        return found


def join(parts: Iterable[Part]) -> bytes:
    """The message of these parts, in any order.

    Raises:
        IntakeError: ``qr_parts_missing`` (facts: how many are there, which are not),
            ``qr_parts_mixed`` (of different messages), ``damaged``.
    """
    collector = Collector()
    for part in parts:
        collector.add(part)
    return collector.message()


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
