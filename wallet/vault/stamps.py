"""Names and change stamps of rows, ready for several machines from the first schema on.

* A row's ``uid`` is a UUIDv7 (RFC 9562): unique without asking anybody, sorted by time.
* A change stamp is a hybrid logical clock: milliseconds since 1970 in the upper bits, a
  counter in the lower 16. It never goes back, even when the computer's clock does.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta

_COUNTER_BITS = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(now: datetime) -> str:
    """A fresh UUIDv7 for the moment ``now``."""
    random = secrets.randbits(74)
    value = _milliseconds(now) << 80 | 0x7 << 76 | (random >> 62) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def next_stamp(last: int, now: datetime) -> int:
    """The stamp of a change at ``now`` after one with stamp ``last``."""
    return max(last + 1, _milliseconds(now) << _COUNTER_BITS)


def time_of(stamp: int) -> datetime:
    """When the change was made, by the clock of the computer that made it."""
    return _EPOCH + timedelta(milliseconds=stamp >> _COUNTER_BITS)


def text_of(moment: datetime) -> str:
    """RFC 3339 in UTC with microseconds: sorts as text."""
    # Not by strftime: it writes the year 1 with one digit.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def moment_of(text: str) -> datetime:
    """What ``text_of`` wrote."""
    return datetime.fromisoformat(text)


def storable(name: str) -> str:
    """A file's name without bytes that are no text: some systems hand such names out."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)
