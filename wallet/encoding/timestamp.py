"""Dates with a time zone, strictly: XML Schema 1.1 ``dateTimeStamp`` and JWT numeric dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from wallet.errors import InputError

_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,32}))?(?:Z|([+-])(\d\d):(\d\d))\Z",
    re.ASCII,
)
_LAST_SECOND = 253_402_300_799
"""9999-12-31T23:59:59Z in seconds since 1970."""


def parse(text: Any) -> datetime:
    """The instant of a ``dateTimeStamp``, in UTC; fractions below a microsecond are cut.

    Raises:
        InputError: ``malformed_date``.
    """
    found = _STAMP.match(text) if isinstance(text, str) else None
    if found is None:
        raise InputError("malformed_date")
    year, month, day, hour, minute, second = (int(found[i]) for i in range(1, 7))
    fraction = int(((found[7] or "") + "000000")[:6])
    zone = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    try:
        shift = timezone(-zone if found[8] == "-" else zone)
        moment = datetime(year, month, day, hour, minute, second, fraction, shift)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError("malformed_date") from None


def from_numeric(value: Any) -> datetime:
    """The instant of a JWT ``NumericDate`` (RFC 7519, section 2), in UTC.

    Raises:
        InputError: ``malformed_date``.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError("malformed_date")
    if not 0 <= value <= _LAST_SECOND:
        raise InputError("malformed_date")
    return datetime.fromtimestamp(value, UTC)


def write(moment: datetime) -> str:
    """An aware instant as text in UTC, to the second."""
    # Not by strftime: it writes the year 1 with one digit.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
