"""Unpacking a status list: base64url of gzip or zlib, within limits.

A few kilobytes of gzip can unpack to gigabytes, so nothing is unpacked further than the limit.
Unpacking is a pure function of the packed text and its result is kept for a few lists, because
one list usually answers for many credentials.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from functools import lru_cache

from wallet.errors import InputError
from wallet.limits import LIMITS
from wallet.status.interface import Bits, ProvenList

GZIP = 31
"""``wbits`` of zlib for a gzip stream (W3C lists)."""
ZLIB = 15
"""``wbits`` for a zlib stream (Token Status List)."""


@lru_cache(maxsize=4)  # at most 64 MiB
def unpack(
    encoded: str,
    packed_limit: int = LIMITS.status_list_packed_bytes,
    limit: int = LIMITS.status_list_bytes,
    *,
    window: int = GZIP,
) -> bytes:
    """The list's bytes. A multibase ``u`` in front is allowed (Bitstring) or absent (2021).

    Raises:
        InputError: ``too_large`` or ``status_list_unreadable``.
    """
    if len(encoded) > packed_limit * 4 // 3 + 8:
        raise InputError("too_large", limit=packed_limit)
    packed = _decode(encoded)
    unpacker = zlib.decompressobj(window)
    try:
        bits = unpacker.decompress(packed, limit + 1)
    except zlib.error:
        raise InputError("status_list_unreadable") from None
    if len(bits) > limit:
        raise InputError("too_large", limit=limit)
    if not unpacker.eof or unpacker.unused_data or not bits:
        raise InputError("status_list_unreadable")  # cut short, or something hidden behind it
    return bits


def value_at(bits: bytes, index: int, size: int = 1) -> int | None:
    """The ``size``-bit value at an index, most significant bit first; None beyond the end."""
    first = index * size
    if index < 0 or first + size > len(bits) * 8:
        return None
    value = 0
    for position in range(first, first + size):
        value = value << 1 | bits[position // 8] >> (7 - position % 8) & 1
    return value


class PackedBits:
    """What the lists of W3C have in common: packed bits in the member ``encodedList``."""

    def bits(self, proven: ProvenList) -> Bits:
        """The unpacked list.

        Raises:
            InputError: ``status_list_unreadable`` or ``too_large``.
        """
        encoded = proven.members.get("encodedList")
        if not isinstance(encoded, str):
            raise InputError("status_list_unreadable")
        return unpack(encoded)

    def value(self, proven: ProvenList, index: int, size: int, purpose: str) -> int | None:
        """The entry at an index; a list of these types is made for its purposes alone."""
        del purpose
        return value_at(self.bits(proven), index, size)


def _decode(encoded: str) -> bytes:
    # gzip's magic number makes a bare base64url list begin with "H4sI", never with "u"
    text = encoded.removeprefix("u") if encoded.startswith("u") else encoded
    if not text.isascii() or any(sign in text for sign in "+/= \n\r\t"):
        raise InputError("status_list_unreadable")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise InputError("status_list_unreadable") from None
