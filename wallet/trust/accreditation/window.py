"""On which days a decision stands (D.4; rules C10 and C12)."""

from __future__ import annotations

from datetime import date, timedelta

from wallet.register import DecisionRow, InstitutionRow, Period
from wallet.trust.accreditation.reach import overlap

_DAY = timedelta(days=1)
_SIX = 6
_LEAP = (2, 29)


def stands(row: DecisionRow, link: Period, body: InstitutionRow) -> tuple[Period | None, str]:
    """The days on which a decision stands for a body, and what ends it first."""
    ends = {
        "end": last_day(row),
        "withdrawn": last_before_withdrawal(row),
        "closed": last_day_of(body),
        "link": link.end,
    }
    known = {name: day for name, day in ends.items() if day is not None}
    ended_by = min(known, key=lambda name: known[name])
    days = overlap(Period(start=row.start, end=known[ended_by]), link)
    return (None if days is None else overlap(days, Period(start=first_day_of(body)))), ended_by


def last_day(row: DecisionRow) -> date:
    """C10: as the register has it, its own calculation included; else after six years."""
    return row.end if row.end is not None else after_six_years(row.start)


def after_six_years(start: date) -> date:
    """C10: the same day six years on; 28 February stands for 29."""
    if (start.month, start.day) == _LEAP:
        start -= _DAY
    if start.year + _SIX > date.max.year:
        return date.max
    return start.replace(year=start.year + _SIX)


def last_before_withdrawal(row: DecisionRow) -> date | None:
    """C11."""
    if row.withdrawn is None:
        return None
    return row.withdrawn - _DAY if row.withdrawn > date.min else date.min


def last_day_of(body: InstitutionRow) -> date | None:
    """C12."""
    return body.closed


def first_day_of(body: InstitutionRow) -> date | None:
    """C12."""
    return body.founded
