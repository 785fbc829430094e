"""Which items fit which slots: all reasons, not just the first (spec/pathways.md, E.3, 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wallet.pathways import exclusive, unit
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Match, Pathway, Slot
from wallet.pathways.rules.authenticity import AuthenticityRule
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

AUTHENTIC = AuthenticityRule(id="authenticity", type="authenticity", waivable=False)
NOTHING_ELSE = frozenset(("not_genuine", "not_proven"))
"""What an unproven credential says of itself is no fact, so nothing more is said about it."""
_OPEN_ROUTES = frozenset(("automatic", "elective"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Every item against every slot."""

    pathway: Pathway
    day: Day
    items: Mapping[str, Item]
    """By award id, in the order of ids."""
    fits: Mapping[tuple[str, str], tuple[Doubt, ...]]
    """(award id, slot id) -> doubts, for pairs whose ``match`` holds."""
    at_most_one: Mapping[frozenset[str], str]
    learners: Mapping[str, str]

    def of(self, award: str) -> dict[str, tuple[Doubt, ...]]:
        """Slot id -> doubts, for the slots that ask for this award."""
        return {
            slot.id: self.fits[award, slot.id]
            for slot in self.pathway.slots
            if (award, slot.id) in self.fits
        }

    def pairs(self, *, referred: bool) -> tuple[tuple[str, str], ...]:
        """Pairs that may be chosen; with ``referred`` also those that an advisor may accept."""
        return tuple(
            pair
            for pair, doubts in self.fits.items()
            if all(one.refer and referred for one in doubts)
        )


def candidates(pathway: Pathway, held: Sequence[HeldAward], day: Day) -> Candidates:
    """Judge every award for every slot."""
    awards = exclusive.distinct(held)
    items = {award.id: unit.item(award, pathway.unit) for award in awards}
    rules = _blocking(pathway)
    fits = {
        (item.id, slot.id): _doubts(item, slot, day, rules)
        for item in items.values()
        for slot in pathway.slots
        if slot.match is None or matches(item.award, slot.match)
    }
    return Candidates(
        pathway=pathway,
        day=day,
        items=items,
        fits=fits,
        at_most_one=exclusive.at_most_one(awards),
        learners=exclusive.learners(awards),
    )


def _blocking(pathway: Pathway) -> tuple[ItemRule, ...]:
    found = tuple(
        one for one in pathway.rules if isinstance(one, ItemRule) and one.severity == "block"
    )
    # A document can tighten authenticity, never loosen it: ours is asked as well.
    return (AUTHENTIC, *found)


def _doubts(item: Item, slot: Slot, day: Day, rules: Sequence[ItemRule]) -> tuple[Doubt, ...]:
    found: dict[object, Doubt] = {}
    for rule in rules:
        for doubt in rule.doubts(item, slot, day) if rule.about(slot) else ():
            known = found.get(doubt.key)
            if known is None or known.refer:
                found[doubt.key] = doubt
            if doubt.code in NOTHING_ELSE:
                return (doubt,)
    if slot.routes and not _OPEN_ROUTES & set(slot.routes):
        doubt = Doubt(code="needs_decision", facts={"routes": slot.routes}, refer=True)
        found[doubt.key] = doubt
    return tuple(found.values())


def matches(award: HeldAward, match: Match) -> bool:
    """Whether an award is what a slot asks for. Names and titles never decide."""
    return (
        _groups(award, match)
        and _among(match.definitions, award.definition_ids)
        and _among(match.kinds, (award.kind.value,))
        and _among(match.issuers, (award.issuer_id,))
        and _skills(award, match)
        and _fields(award, match)
        and match.agreement is None
    )


def _groups(award: HeldAward, match: Match) -> bool:
    some = not match.any_of or any(matches(award, one) for one in match.any_of)
    return some and all(matches(award, one) for one in match.all_of)


def _among(wanted: frozenset[str], have: Sequence[str | None]) -> bool:
    return not wanted or any(one in wanted for one in have)


def _skills(award: HeldAward, match: Match) -> bool:
    if not match.skills:
        return True
    shared = len(match.skills & award.skills)
    if match.coverage is None:
        return shared > 0
    return shared >= match.coverage * len(match.skills)


def _fields(award: HeldAward, match: Match) -> bool:
    """ISCED-F: the code itself or one below it."""
    return not match.fields or any(
        have.value.startswith(match.fields)
        for have in award.fields
        if have.scheme.upper().startswith("ISCED")
    )


def route(slot: Slot) -> str:
    """By which way an item counts in a slot (spec/pathways.md, E.6)."""
    return "elective" if slot.designation == "elective" else "automatic"
