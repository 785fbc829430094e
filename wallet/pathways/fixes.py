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
from wallet.pathways.solving import smallest, solve
from wallet.pathways.standing import Standing, blocks
from wallet.report import VerdictCode

MOST_RENEWALS = 20
"""Awards tried for renewal, in the order of ids."""

_OLD = frozenset(("expired", "too_old"))
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


def fixes(case: Case, budget: Budget) -> tuple[Fix, ...]:
    """All single changes that help; nothing where the pathway is complete."""
    if case.now.complete:
        return ()
    return (
        *_waivers(case, budget),
        *_renewals(case, budget),
        *_additions(case, budget),
    )


def outcome(
    pathway: Pathway, held: Sequence[HeldAward], day: Day, budget: Budget
) -> tuple[Gives, Standing]:
    """What a changed question comes to; ``complete_if_referred`` is looked for as well."""
    judged = candidates(pathway, held, day)
    strict = solve(judged, day, referred=False, budget=budget, ties=False).standing
    if strict.complete:
        return Gives(result=COMPLETE, counted=strict.counted), strict
    with_help = solve(judged, day, referred=True, budget=budget, ties=False).standing
    result = IF_REFERRED if with_help.complete else INCOMPLETE
    return Gives(result=result, counted=strict.counted), strict


def _helps(case: Case, gives: Gives, then: Standing) -> bool:
    return gives.result == COMPLETE or then.score[:3] > case.now.score[:3]


def waived(pathway: Pathway, rule_ids: frozenset[str]) -> Pathway:
    """The pathway without those rules."""
    kept = tuple(one for one in pathway.rules if one.id not in rule_ids)
    return replace(pathway, rules=kept)


def may_waive(rule: Rule) -> bool:
    """Whether an advisor may set this rule aside (rule 2)."""
    return rule.waivable and blocks(rule)


def _waivers(case: Case, budget: Budget) -> Iterator[Fix]:
    for rule in case.pathway.rules:
        if not may_waive(rule):
            continue
        changed = waived(case.pathway, frozenset((rule.id,)))
        gives, then = outcome(changed, case.held, case.day, budget)
        met_alone = replace(
            case.now, score=(Fraction(), case.now.score[1] - 1, case.now.counted)
        )
        before = case if rule.id not in case.now.measures else _without(case, rule, met_alone)
        if _helps(before, gives, then):
            yield Fix(kind="waive", rule=rule.id, gives=gives)


def _without(case: Case, rule: Rule, less: Standing) -> Case:
    """As it stands now, not counting the waived rule as one that is met."""
    return replace(case, now=less) if case.now.measures[rule.id].met else case


def _renewals(case: Case, budget: Budget) -> Iterator[Fix]:
    old = sorted(
        {
            award
            for (award, _), doubts in case.judged.fits.items()
            if any(one.code in _OLD for one in doubts)
        }
    )
    for award in old[:MOST_RENEWALS]:
        day = replace(case.day, renewed=case.day.renewed | {award})
        gives, then = outcome(case.pathway, case.held, day, budget)
        if _helps(case, gives, then):
            yield Fix(kind="renew", award=award, gives=gives)


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
