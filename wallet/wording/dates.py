"""Dates as people read them: absolute, with a short month in the chosen language."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from wallet.wording.speech import ntr, tr

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|T)")
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def day(moment: datetime | str | None) -> str:
    """``3 Nov 2026``; takes a moment or the RFC 3339 text of a finding."""
    if moment is None:
        return tr("an unknown day")
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
        if moment.tzinfo is None:  # a day of a register: the same everywhere
            moment = moment.replace(tzinfo=UTC)
    moment = moment.astimezone(UTC)
    return tr("{day} {month} {year}", day=moment.day, month=_month(moment), year=moment.year)


def written(text: str) -> str:
    """The day of an ISO 8601 date or instant, or its month, as ``day``; else as it stands."""
    if found := _DAY.match(text):
        try:
            return day(found.group())
        except ValueError:  # such as the 30th of February
            return text
    if month := _MONTH.fullmatch(text):
        return tr("{month} {year}", month=_months()[int(month[2]) - 1], year=month[1])
    return text


def exact(text: str) -> str:
    """An RFC 3339 date as ``day``, an instant with its time (UTC) behind it; else as it stands.

    For what is shown exactly: nothing of the instant but its spelling is lost.
    """
    if _WHOLE_DAY.fullmatch(text):
        return written(text)
    if not _INSTANT.fullmatch(text):
        return text
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):  # such as the 30th of February
        return text
    parts = moment.timetz().replace(tzinfo=None).isoformat("auto")
    return f"{day(moment)}, {parts.removesuffix(':00')} UTC"


def age(moment: datetime, now: datetime) -> str:
    """``18 days ago``."""
    days = max(0, (now - moment).days)
    return ntr("{n} day ago", "{n} days ago", days) if days else tr("today")


def _month(moment: datetime) -> str:
    return _months()[moment.month - 1]


def _months() -> tuple[str, ...]:
    return (
        tr("Jan"),
        tr("Feb"),
        tr("Mar"),
        tr("Apr"),
        tr("May"),
        tr("Jun"),
        tr("Jul"),
        tr("Aug"),
        tr("Sep"),
        tr("Oct"),
        tr("Nov"),
        tr("Dec"),
    )
