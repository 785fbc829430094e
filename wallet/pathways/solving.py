"""From a model to the best choice, judged (spec/pathways.md, E.3, 4 and 6).

Rules
-----
1. Objectives in order, each with the optimum of the earlier ones fixed.
2. Of equally good choices the first in the order of ids is taken, so that the answer does not
   hang on the order of the input; at most ``MOST_TIES`` are counted, fewer in large cases
   (by size, not by the clock, so that the answer is the same on every computer), and none
   beyond the seconds given for it. Counting is no part of the proof that nothing is better.
   In the largest cases only exchanges of one item for another are looked through, without the
   solver, which would take as long for that as for its proof; "at least" is then said.
3. What the solver says is evaluated by ``standing.judge``. A choice that breaks a condition, or
   whose worth is not what the solver claimed, is not called proven, and one that breaks a
   condition is dropped: nothing is then counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from wallet.pathways import objectives
from wallet.pathways.matching import Candidates
from wallet.pathways.model import Model, Newcomer
from wallet.pathways.program import Budget
from wallet.pathways.rules.interface import Day, Item
from wallet.pathways.standing import Choice, Standing, judge, weakness

MOST_TIES = 50
BUILDING = 1e-4
"""Seconds that making a model takes for each pair: an estimate, as no clock is read here."""
_FEWEST_TIES = 3
_MOST_EXCHANGES = 20
"""Judged one by one in the largest cases."""
_TIES_BY_PAIRS = 2_000
"""So many ties are looked for, divided by the pairs of items and slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The best choice found."""

    standing: Standing
    proven: bool
    equally_good: int
    """1 to ``MOST_TIES``."""
    more: bool = False
    """Whether there may be more than were counted."""
    others: frozenset[tuple[str, str]] = frozenset()
    """Pairs of choices that are as good, and not of this one."""
    pins_kept: bool = True
    """Whether every pin stands; pins that exclude each other are all set aside."""


def solve(
    candidates: Candidates,
    day: Day,
    *,
    referred: bool,
    budget: Budget,
    ties: Budget | None = None,
) -> Solution:
    """The best choice; with ``ties`` by all objectives and with its equals, else (a), (b)."""
    wanted = candidates.pinned
    budget.seconds -= BUILDING * len(candidates.fits)
    model = Model(candidates, day, referred=referred)
    if model.pinned and model.is_impossible(budget):
        candidates = replace(candidates, pinned=frozenset())
        model = Model(candidates, day, referred=referred)
    choice, proven = _chosen(model, budget, short=ties is None)
    best = judge(candidates, choice, day, referred=referred)
    if best.breaches:
        choice, proven = frozenset(), False
        best = judge(candidates, choice, day, referred=referred)
    equal, more = [best], False
    if ties is not None and proven:
        found, more = _equals(model, best, ties)
        equal.extend(found)
        best = min(equal, key=lambda one: sorted(one.choice))
    return Solution(
        standing=best,
        proven=proven,
        equally_good=len(equal),
        more=more,
        others=frozenset().union(*(one.choice for one in equal)) - best.choice,
        pins_kept=wanted <= best.choice,
    )


def _chosen(model: Model, budget: Budget, *, short: bool) -> tuple[Choice, bool]:
    """The choice that is best by one objective after the other, and whether that is proven."""
    choice: Choice = frozenset()
    proven = True
    before: Mapping[int, int] = {}
    for objective in objectives.in_order(model, short=short):
        if not objective or objective == before:
            continue
        before = objective
        answer = model.program.best(objective, budget)
        if answer.values is None:
            return choice, False
        choice, proven = model.choice(answer), proven and answer.proven
        reached = sum(round(answer.values[one]) * by for one, by in objective.items())
        model.program.row(objective, least=reached)
    return choice, proven


def _equals(model: Model, best: Standing, budget: Budget) -> tuple[list[Standing], bool]:
    """Other choices that are as good, and whether there may be more of them."""
    choice = best.choice
    found: list[Standing] = []
    if not model.pairs:
        return found, False
    most = min(MOST_TIES, _TIES_BY_PAIRS // len(model.pairs))
    if most < _FEWEST_TIES:
        return list(islice(_exchanged(model, best), _FEWEST_TIES - 1)), True
    while len(found) < most - 1:
        model.forbid(choice)
        answer = model.program.best({}, budget)
        if answer.values is None or not answer.proven:
            return found, not answer.proven
        choice = model.choice(answer)
        other = judge(model.candidates, choice, model.day, referred=model.referred)
        if not other.breaches and other.score == best.score:
            found.append(other)
    return found, True


def _exchanged(model: Model, best: Standing) -> Iterator[Standing]:
    """Choices as good as the best one with a single item exchanged, in the order of ids."""
    used, items = {award for award, _ in best.choice}, model.items
    fits = model.candidates.pairs(referred=model.referred)
    free = sorted(pair for pair in fits if pair[0] not in used)
    exchanges = (
        best.choice - {(award, slot)} | {(other, slot)}
        for award, slot in sorted(best.choice - model.pinned)
        for other, at in free
        if at == slot and _alike(items[award], items[other])
    )
    for choice in islice(exchanges, _MOST_EXCHANGES):
        found = judge(model.candidates, choice, model.day, referred=model.referred)
        if not found.breaches and found.score == best.score:
            yield found


def _alike(one: Item, other: Item) -> bool:
    """What an exchange that keeps the worth of the whole cannot change."""
    return one.credits == other.credits and weakness(one) == weakness(other)


def smallest(
    candidates: Candidates,
    day: Day,
    newcomer: Newcomer,
    budget: Budget,
    *,
    better_than: Standing,
) -> tuple[Fraction, bool] | None:
    """The least credit of one more item that completes the pathway, and whether it does.

    Where nothing of that kind completes it: the least that meets more than now. None: no item
    in that slot helps.
    """
    for complete in (True, False):
        budget.seconds -= BUILDING * len(candidates.fits)
        model = Model(candidates, day, referred=False, newcomer=newcomer)
        if complete:
            model.program.row({model.complete: 1}, least=1)
        else:
            met = better_than.score[1]
            model.program.row(dict(objectives.satisfied(model)), least=met + 1)
        answer = model.program.best({model.size: -1}, budget)
        if answer.values is not None and answer.proven:
            return round(answer.values[model.size]) * newcomer.step, complete
    return None
