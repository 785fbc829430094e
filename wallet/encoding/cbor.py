"""CBOR (RFC 8949), the little of it that selective disclosure proofs are written in.

Rules
-----
1. Unsigned integers, byte strings, text strings, arrays and maps, each of definite length.
   Anything else (tags, floats, null, negative numbers) is refused: no proof holds it.
2. Lengths and numbers in their shortest form, map keys only once, nothing after the value:
   one value has one spelling, so a proof cannot be respelled.
3. Written the same way, map keys in the order of their bytes (section 4.2.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.errors import InputError

_DEEPEST = 4
_INLINE = 24
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""Additional information -> bytes of the number that follows (section 3)."""


def loads(data: bytes, *, depth: int = _DEEPEST, negative: bool = False) -> Any:
    """The one value in ``data``: int, bytes, str, list or dict.

    Args:
        data: all of it.
        depth: how deep values may lie in others.
        negative: also negative numbers, which Merkle proofs have.

    Raises:
        InputError: ``malformed_cbor``.
    """
    reader = _Reader(data, negative=negative)
    value = reader.value(depth)
    if reader.at != len(data):
        raise _malformed()
    return value


def dumps(value: Any) -> bytes:
    """The one spelling of a value, which ``loads`` reads back.

    Raises:
        InputError: ``malformed_cbor`` for what rule 1 refuses.
    """
    match value:
        case int() if value >= 0 and not isinstance(value, bool):
            return _written(0, value)
        case bytes():
            return _written(2, len(value)) + value
        case str():
            text = value.encode("utf-8")
            return _written(3, len(text)) + text
        case list() | tuple():
            return _written(4, len(value)) + b"".join(map(dumps, value))
        case Mapping():
            pairs = sorted((dumps(key), dumps(inner)) for key, inner in value.items())
            return _written(5, len(value)) + b"".join(key + inner for key, inner in pairs)
        case _:
            raise _malformed()


def _written(major: int, number: int) -> bytes:
    if number < _INLINE:
        return bytes([major << 5 | number])
    for low, width in _WIDTHS.items():
        if number < 1 << 8 * width:
            return bytes([major << 5 | low]) + number.to_bytes(width, "big")
    raise _malformed()


class _Reader:
    def __init__(self, data: bytes, *, negative: bool = False) -> None:
        self._data = data
        self._negative = negative
        self.at = 0

    def value(self, depth: int) -> Any:
        if depth == 0:
            raise _malformed()
        major, number = self._head()
        match major:
            case 0:
                return number
            case 1 if self._negative:
                return -1 - number
            case 2:
                return self._take(number)
            case 3:
                return self._text(number)
            case 4:
                return [self.value(depth - 1) for _ in range(self._fits(number))]
            case 5:
                return self._map(self._fits(number), depth - 1)
            case _:
                raise _malformed()

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        major, low = first >> 5, first & 0x1F
        if low < _INLINE:
            return major, low
        if low not in _WIDTHS:
            raise _malformed()
        width = _WIDTHS[low]
        number = int.from_bytes(self._take(width), "big")
        if number < (_INLINE if width == 1 else 1 << 4 * width):  # a shorter form exists
            raise _malformed()
        return major, number

    def _fits(self, count: int) -> int:
        """Every item takes a byte at least: no list is made for a number alone."""
        if count > len(self._data) - self.at:
            raise _malformed()
        return count

    def _take(self, count: int) -> bytes:
        end = self.at + self._fits(count)
        taken = self._data[self.at : end]
        self.at = end
        return taken

    def _text(self, count: int) -> str:
        try:
            return self._take(count).decode("utf-8")
        except UnicodeDecodeError:
            raise _malformed() from None

    def _map(self, count: int, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for _ in range(count):
            key = self.value(depth)
            if not isinstance(key, int | str | bytes) or key in found:
                raise _malformed()
            found[key] = self.value(depth)
        return found


def _malformed() -> InputError:
    return InputError("malformed_cbor")
