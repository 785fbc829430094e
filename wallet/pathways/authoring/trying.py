"""What a draft would mean for learners, before anybody is told.

Rules
-----
1. The same evaluation as everywhere: nothing is estimated.
2. The last version and the new one are evaluated over the same awards for the same day.
3. Nothing is verified anew and nothing is kept: the awards are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wallet.pathways.agreements import Agreement
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Pathway
from wallet.pathways.evaluation import evaluate
from wallet.pathways.result import COMPLETE, IF_REFERRED, INCOMPLETE, PathwayResult

_RANK = {INCOMPLETE: 0, IF_REFERRED: 1, COMPLETE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody whose credentials are at hand."""

    id: str
    """Of the case; empty for the wallet's own owner."""
    name: str
    held: tuple[HeldAward, ...]
    agreements: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A learner on a pathway that is still being written."""

    learner: Learner
    result: PathwayResult


class Effect(StrEnum):
    """What a new version does to somebody."""

    NONE = "none"
    """Neither the result nor what counts is another."""
    COUNTS_OTHERWISE = "counts_otherwise"
    """The result is the same, but other credentials or another amount count."""
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A learner under the last version and under the new one."""

    learner: Learner
    before: PathwayResult
    after: PathwayResult

    @property
    def effect(self) -> Effect:
        """What the new version does."""
        step = _RANK[self.after.result] - _RANK[self.before.result]
        if step:
            return Effect.BETTER if step > 0 else Effect.WORSE
        same = _counted(self.before) == _counted(self.after)
        return Effect.NONE if same else Effect.COUNTS_OTHERWISE


def _counted(result: PathwayResult) -> tuple[object, frozenset[str]]:
    items = frozenset(one.award for slot in result.slots for one in slot.items)
    return result.counted, items


def preview(
    pathway: Pathway,
    learners: Sequence[Learner],
    day: date,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Tried, ...]:
    """Each learner on the pathway, in their order; fewer where it was cancelled."""
    return tuple(
        Tried(learner=one, result=_evaluated(pathway, one, day))
        for one in _until(learners, cancelled)
    )


def affected(
    old: Pathway,
    new: Pathway,
    learners: Sequence[Learner],
    day: date,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Affected, ...]:
    """Each learner under both versions, those for whom it gets worse first."""
    order = {Effect.WORSE: 0, Effect.BETTER: 1, Effect.COUNTS_OTHERWISE: 2, Effect.NONE: 3}
    found = [
        Affected(
            learner=one,
            before=_evaluated(old, one, day),
            after=_evaluated(new, one, day),
        )
        for one in _until(learners, cancelled)
    ]
    return tuple(sorted(found, key=lambda one: order[one.effect]))


def _until(
    learners: Sequence[Learner], cancelled: Callable[[], bool] | None
) -> Iterator[Learner]:
    for one in learners:
        if cancelled is not None and cancelled():
            return
        yield one


def _evaluated(pathway: Pathway, learner: Learner, day: date) -> PathwayResult:
    """In full: of choices that are equally good only that names the same one each time."""
    return evaluate(pathway, learner.held, day, agreements=learner.agreements)
