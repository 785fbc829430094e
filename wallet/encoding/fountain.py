"""The fountain code of multi-part Uniform Resources (BCR-2020-005; figures in its vectors).

Rules
-----
1. A message is cut into ``count`` pieces of one length. Part ``n`` is piece ``n`` up to the
   count, and beyond it the exclusive-or of a set of pieces that everybody can work out from
   ``n`` and the CRC-32 of the message: how many, by a distribution in which few are likelier,
   and which, by a shuffle. Any parts in any order will do, few more than ``count``.
2. All chance is Xoshiro256**, seeded with SHA-256: not for secrets, but the same everywhere.
3. The solver keeps what came in as equations over GF(2) and eliminates as it goes: it is done
   as soon as what came in determines the message, which is the earliest that anybody could be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Xoshiro:
    """Xoshiro256**, seeded with the SHA-256 of some bytes."""

    def __init__(self, seed: bytes) -> None:
        digest = hashlib.sha256(seed).digest()
        self._state = [int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8)]

    def next(self) -> int:
        """The next 64 bits."""
        s = self._state
        result = _rotated(s[1] * 5 & _MASK, 7) * 9 & _MASK
        shifted = s[1] << 17 & _MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = _rotated(s[3], 45)
        return result

    def fraction(self) -> float:
        """From 0 up to 1."""
        return self.next() / (1 << 64)

    def whole(self, low: int, high: int) -> int:
        """From ``low`` to ``high``, both included."""
        return int(self.fraction() * (high - low + 1)) + low

    def data(self, size: int) -> bytes:
        """So many bytes."""
        return bytes(self.whole(0, 255) for _ in range(size))


def _rotated(value: int, by: int) -> int:
    return (value << by | value >> (64 - by)) & _MASK


def shuffled(items: Iterable[T], chance: Xoshiro) -> list[T]:
    """The items in an order that chance decides."""
    left, found = list(items), []
    while left:
        found.append(left.pop(chance.whole(0, len(left) - 1)))
    return found


class Sampler:
    """Numbers from 0 by given weights: Walker's alias method, as the paper has it."""

    def __init__(self, weights: Sequence[float]) -> None:
        total, size = sum(weights), len(weights)
        scaled = [weight * size / total for weight in weights]
        small = [at for at in reversed(range(size)) if scaled[at] < 1]
        large = [at for at in reversed(range(size)) if scaled[at] >= 1]
        self._own = [1.0] * size
        self._other = [0] * size
        while small and large:
            under, over = small.pop(), large.pop()
            self._own[under], self._other[under] = scaled[under], over
            scaled[over] += scaled[under] - 1
            (small if scaled[over] < 1 else large).append(over)

    def next(self, fraction: Callable[[], float]) -> int:
        """One number; asks for two fractions."""
        first, second = fraction(), fraction()
        at = int(len(self._own) * first)
        return at if second < self._own[at] else self._other[at]


@lru_cache(maxsize=16)
def _degrees(count: int) -> Sampler:
    return Sampler([1 / (number + 1) for number in range(count)])


def degree(count: int, chance: Xoshiro) -> int:
    """How many pieces are mixed: the k-th of them with a weight of 1/k."""
    return _degrees(count).next(chance.fraction) + 1


def pieces_of(number: int, count: int, checksum: int) -> tuple[int, ...]:
    """Which pieces, counted from 0, part ``number`` is the exclusive-or of; sorted."""
    if number <= count:
        return (number - 1,)
    chance = Xoshiro(number.to_bytes(4, "big") + checksum.to_bytes(4, "big"))
    wanted = degree(count, chance)
    return tuple(sorted(shuffled(range(count), chance)[:wanted]))


def mixed(pieces: Sequence[bytes], which: Iterable[int]) -> bytes:
    """The exclusive-or of some pieces of one length."""
    value = 0
    for at in which:
        value ^= int.from_bytes(pieces[at], "big")
    return value.to_bytes(len(pieces[0]), "big")


class Solver:
    """Collects equations between pieces until all pieces are known (rule 3)."""

    def __init__(self, count: int, size: int) -> None:
        self._count, self._size = count, size
        self._rows: dict[int, tuple[int, int]] = {}
        """Lowest piece of an equation -> (bits of its pieces, their exclusive-or)."""

    @property
    def known(self) -> int:
        """How many independent equations there are."""
        return len(self._rows)

    @property
    def is_done(self) -> bool:
        """Whether the message is determined."""
        return len(self._rows) == self._count

    def add(self, which: Iterable[int], piece: bytes) -> bool:
        """One more equation; whether it said something new.

        Raises:
            ValueError: it contradicts what is known: it belongs to another message.
        """
        bits, value = sum(1 << at for at in which), int.from_bytes(piece, "big")
        while bits:
            lowest = (bits & -bits).bit_length() - 1
            row = self._rows.get(lowest)
            if row is None:
                self._rows[lowest] = (bits, value)
                return True
            bits, value = bits ^ row[0], value ^ row[1]
        if value:
            raise ValueError("contradiction")
        return False

    def pieces(self) -> list[bytes]:
        """All pieces in order; only once it is done."""
        found = [0] * self._count
        for at in reversed(range(self._count)):
            bits, value = self._rows[at]
            for other in range(at + 1, self._count):
                if bits >> other & 1:
                    value ^= found[other]
            found[at] = value
        return [value.to_bytes(self._size, "big") for value in found]
