"""What will be on later days if nothing happens but time, and which pathway is closest.

Rules
-----
1. Looked at are the days on which a counted credential ends or grows too old, up to a horizon;
   each day is evaluated like any other, with what is held today.
2. What will be revoked or issued until then nobody knows; this says only what dates say.
3. Pathways are ordered by what is still missing, complete ones first. Nothing else ranks them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from wallet.pathways import tree
from wallet.pathways.awards import HeldAward
from wallet.pathways.evaluation import again
from wallet.pathways.result import COMPLETE, IF_REFERRED, PathwayResult, State
from wallet.pathways.rules.recency import RecencyRule, months_before

HORIZON_DAYS = 730
MOST_DAYS = 12
"""Days looked at, the earliest first."""

_NEARLY = Fraction(97, 100)
"""The most that is told of what is not complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What a day will bring."""

    on: date
    awards: tuple[str, ...]
    """Ids of the counted awards that end or grow too old on it."""
    reopened: tuple[str, ...]
    """Ids of slots that are met until then and no longer."""
    result: str
    counted: Fraction


def ahead(
    result: PathwayResult,
    days: int = HORIZON_DAYS,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Ahead, ...]:
    """What time alone will change, day by day; empty where nothing will.

    ``progress`` is told days done and days in all; once ``cancelled`` no more are looked at.
    """
    until = result.as_of + timedelta(days=days)
    counted = {one.award for slot in result.slots for one in slot.items}
    ends = [
        (day, award)
        for award in sorted(counted & set(result.awards))
        for day in _ends(result, result.awards[award])
        if result.as_of < day <= until
    ]
    found: list[Ahead] = []
    before = result
    looked_at = sorted({one for one, _ in ends})[:MOST_DAYS]
    for done, day in enumerate(looked_at):
        if cancelled is not None and cancelled():
            break
        if progress is not None:
            progress(done, len(looked_at))
        then = again(result, result.what_if, as_of=day, brief=True)
        found.append(
            Ahead(
                on=day,
                awards=tuple(award for one, award in ends if one == day),
                reopened=tuple(_met(before) - _met(then)),
                result=then.result,
                counted=then.counted,
            )
        )
        before = then
    return tuple(found)


def _met(result: PathwayResult) -> set[str]:
    return {one.id for one in result.slots if one.state is State.MET}


def _ends(result: PathwayResult, award: HeldAward) -> Iterator[date]:
    """The days from which on it no longer counts."""
    if award.expires is not None:
        yield award.expires.date()
    for rule in result.pathway.rules:
        if isinstance(rule, RecencyRule) and rule.severity == "block" and award.award_date:
            yield _too_old(award.award_date, rule.months, result.as_of)


def _too_old(awarded: date, months: int, from_: date) -> date:
    """The first day on which an award is older than so many months."""
    low, high = from_, from_ + timedelta(days=HORIZON_DAYS + 1)
    while low < high:
        middle = low + (high - low) // 2
        if awarded < months_before(middle, months):
            high = middle
        else:
            low = middle + timedelta(days=1)
    return low


# --- several pathways ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One of several pathways for the same learner."""

    result: PathwayResult
    share: Fraction
    """How much of it is done, 0 to 1."""
    missing: Fraction
    """Credits that are missing."""
    elsewhere: tuple[str, ...]
    """Awards counted here and on another pathway as well."""


def compare(results: Sequence[PathwayResult]) -> tuple[Compared, ...]:
    """All of them, the closest to done first (rule 3)."""
    used = [_counted(one) for one in results]
    found = []
    for place, one in enumerate(results):
        others = set().union(*(used[:place] + used[place + 1 :]))
        least = one.required.least or Fraction()
        found.append(
            Compared(
                result=one,
                share=share(one),
                missing=max(least - one.counted, Fraction()),
                elsewhere=tuple(sorted(used[place] & others)),
            )
        )
    ranks = {COMPLETE: 0, IF_REFERRED: 1}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                ranks.get(one.result.result, 2),
                -one.share,
                one.missing,
                one.result.pathway.id,
            ),
        )
    )


def _counted(result: PathwayResult) -> set[str]:
    return {one.award for slot in result.slots for one in slot.items}


def share(result: PathwayResult) -> Fraction:
    """Of the credits, but no further than the parts that are met: all of it means complete."""
    if result.result == COMPLETE:
        return Fraction(1)
    slots = {one.id: one.state is State.MET for one in result.slots}
    root = result.pathway.tree
    parts = Fraction(tree.progress(root, slots), sum(one.needed for one in tree.nodes_of(root)))
    least = result.required.least
    credits_ = result.counted / least if least else Fraction(1)
    return min(credits_, parts, _NEARLY)


def closest(compared: Iterable[Compared]) -> Compared | None:
    """The first that is not complete."""
    return next((one for one in compared if one.result.result != COMPLETE), None)
