"""What a finished choice is worth, counted plainly: the judge of the solver's answer (E.3).

Nothing here knows how the choice was found. Every hard condition and every rule is evaluated
on it exactly; the result that people see comes from here and never from the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from wallet.pathways import tree
from wallet.pathways.document import Pathway, Slot
from wallet.pathways.matching import Candidates
from wallet.pathways.rules.accreditation import ACCREDITED, DENIED
from wallet.pathways.rules.interface import (
    Chosen,
    ClashRule,
    Day,
    DiscountRule,
    Item,
    ItemRule,
    Measure,
    NeedRule,
    Rule,
    SumRule,
    UnknownRule,
)
from wallet.pathways.rules.shares import required_total

Choice: TypeAlias = frozenset[tuple[str, str]]
"""Pairs of award id and slot id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A choice with all that follows from it."""

    choice: Choice
    chosen: Chosen
    breaches: tuple[str, ...]
    """Hard conditions that it breaks; such a choice counts for nothing."""
    slots_met: Mapping[str, bool]
    measures: Mapping[str, Measure]
    """By rule id."""
    complete: bool
    counted: Fraction
    """Credit up to the maximum of the whole."""
    excess: Fraction
    score: tuple[Fraction, ...]
    """The objective of E.3, 4, (a) to (f); the larger tuple is the better choice."""


def judge(candidates: Candidates, choice: Choice, day: Day, *, referred: bool) -> Standing:
    """Evaluate a choice; ``referred`` as if an advisor accepted the referred items."""
    pathway = candidates.pathway
    chosen = _chosen(candidates, choice)
    slots_met = {slot.id: _slot_met(slot, chosen.slots[slot.id]) for slot in pathway.slots}
    measures = {rule.id: _measure(pathway, chosen, day, rule.id) for rule in pathway.rules}
    root_met = tree.met(pathway.tree, slots_met)
    blocking = [one.id for one in pathway.rules if blocks(one)]
    total = sum((one.credits for one in chosen.items()), Fraction())
    most = required_total(pathway).most
    counted = total if most is None else min(total, most)
    complete = root_met and all(measures[one].met for one in blocking)
    met = tree.progress(pathway.tree, slots_met) + root_met
    return Standing(
        choice=choice,
        chosen=chosen,
        breaches=tuple(_breaches(candidates, choice, chosen, referred=referred)),
        slots_met=slots_met,
        measures=measures,
        complete=complete,
        counted=counted,
        excess=total - counted,
        score=(
            Fraction(complete),
            Fraction(met + sum(measures[one].met for one in blocking)),
            counted,
            Fraction(sum(measures[one.id].met for one in pathway.rules if _warns(one))),
            Fraction(-sum(weakness(one) for one in chosen.items())),
            Fraction(-len(chosen.items())),
            Fraction(-sum(bool(doubts) for doubts in _used_doubts(candidates, choice))),
        ),
    )


def _chosen(candidates: Candidates, choice: Choice) -> Chosen:
    """The items in their slots, without the credit that another one has already (R-15)."""
    used = {award for award, _ in choice}
    items = {one: candidates.items[one] for one in used if one in candidates.items}
    for award, larger in candidates.shared.items():
        share = max((by for one, by in larger.items() if one in used), default=Fraction())
        if share and award in items:
            full = items[award]
            items[award] = replace(
                full, credits=full.credits * (1 - share), hours=full.hours * (1 - share)
            )
    return Chosen(
        pathway=candidates.pathway,
        slots={
            slot.id: tuple(items[award] for award, at in sorted(choice) if at == slot.id)
            for slot in candidates.pathway.slots
        },
    )


def blocks(rule: Rule) -> bool:
    """Whether the result hangs on this rule. Unknown rules block whatever their severity."""
    return isinstance(rule, UnknownRule) or rule.severity == "block"


def _warns(rule: Rule) -> bool:
    return not isinstance(rule, UnknownRule) and rule.severity == "warn"


def weakness(item: Item) -> int:
    """How weak the accreditation behind an item is: 0 found, 1 not known, 2 denied."""
    code = item.award.accreditation
    return 0 if code in ACCREDITED else 2 if code in DENIED else 1


def item_rule_broken(rule: ItemRule, item: Item, slot: Slot, day: Day) -> bool:
    """Whether a rule that does not block has something against an item in a slot."""
    return rule.about(slot) and bool(rule.doubts(item, slot, day))


def _measure(pathway: Pathway, chosen: Chosen, day: Day, rule_id: str) -> Measure:
    rule = next(one for one in pathway.rules if one.id == rule_id)
    if isinstance(rule, SumRule):
        return rule.measure(chosen)
    if isinstance(rule, UnknownRule):
        return Measure(met=False)
    if rule.severity == "block" or isinstance(rule, DiscountRule):
        return Measure(met=True)
    broken = {
        item.id
        for slot in pathway.slots
        for item in chosen.slots[slot.id]
        if isinstance(rule, ItemRule) and item_rule_broken(rule, item, slot, day)
    }
    broken |= {one for pair in _beside(rule, chosen) for one in pair}
    return Measure(met=not broken, facts={"items": tuple(sorted(broken))})


def _beside(rule: Rule, chosen: Chosen) -> Iterator[frozenset[str]]:
    """What a rule that does not block has against items beside each other."""
    if isinstance(rule, ClashRule):
        for first, second in combinations(chosen.items(rule.scope), 2):
            if rule.clash(first, second) is not None:
                yield frozenset((first.id, second.id))
    if isinstance(rule, NeedRule):
        for item in chosen.slots[rule.target]:
            if not served(rule, item, chosen, referred=False):
                yield frozenset((item.id,))


def served(rule: NeedRule, item: Item, chosen: Chosen, *, referred: bool) -> bool:
    """Whether something that is chosen is what the item needs."""
    return any(
        one.id != item.id and rule.serves(one, item, referred=referred)
        for one in chosen.slots[rule.source]
    )


def _slot_met(slot: Slot, items: tuple[Item, ...]) -> bool:
    total = sum((one.credits for one in items), Fraction())
    enough = slot.items.least is None or len(items) >= slot.items.least
    return enough and (slot.credits.least is None or total >= slot.credits.least)


def _used_doubts(candidates: Candidates, choice: Choice) -> Iterator[tuple[object, ...]]:
    """The doubts about each chosen item, in the slots where it is used."""
    for award in sorted({one for one, _ in choice}):
        yield tuple(
            doubt
            for pair in sorted(choice)
            if pair[0] == award
            for doubt in candidates.fits[pair]
        )


def _breaches(
    candidates: Candidates, choice: Choice, chosen: Chosen, *, referred: bool
) -> Iterator[str]:
    if not choice <= set(candidates.pairs(referred=referred)):
        yield "not_eligible"
    for slot in candidates.pathway.slots:
        yield from _overfull(slot, chosen.slots[slot.id])
    used = {award for award, _ in choice}
    for together, code in candidates.at_most_one.items():
        if len(together & used) > 1:
            yield code
    yield from _beside_each_other(candidates, choice, chosen, referred=referred)
    learners = {candidates.learners[one] for one in used if one in candidates.learners}
    if not referred and len(learners) > 1:
        yield "another_learner"
    for (award, first), (other, second) in combinations(sorted(choice), 2):
        if award == other and not may_share(candidates.pathway, first, second):
            yield "counted_twice"


def _beside_each_other(
    candidates: Candidates, choice: Choice, chosen: Chosen, *, referred: bool
) -> Iterator[str]:
    """Rules about items beside each other (R-07, R-15, R-21, R-22)."""
    for clash in candidates.apart(referred=referred):
        scope = clash.scope
        if clash.pair <= {one for one, at in choice if scope is None or at in scope}:
            yield clash.doubt.code
    for rule in candidates.needs:
        for item in chosen.slots[rule.target]:
            if not served(rule, item, chosen, referred=referred):
                yield "prerequisite_missing"


def _overfull(slot: Slot, items: tuple[Item, ...]) -> Iterator[str]:
    if slot.items.most is not None and len(items) > slot.items.most:
        yield "slot_full"
    total = sum((one.credits for one in items), Fraction())
    if slot.credits.most is not None and total > slot.credits.most:
        yield "slot_credits_full"


def may_share(pathway: Pathway, first: str, second: str) -> bool:
    """Whether one item may fill both slots: one of them says so (E.3, 3)."""
    return second in pathway.slot(first).reuse_with or first in pathway.slot(second).reuse_with
