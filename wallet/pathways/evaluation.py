"""Evaluates what a learner holds against a pathway (spec/pathways.md, E.3).

Rules
-----
1. Same awards, pathway and day: same result, whatever the order of the awards.
2. Two results: strict, counting only what may be counted as it is, and optimistic, as if an
   advisor accepted every referred item. Slots, rules and unused items are told of the strict.
3. Complete is said only of a choice that was evaluated exactly, rule by rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from wallet.pathways import deciding, planning, tree
from wallet.pathways.agreements import Agreement
from wallet.pathways.amounts import shown
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
    NOTHING_CHANGED,
    Counted,
    Fix,
    Gives,
    PathwayResult,
    RuleResult,
    SlotResult,
    State,
    Unused,
    WhatIf,
)
from wallet.pathways.rules import authenticity
from wallet.pathways.rules.interface import Day, Doubt, Item, Measure, Rule, UnknownRule
from wallet.pathways.rules.shares import required_total
from wallet.pathways.solving import Solution, solve
from wallet.pathways.standing import Standing, served
from wallet.pathways.templates import HOME

SECONDS = 2.5
"""Of solving, for one evaluation; what is not proven or not tried by then is said so."""


def evaluate(  # noqa: PLR0913 - the question, spelled out
    pathway: Pathway,
    held: Sequence[HeldAward],
    as_of: date,
    *,
    what_if: WhatIf | None = None,
    agreements: Sequence[Agreement] = (),
    seconds: float = SECONDS,
    brief: bool = False,
) -> PathwayResult:
    """What counts, what is missing and why, on one day.

    Args:
        pathway: from ``wallet.pathways.read``.
        held: the learner's awards, in any order.
        as_of: what ends during that day has ended (UTC).
        what_if: rules set aside, awards taken for renewed, courses planned, choices made.
        agreements: on recognition, with their signatures checked.
        seconds: of solving, as many for counting what is equally good; the fixes are looked
            for in what both leave of them. When they are spent the result is
            ``proven_optimal`` False, ``more_equally_good``, or ``more_fixes``.
        brief: without fixes and without what is equally good.
    """
    what_if = what_if or NOTHING_CHANGED
    day, budget = _day(as_of, what_if, agreements), Budget(seconds)
    asked = waived(pathway, what_if.waived | deciding.set_aside(pathway, what_if.decided))
    judged = candidates(asked, held, day)
    ties = Budget(seconds)
    strict = solve(judged, day, referred=False, budget=budget, ties=None if brief else ties)
    helped = strict
    if judged.hangs_on_an_advisor:
        helped = solve(judged, day, referred=True, budget=budget)
    case = Case(
        pathway=asked,
        held=held,
        day=day,
        judged=judged,
        now=strict.standing,
        result=_result(strict.standing, helped.standing),
    )
    spare = Budget(budget.seconds + ties.seconds - seconds)
    found = () if brief else fixes(case, spare)
    more = spare.spent and not brief and case.result != COMPLETE
    # What was set aside stays in the list of the rules: it can be taken back.
    told = _told(case, strict, helped, found)
    return replace(told, pathway=pathway, what_if=what_if, more_fixes=more)


def _day(as_of: date, what_if: WhatIf, agreements: Sequence[Agreement]) -> Day:
    return Day(
        date=as_of,
        renewed=what_if.renewed,
        planned=what_if.planned,
        pinned=what_if.pinned | deciding.placed(what_if.decided, what_if.pinned),
        decided=what_if.decided,
        agreements=tuple(agreements),
    )


def again(
    result: PathwayResult,
    what_if: WhatIf,
    *,
    as_of: date | None = None,
    brief: bool = False,
) -> PathwayResult:
    """The same question with a change, or for another day; nothing is verified anew."""
    held = tuple(one for key, one in result.awards.items() if planning.is_held(key))
    day = as_of or result.as_of
    return evaluate(
        result.pathway,
        held,
        day,
        what_if=what_if,
        agreements=result.agreements,
        brief=brief,
    )


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
        more_equally_good=strict.more,
        counted=now.counted,
        excess=now.excess,
        required=required_total(asked),
        slots=tuple(_slot(slot, judged, strict, helped.standing) for slot in asked.slots),
        rules=tuple(_rule(one, strict, helped) for one in asked.rules),
        groups={one.path: tree.met(one, now.slots_met) for one in tree.nodes_of(asked.tree)},
        unused=tuple(_unused(judged, now)),
        fixes=found,
        optimistic=_optimistic(helped.standing),
        notices=tuple(_notices(asked, case.day, strict)),
        agreements=case.day.agreements,
        awards={one: item.award for one, item in judged.items.items()},
        reasons=judged.fits,
    )


def _result(strict: Standing, helped: Standing) -> str:
    if strict.complete:
        return COMPLETE
    return IF_REFERRED if helped.complete else INCOMPLETE


def _optimistic(helped: Standing) -> Gives:
    result = COMPLETE if helped.complete else INCOMPLETE
    return Gives(result=result, counted=helped.counted)


def _slot(slot: Slot, judged: Candidates, best: Solution, helped: Standing) -> SlotResult:
    strict = best.standing
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
            Counted(
                award=one.id,
                credits=one.credits,
                route=deciding.route_of(
                    one.id, slot.id, judged.day.decided, route(slot, one.id, judged)
                ),
                notes=(*one.notes, *_told_of(one, slot.id, judged)),
                converted=one.converted,
            )
            for one in items
        ),
        usable=tuple(award for award, doubts in free if not doubts),
        referred=tuple(
            award for award, doubts in free if doubts and all(one.refer for one in doubts)
        ),
        hints=judged.hints.get(slot.id, ()),
        as_good=tuple(sorted(award for award, at in best.others if at == slot.id)),
    )


def _told_of(item: Item, slot: str, judged: Candidates) -> Iterator[Doubt]:
    """Who decided it; what an overlap took off it (R-15); that it expired and counts."""
    yield from deciding.decided_by(item.id, slot, judged.day.decided)
    if authenticity.has_ended(item.award, judged.day):
        yield authenticity.expired(item.award)
    whole = judged.items[item.id].credits
    if item.credits < whole:
        yield Doubt(code="overlap_discounted", facts={"whole": shown(whole)})


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
            yield Unused(award=award, reasons=_why_not(award, judged, strict))


def _why_not(award: str, judged: Candidates, strict: Standing) -> tuple[Doubt, ...]:
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
    return (*_crowded_out(award, judged, strict), *notes)


def _misfit(item: Item, judged: Candidates) -> tuple[Doubt, ...]:
    """Nothing asks for it; whether it could be relied on is said all the same."""
    doubts = AUTHENTIC.doubts(item, judged.pathway.slots[0], judged.day)
    if any(one.code in NOTHING_ELSE for one in doubts):
        return doubts
    return (*doubts, Doubt(code="fits_no_slot"), *item.notes)


def _crowded_out(award: str, judged: Candidates, strict: Standing) -> tuple[Doubt, ...]:
    """Why an item that would count is not needed, or not beside the others."""
    used = {award for award, _ in strict.choice}
    found = [
        Doubt(code=code, facts={"by": tuple(sorted(together & used))})
        for together, code in judged.at_most_one.items()
        if award in together and together & used
    ]
    beside: dict[object, set[str]] = defaultdict(set)
    doubts: dict[object, Doubt] = {}
    for one in judged.clashes:
        if award in one.pair and one.pair & used:
            beside[one.doubt.key] |= one.pair & used
            doubts[one.doubt.key] = one.doubt
    found.extend(
        replace(doubt, facts={**doubt.facts, "by": tuple(sorted(beside[key]))})
        for key, doubt in doubts.items()
    )
    found.extend(_unserved(award, judged, strict))
    learner = judged.learners.get(award)
    others = {judged.learners[one] for one in used & set(judged.learners)}
    if learner is not None and others and learner not in others:
        found.append(Doubt(code="another_learner", refer=True))
    return tuple(found) or (Doubt(code="not_needed"),)


def _unserved(award: str, judged: Candidates, strict: Standing) -> Iterator[Doubt]:
    for rule in judged.needs:
        fits = (award, rule.target) in judged.fits
        if fits and not served(rule, judged.items[award], strict.chosen, referred=False):
            yield Doubt(code="prerequisite_missing", facts={"slot": rule.source})


def _notices(pathway: Pathway, day: Day, strict: Solution) -> Iterator[str]:
    """What stands in the headline (E.6)."""
    as_of = day.date
    if not (strict.pins_kept and day.pinned <= strict.standing.choice):
        yield "pins_impossible"
    yield from _owner(pathway)
    if pathway.status != "active":
        yield f"pathway_{pathway.status}"
    if pathway.valid_from is not None and as_of < pathway.valid_from:
        yield "pathway_not_yet"
    if pathway.valid_until is not None and as_of > pathway.valid_until:
        yield "pathway_ended"
    yield from deciding.notices(pathway, day.decided)


def _owner(pathway: Pathway) -> Iterator[str]:
    """Whose word the document is, as far as that is known."""
    if HOME in pathway.owner_ids:
        yield "pathway_without_home"
        return
    if not pathway.owner_name:
        yield "owner_unknown"
    signature = pathway.signature
    if signature is None:
        if pathway.owner_name:
            yield "owner_not_confirmed"
    elif not signature.checked:
        yield "owner_key_unknown" if signature.method else "owner_not_checked"
    elif signature.signer in pathway.owner_ids:
        yield "owner_signed" if pathway.owner_name else "owner_signed_by_another"
    else:
        yield "owner_signed_by_another"
