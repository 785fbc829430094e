"""On which days an award's body was covered, over all decisions together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wallet.register import Period
from wallet.trust.accreditation.coverage import Fit

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All decisions held against one award, up to the day of the snapshot."""

    fits: tuple[Fit, ...]
    snapshot: date
    signed: date = date.min
    """The newest day on which anything that counts was signed: today is no earlier."""

    def covering(self, day: date) -> tuple[Fit, ...]:
        """Decisions that cover the award on that day, the plainest first."""
        found = [one for one in self.fits if any(period.holds(day) for period in one.covers)]
        return tuple(sorted(found, key=_plainest))

    def open_on(self, day: date) -> tuple[Fit, ...]:
        """Decisions that may cover it on that day: something would have to be known."""
        return tuple(
            one
            for one in self.fits
            if one.unknown and any(period.holds(day) for period in one.fitting)
        )

    def covered(self, day: date) -> bool:
        """Whether some decision covers it on that day."""
        return any(one.holds(day) for one in self.stretches)

    @property
    def stretches(self) -> tuple[Period, ...]:
        """The days that are covered, up to the snapshot: merged, in order."""
        periods = [period for one in self.fits for period in one.covers]
        merged: list[Period] = []
        for one in sorted(periods, key=lambda each: each.start or date.min):
            start, end = one.start or date.min, min(one.end or date.max, self.snapshot)
            if start > end:
                continue
            last = merged[-1].end if merged else None
            if last is not None and (start <= last or start - last <= _DAY):
                merged[-1] = Period(start=merged[-1].start, end=max(last, end))
            else:
                merged.append(Period(start=start, end=end))
        return tuple(merged)

    def before(self, day: date) -> Period | None:
        """The last covered days before that day."""
        found = [one for one in self.stretches if one.end is not None and one.end < day]
        return found[-1] if found else None

    def after(self, day: date) -> Period | None:
        """The first covered days after that day."""
        return next(
            (one for one in self.stretches if one.start is not None and one.start > day), None
        )

    def around(self, day: date) -> Period | None:
        """The covered days that hold that day."""
        return next((one for one in self.stretches if one.holds(day)), None)

    def turns(self) -> tuple[date, ...]:
        """Days on which the answer may change: firsts, and the days behind lasts."""
        days: set[date] = set()
        for one in self.fits:
            for period in (*one.levels, *([one.stands] if one.stands else [])):
                days |= {period.start} if period.start else set()
                days |= {period.end + _DAY} if period.end and period.end < date.max else set()
            days.add(one.decision.start)
        return tuple(sorted(days))


def last_to_end(fits: Iterable[Fit], until: date) -> Fit | None:
    """The decision that covered last, of those that had ended by that day."""
    ended = [
        (period.end, one)
        for one in fits
        for period in one.covers
        if period.end is not None and period.end <= until
    ]
    return max(ended, key=lambda pair: pair[0])[1] if ended else None


def _plainest(fit: Fit) -> tuple[bool, bool, bool, bool, int, str]:
    marks = fit.modifiers
    return (
        "conditions" in marks,
        "voluntary" in marks,
        "via_parent" in marks,
        "joint" in marks,
        -fit.decision.start.toordinal(),
        fit.decision.id,
    )
