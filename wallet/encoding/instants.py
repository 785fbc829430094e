"""Dates as credentials write them, read strictly.

Rules
-----
1. A date decides whether a credential is valid, so one that two readers could read
   differently is refused: it needs a time and a zone (RFC 3339, xsd:dateTimeStamp).
2. A moment is an aware ``datetime`` in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from wallet.errors import InputError

_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(?:([Zz])|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_LATEST = 253_402_300_799
"""9999-12-31T23:59:59Z in seconds of POSIX."""


def parse(text: object) -> datetime:
    """The moment that a date-time stamp names, in UTC.

    Raises:
        InputError: ``malformed_date``, also where it is not a string.
    """
    found = _STAMP.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise InputError("malformed_date")
    year, month, day, hour, minute, second = (int(found[n]) for n in range(1, 7))
    fraction = int((found[7] or "")[:6].ljust(6, "0"))
    try:
        zone = _zone(found)
        local = datetime(year, month, day, hour, minute, second, fraction, tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError("malformed_date") from None


def from_seconds(value: object) -> datetime:
    """The moment that a JWT's NumericDate names, in UTC.

    Raises:
        InputError: ``malformed_date`` where it is no number or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError("malformed_date")
    if not 0 <= value <= _LATEST:
        raise InputError("malformed_date")
    return datetime.fromtimestamp(value, tz=UTC)


def stamp(moment: datetime) -> str:
    """A moment as it stands in reports: RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _zone(found: re.Match[str]) -> timezone:
    if found[8]:
        return UTC
    hours, minutes = int(found[10]), int(found[11])
    if hours > 14 or minutes > 59:  # noqa: PLR2004 - the widest offset of xsd:dateTimeStamp
        raise ValueError
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if found[9] == "-" else offset)
