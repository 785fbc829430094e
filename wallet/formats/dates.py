"""Dates of a credential as they were written, with precision and what is odd about the zone."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from wallet.credential import DateValue
from wallet.encoding import timestamp
from wallet.errors import InputError

_PRECISIONS = (
    (re.compile(r"\d{4}", re.ASCII), "year"),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII), "month"),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII), "day"),
)
_LOCAL_MIDNIGHT = re.compile(r".*T2[1-3]:00:00(?:\.0+)?Z", re.ASCII)
"""Midnight from UTC+1 to UTC+3, where Europe lies, written in UTC."""


def parse_stamp(value: Any) -> datetime | None:
    """The moment of an XSD ``dateTimeStamp``; None where this is none."""
    try:
        return timestamp.parse(value)
    except InputError:
        return None


def date_value(value: Any) -> DateValue | None:
    """What was written, with its precision; None where it is no date at all."""
    if not isinstance(value, str):
        return None
    if parse_stamp(value) is not None:
        return DateValue(value=value, precision="instant", zone_note=_zone_note(value))
    for pattern, precision in _PRECISIONS:
        if pattern.fullmatch(value):
            return DateValue(value=value, precision=precision)
    return None


def numeric_date(value: Any) -> DateValue | None:
    """A ``NumericDate`` (RFC 7519) as a ``dateTimeStamp``; None where it is none."""
    try:
        moment = timestamp.from_numeric(value)
    except InputError:
        return None
    return DateValue(value=timestamp.write(moment), precision="instant")


def _zone_note(value: str) -> str | None:
    """``zone-shifted`` for a local midnight written in UTC (spec/credential.md, C.5, 2)."""
    return "zone-shifted" if _LOCAL_MIDNIGHT.fullmatch(value) else None
