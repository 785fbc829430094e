"""Dates as people read them: absolute, with a short month in the chosen language."""

from __future__ import annotations

from datetime import UTC, datetime

from wallet.wording.speech import ntr, tr


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


def age(moment: datetime, now: datetime) -> str:
    """``18 days ago``."""
    days = max(0, (now - moment).days)
    return ntr("{n} day ago", "{n} days ago", days) if days else tr("today")


def _month(moment: datetime) -> str:
    names = (
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
    return names[moment.month - 1]
