"""Evaluates what a learner holds against a pathway (spec/pathways.md, E.3).

Rules
-----
1. Same awards, pathway and day: same result, whatever the order of the awards.
2. Two results: strict, counting only what may be counted as it is, and optimistic, as if an
   advisor accepted every referred item. Slots, rules and unused items are told of the strict.
3. Complete is said only of a choice that was evaluated exactly, rule by rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wallet.pathways import tree
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Pathway, Slot
from wallet.pathways.fixes import Case, fixes, waived
from wallet.pathways.matching import (
    AUTHENTIC,
    NOTHING_ELSE,
    Candidates,
    candidates,
    route,
)
from wallet.pathways.program import Budget
from wallet.pathways.result import (
    COMPLETE,
    IF_REFERRED,
    INCOMPLETE,
    Counted,
    Fix,
    Gives,
    PathwayResult,
    RuleResult,
    SlotResult,
    State,
    Unused,
)
from wallet.pathways.rules.interface import Day, Doubt, Item, Measure, Rule, UnknownRule
from wallet.pathways.rules.shares import required_total
from wallet.pathways.solving import Solution, solve
from wallet.pathways.standing import Standing

SECONDS = 10.0
"""Of solving, for one evaluation with its fixes; what is not proven by then is said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A change that the person tries out."""

    waived: frozenset[str] = frozenset()
    """Rule ids."""
    renewed: frozenset[str] = frozenset()
    """Award ids."""


NOTHING_CHANGED = WhatIf()


def evaluate(
    pathway: Pathway,
    held: Sequence[HeldAward],
    as_of: date,
    *,
    what_if: WhatIf = NOTHING_CHANGED,
    seconds: float = SECONDS,
) -> PathwayResult:
    """What counts, what is missing and why, on one day.

    Args:
        pathway: from ``wallet.pathways.read``.
        held: the learner's awards, in any order.
        as_of: what ends during that day has ended (UTC).
        what_if: rules set aside and awards taken for renewed.
        seconds: of solving; when they are spent the result is ``proven_optimal`` False.
    """
    day, budget = Day(date=as_of, renewed=what_if.renewed), Budget(seconds)
    asked = waived(pathway, what_if.waived)
    judged = candidates(asked, held, day)
    strict = solve(judged, day, referred=False, budget=budget)
    helped = strict
    more = len(judged.pairs(referred=True)) > len(judged.pairs(referred=False))
    if more or len(set(judged.learners.values())) > 1:
        helped = solve(judged, day, referred=True, budget=budget, ties=False)
    case = Case(
        pathway=asked,
        held=held,
        day=day,
        judged=judged,
        now=strict.standing,
        result=_result(strict.standing, helped.standing),
    )
    return _told(case, strict, helped, fixes(case, budget))


def again(result: PathwayResult, what_if: WhatIf) -> PathwayResult:
    """The same question with a change; nothing is verified anew."""
    held = tuple(result.awards.values())
    return evaluate(result.pathway, held, result.as_of, what_if=what_if)


def _told(
    case: Case, strict: Solution, helped: Solution, found: tuple[Fix, ...]
) -> PathwayResult:
    """Everything that follows from the two choices."""
    asked, judged, now = case.pathway, case.judged, case.now
    return PathwayResult(
        pathway=asked,
        as_of=case.day.date,
        result=case.result,
        proven_optimal=strict.proven and helped.proven,
        equally_good=strict.equally_good,
        counted=now.counted,
        excess=now.excess,
        required=required_total(asked),
        slots=tuple(_slot(slot, judged, now, helped.standing) for slot in asked.slots),
        rules=tuple(_rule(one, strict, helped) for one in asked.rules),
        groups={one.path: tree.met(one, now.slots_met) for one in tree.nodes_of(asked.tree)},
        unused=tuple(_unused(judged, now)),
        fixes=found,
        optimistic=_optimistic(helped.standing),
        notices=tuple(_notices(asked, case.day.date)),
        awards={one: item.award for one, item in judged.items.items()},
    )


def _result(strict: Standing, helped: Standing) -> str:
    if strict.complete:
        return COMPLETE
    return IF_REFERRED if helped.complete else INCOMPLETE


def _optimistic(helped: Standing) -> Gives:
    result = COMPLETE if helped.complete else INCOMPLETE
    return Gives(result=result, counted=helped.counted)


def _slot(slot: Slot, judged: Candidates, strict: Standing, helped: Standing) -> SlotResult:
    items = strict.chosen.slots[slot.id]
    used = {award for award, _ in strict.choice}
    free = [
        (award, judged.fits[award, slot.id])
        for award in judged.items
        if (award, slot.id) in judged.fits and award not in used
    ]
    return SlotResult(
        id=slot.id,
        state=_slot_state(slot, strict, helped),
        items=tuple(
            Counted(award=one.id, credits=one.credits, route=route(slot), notes=one.notes)
            for one in items
        ),
        usable=tuple(award for award, doubts in free if not doubts),
        referred=tuple(
            award for award, doubts in free if doubts and all(one.refer for one in doubts)
        ),
    )


def _slot_state(slot: Slot, strict: Standing, helped: Standing) -> State:
    if strict.slots_met[slot.id]:
        return State.MET
    if helped.slots_met[slot.id]:
        return State.REFERRED
    return State.PARTLY if strict.chosen.slots[slot.id] else State.UNMET


def _rule(rule: Rule, strict: Solution, helped: Solution) -> RuleResult:
    found = strict.standing.measures[rule.id]
    unknown = isinstance(rule, UnknownRule)
    return RuleResult(
        id=rule.id,
        type=rule.type,
        severity=rule.severity,
        state=State.INDETERMINATE if unknown else _rule_state(rule, found, helped),
        required=found.required,
        have=found.have,
        missing=found.missing,
        reason="unknown_rule" if unknown else None,
        facts={"parameter": rule.parameter} if isinstance(rule, UnknownRule) else found.facts,
    )


def _rule_state(rule: Rule, found: Measure, helped: Solution) -> State:
    if found.met:
        return State.MET
    return State.REFERRED if helped.standing.measures[rule.id].met else State.UNMET


def _unused(judged: Candidates, strict: Standing) -> Iterator[Unused]:
    used = {award for award, _ in strict.choice}
    for award in judged.items:
        if award not in used:
            yield Unused(award=award, reasons=_why_not(award, judged, used))


def _why_not(award: str, judged: Candidates, used: set[str]) -> tuple[Doubt, ...]:
    """All reasons, in every slot that asks for such an item."""
    inside = judged.of(award)
    notes = judged.items[award].notes
    if not inside:
        return _misfit(judged.items[award], judged)
    if all(inside.values()):
        every = {doubt.key: doubt for doubts in inside.values() for doubt in doubts}
        codes = {one.code for one in every.values()}
        if codes & NOTHING_ELSE:
            return tuple(every.values())
        # "Its size is not known" has said already that it names no credits.
        said = frozenset(("credits_unknown",)) if "size_unknown" in codes else frozenset()
        return (*every.values(), *(one for one in notes if one.code not in said))
    return (*_crowded_out(award, judged, used), *notes)


def _misfit(item: Item, judged: Candidates) -> tuple[Doubt, ...]:
    """Nothing asks for it; whether it could be relied on is said all the same."""
    doubts = AUTHENTIC.doubts(item, judged.pathway.slots[0], judged.day)
    if any(one.code in NOTHING_ELSE for one in doubts):
        return doubts
    return (*doubts, Doubt(code="fits_no_slot"), *item.notes)


def _crowded_out(award: str, judged: Candidates, used: set[str]) -> tuple[Doubt, ...]:
    """Why an item that would count is not needed, or not beside the others."""
    found = [
        Doubt(code=code, facts={"by": tuple(sorted(together & used))})
        for together, code in judged.at_most_one.items()
        if award in together and together & used
    ]
    learner = judged.learners.get(award)
    others = {judged.learners[one] for one in used & set(judged.learners)}
    if learner is not None and others and learner not in others:
        found.append(Doubt(code="another_learner", refer=True))
    return tuple(found) or (Doubt(code="not_needed"),)


def _notices(pathway: Pathway, as_of: date) -> Iterator[str]:
    """What stands in the headline (E.6)."""
    if not pathway.owner_name:
        yield "owner_unknown"
    else:
        yield "owner_not_confirmed"
    if pathway.status != "active":
        yield f"pathway_{pathway.status}"
    if pathway.valid_from is not None and as_of < pathway.valid_from:
        yield "pathway_not_yet"
    if pathway.valid_until is not None and as_of > pathway.valid_until:
        yield "pathway_ended"
    if pathway.signoff_required:
        yield "signoff_required"
