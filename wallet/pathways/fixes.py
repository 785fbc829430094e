"""The smallest changes that would help, each found by solving with one relaxation (E.3, 6).

Rules
-----
1. Only changes that help are told: completing, or meeting more than now.
2. A rule is offered for waiving where the document allows it. What the whole adds up to, and
   whether a credential can be relied on, are never waived.
3. Renewing is offered for awards that have expired or grown too old.
4. "Add" names the slot where the least credit helps; where slots stand empty, each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from wallet.credential import Kind
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Pathway, Slot
from wallet.pathways.matching import Candidates, candidates
from wallet.pathways.model import Newcomer
from wallet.pathways.program import Budget
from wallet.pathways.result import COMPLETE, IF_REFERRED, INCOMPLETE, Fix, Gives
from wallet.pathways.rules.interface import Day, Item, Rule
from wallet.pathways.rules.item_size import ItemSizeRule
from wallet.pathways.rules.shares import required_total
from wallet.pathways.solving import BUILDING, smallest, solve
from wallet.pathways.standing import Standing, blocks
from wallet.report import VerdictCode

MOST_RENEWALS = 20
"""Awards tried for renewal, in the order of ids."""

_OLD = frozenset(("expired", "too_old"))
_RANKS = {INCOMPLETE: 0, IF_REFERRED: 1, COMPLETE: 2}
_NEW_ID = "~new"
_HUNDREDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was asked and what came out."""

    pathway: Pathway
    held: Sequence[HeldAward]
    day: Day
    judged: Candidates
    now: Standing
    result: str


def fixes(case: Case, budget: Budget) -> tuple[Fix, ...]:
    """All single changes that help; nothing where the pathway is complete."""
    if case.now.complete:
        return ()
    every = (_waivers, _renewals, _additions)
    return tuple(fix for look in every for fix in look(case, budget))


def outcome(
    pathway: Pathway, held: Sequence[HeldAward], day: Day, budget: Budget
) -> tuple[Gives, Standing] | None:
    """What a changed question comes to; None where there was no time to find out."""
    judged = candidates(pathway, held, day)
    budget.seconds -= BUILDING * len(judged.fits)  # what judging them has taken
    strict = solve(judged, day, referred=False, budget=budget)
    now = strict.standing
    if now.complete:
        return (Gives(result=COMPLETE, counted=now.counted), now) if strict.proven else None
    helped = solve(judged, day, referred=True, budget=budget)
    if not (strict.proven and helped.proven):
        return None
    result = IF_REFERRED if helped.standing.complete else INCOMPLETE
    return Gives(result=result, counted=now.counted), now


def _helps(case: Case, found: tuple[Gives, Standing], rule: Rule | None = None) -> bool:
    """Whether a change makes the result, what is met or what is counted better.

    A rule that was waived no longer counts as one that is met.
    """
    gives, then = found
    own = rule is not None and case.now.measures[rule.id].met
    before = (_RANKS[case.result], case.now.score[1] - own, case.now.counted)
    return (_RANKS[gives.result], then.score[1], then.counted) > before


def waived(pathway: Pathway, rule_ids: frozenset[str]) -> Pathway:
    """The pathway without those rules."""
    kept = tuple(one for one in pathway.rules if one.id not in rule_ids)
    return replace(pathway, rules=kept)


def may_waive(rule: Rule) -> bool:
    """Whether an advisor may set this rule aside (rule 2)."""
    return rule.waivable and blocks(rule)


def waivable(pathway: Pathway) -> frozenset[str]:
    """Ids of the rules that an advisor may set aside."""
    return frozenset(one.id for one in pathway.rules if may_waive(one))


def _waivers(case: Case, budget: Budget) -> Iterator[Fix]:
    for rule in case.pathway.rules:
        if not may_waive(rule) or budget.spent:
            continue
        changed = waived(case.pathway, frozenset((rule.id,)))
        found = outcome(changed, case.held, case.day, budget)
        if found is not None and _helps(case, found, rule):
            yield Fix(kind="waive", rule=rule.id, gives=found[0], lets=_let_in(case, found[1]))


def _let_in(case: Case, then: Standing) -> tuple[str, ...]:
    """Awards that are chosen then, and against which something speaks now."""
    now = {award for award, _ in case.judged.pairs(referred=False)}
    return tuple(sorted({award for award, _ in then.choice} - now))


def _renewals(case: Case, budget: Budget) -> Iterator[Fix]:
    old = sorted(
        {
            award
            for (award, _), doubts in case.judged.fits.items()
            if any(one.code in _OLD for one in doubts)
        }
    )
    for award in old[:MOST_RENEWALS]:
        if budget.spent:
            return
        day = replace(case.day, renewed=case.day.renewed | {award})
        found = outcome(case.pathway, case.held, day, budget)
        if found is not None and _helps(case, found):
            yield Fix(kind="renew", award=award, gives=found[0])


def _additions(case: Case, budget: Budget) -> Iterator[Fix]:
    empty = [one for one in case.pathway.slots if not case.now.slots_met[one.id]]
    wanted = [one for one in empty if one.designation == "required"] or empty
    found = [
        fix
        for slot in (wanted or case.pathway.slots)
        if (fix := _addition(case, slot, budget)) is not None
    ]
    if wanted or not found:
        yield from found
        return
    # Any slot would do: the one that needs least, an open one before a narrow one.
    elective = {one.id for one in case.pathway.slots if one.designation == "elective"}
    yield min(found, key=lambda one: (one.at_least, one.slot not in elective))


def _addition(case: Case, slot: Slot, budget: Budget) -> Fix | None:
    """By anybody if that completes it, else by the owner if that does, else a step further."""
    if budget.spent:
        return None
    tried = [(_NEW_ID, None), *((one, "owner") for one in sorted(case.pathway.owner_ids)[:1])]
    further: Fix | None = None
    for issuer, name in tried:
        new = _newcomer(case, slot, issuer)
        found = smallest(case.judged, case.day, new, budget, better_than=case.now)
        if found is None:
            continue
        size, complete = found
        result = COMPLETE if complete else INCOMPLETE
        gives = Gives(result=result, counted=case.now.counted)
        fix = Fix(kind="add", slot=slot.id, at_least=size, issuer=name, gives=gives)
        if complete:
            return fix
        further = further or fix
    return further


def _newcomer(case: Case, slot: Slot, issuer: str) -> Newcomer:
    """A perfect item for the slot, by nobody the learner has anything from or by the owner."""
    unit = case.pathway.unit
    award = HeldAward(
        id=_NEW_ID,
        credential_id=_NEW_ID,
        verdict=VerdictCode.VERIFIED,
        kind=Kind.MICRO_CREDENTIAL,
        issuer_id=issuer,
        country=_NEW_ID,
        mode=_NEW_ID,
        award_date=case.day.date,
    )
    sizes = [
        one.size
        for one in case.pathway.rules
        if isinstance(one, ItemSizeRule) and one.about(slot) and blocks(one)
    ]
    amounts = [item.credits for item in case.judged.items.values()]
    most = required_total(case.pathway).most or required_total(case.pathway).least
    limits = [one.most for one in (*sizes, slot.credits) if one.most is not None]
    return Newcomer(
        item=Item(
            award=award,
            credits=Fraction(1),
            credits_known=True,
            hours=unit.hours_per_credit or Fraction(),
        ),
        slot=slot.id,
        least=max((one.least for one in sizes if one.least is not None), default=Fraction()),
        most=min(limits, default=most or Fraction(_HUNDREDTH)),
        step=Fraction(1, lcm(_HUNDREDTH, *(one.denominator for one in amounts))),
    )
