"""Which items fit which slots: all reasons, not just the first (spec/pathways.md, E.3, 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from wallet.pathways import deciding, exclusive, planning, unit
from wallet.pathways.agreements import Agreement, agreeing, doubts_of, granted
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Match, Pathway, Slot
from wallet.pathways.fitting import definitions_of, matches
from wallet.pathways.rules.authenticity import AuthenticityRule
from wallet.pathways.rules.grade import GradeRule
from wallet.pathways.rules.interface import (
    ClashRule,
    Day,
    DiscountRule,
    Doubt,
    Item,
    ItemRule,
    NeedRule,
)
from wallet.pathways.rules.passed import PassedRule
from wallet.pathways.rules.routes import BY_LIST, RouteRule, by_list

AUTHENTIC = AuthenticityRule(id="authenticity", type="authenticity", waivable=False)
PASSED = PassedRule(id="passed", type="passed", waivable=False)
NOTHING_ELSE = frozenset(("not_genuine", "not_proven"))
"""What an unproven credential says of itself is no fact, so nothing more is said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two items that a rule does not want beside each other."""

    pair: frozenset[str]
    scope: frozenset[str] | None
    doubt: Doubt


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
    clashes: tuple[Clash, ...] = ()
    """By rules that block."""
    needs: tuple[NeedRule, ...] = ()
    """Rules that block."""
    pinned: frozenset[tuple[str, str]] = frozenset()
    """Pairs that the person has chosen and that fit."""
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slot id -> awards whose file says that they are a part of what the slot asks for."""
    agreed: Mapping[tuple[str, str], tuple[Agreement, ...]] = field(default_factory=dict)
    """Award id and slot id -> the agreements through which the pair fits."""
    shared: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    """Award id -> larger award -> the share of the first that is in the other (R-15)."""

    @property
    def hangs_on_an_advisor(self) -> bool:
        """Whether an advisor's word could change the answer."""
        return (
            len(self.pairs(referred=True)) > len(self.pairs(referred=False))
            or len(set(self.learners.values())) > 1
            or any(one.doubt.refer for one in self.clashes)
            or bool(self.needs)
        )

    def apart(self, *, referred: bool) -> tuple[Clash, ...]:
        """Clashes that hold; an advisor may allow those that are only referred."""
        return tuple(one for one in self.clashes if not (one.doubt.refer and referred))

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
    latest = any(isinstance(one, GradeRule) and one.latest for one in rules)
    older = exclusive.replaced(awards, latest_retake=latest)
    fits = {
        (item.id, slot.id): _doubts(item, slot, day, rules, older.get(item.id))
        for item in items.values()
        for slot in pathway.slots
        if slot.match is None or matches(item.award, slot.match)
    }
    agreed = _agreed(pathway, items, fits, day)
    for (award, slot_id), used in agreed.items():
        item, slot = items[award], pathway.slot(slot_id)
        own = _doubts(item, slot, day, rules, older.get(award))
        fits[award, slot_id] = (*own, *doubts_of(used, item, pathway, slot, day))
    for planned, item in planning.items(pathway, day):
        items[item.id] = item
        fits[item.id, planned.slot] = planning.doubts(pathway, planned, item, day)
    _decide(pathway, day, rules, older, items, fits)
    placed = [items[one] for one in sorted({one for one, _ in fits})]
    return Candidates(
        pathway=pathway,
        day=day,
        items=items,
        fits=fits,
        at_most_one=exclusive.at_most_one(awards),
        learners=exclusive.learners(awards),
        pinned=frozenset(day.pinned & set(fits)),
        hints=_hints(pathway, awards, fits),
        clashes=tuple(_clashes(placed, rules)),
        needs=tuple(one for one in rules if isinstance(one, NeedRule)),
        shared=_shared(placed, pathway),
        agreed=agreed,
    )


def _agreed(
    pathway: Pathway,
    items: Mapping[str, Item],
    fits: Mapping[tuple[str, str], object],
    day: Day,
) -> dict[tuple[str, str], tuple[Agreement, ...]]:
    """Pairs that fit through agreements alone, with those that speak least against them."""
    found: dict[tuple[str, str], tuple[Agreement, ...]] = {}
    for item in items.values() if day.agreements else ():
        for slot in pathway.slots:
            if slot.match is None or (item.id, slot.id) in fits:
                continue
            used = _used(slot, slot.match, item, pathway, day)
            if used:
                found[item.id, slot.id] = used
    return found


def _used(
    slot: Slot, match: Match, item: Item, pathway: Pathway, day: Day
) -> tuple[Agreement, ...]:
    """One agreement where one is enough, else all together: a slot may ask for several."""

    def against(those: tuple[Agreement, ...]) -> tuple[bool, int]:
        doubts = doubts_of(those, item, pathway, slot, day)
        return not all(one.refer for one in doubts), len(doubts)

    # Of several texts under one id the best: nobody is kept out by another's.
    best: dict[str, tuple[Agreement, ...]] = {}
    for one in agreeing(day.agreements, item.award, pathway, slot):
        best[one.id] = min(best.get(one.id, (one,)), (one,), key=against)
    every = tuple(one for those in best.values() for one in those)
    enough = [
        those
        for those in (*best.values(), every)
        if those and matches(item.award, granted(match, frozenset(one.id for one in those)))
    ]
    return min(enough, key=against, default=())


def _decide(
    pathway: Pathway,
    day: Day,
    rules: Sequence[ItemRule],
    older: Mapping[str, Doubt],
    items: dict[str, Item],
    fits: dict[tuple[str, str], tuple[Doubt, ...]],
) -> None:
    """Put in what an advisor decided: see ``deciding``."""
    slots = {one.id: one for one in pathway.slots}
    for award, slot in sorted(day.decided.accepted):
        if award in items and slot in slots:
            doubts = fits.get((award, slot))
            if doubts is None:
                doubts = _doubts(items[award], slots[slot], day, rules, older.get(award))
            fits[award, slot] = deciding.settled(doubts)
    fits.update(deciding.without_rejected(fits, day.decided))
    others = [one for one in rules if not isinstance(one, AuthenticityRule)]
    for prior, item in deciding.prior_items(day.decided, pathway.unit, day):
        if prior.slot in slots:
            items[item.id] = item
            doubts = _doubts(item, slots[prior.slot], day, others, None)
            fits[item.id, prior.slot] = deciding.settled(doubts)


def _hints(
    pathway: Pathway, awards: Sequence[HeldAward], fits: Mapping[tuple[str, str], object]
) -> dict[str, tuple[str, ...]]:
    """Associations of a CLR and parts of an ELM: hints, never proof (E.1)."""
    wholes = exclusive.wholes(awards)
    found: dict[str, tuple[str, ...]] = {}
    for slot in pathway.slots:
        wanted = definitions_of(slot.match)
        names = (
            one.id
            for one in awards
            if (one.id, slot.id) not in fits
            and any(wanted & set(whole.definition_ids) for whole in wholes[one.id])
        )
        if hinted := tuple(names):
            found[slot.id] = hinted
    return found


def _clashes(items: Sequence[Item], rules: Sequence[ItemRule]) -> Iterator[Clash]:
    for rule in rules:
        if not isinstance(rule, ClashRule):
            continue
        for first, second in combinations(items, 2):
            doubt = rule.clash(first, second)
            if doubt is not None:
                pair = frozenset((first.id, second.id))
                yield Clash(pair=pair, scope=rule.scope, doubt=doubt)


def _shared(items: Sequence[Item], pathway: Pathway) -> dict[str, dict[str, Fraction]]:
    """What each item has in common with larger ones; of equal ones the first is the larger."""
    found: dict[str, dict[str, Fraction]] = {}
    for rule in pathway.rules:
        if not isinstance(rule, DiscountRule) or rule.severity != "block":
            continue
        for first, second in combinations(items, 2):
            # ``items`` are in the order of ids: of two that are equal the second is smaller.
            small, large = (
                (first, second) if first.credits < second.credits else (second, first)
            )
            share = rule.shared(small, large)
            known = found.setdefault(small.id, {})
            if share > known.get(large.id, 0):
                known[large.id] = share
    return {key: one for key, one in found.items() if one}


def _blocking(pathway: Pathway) -> tuple[ItemRule, ...]:
    found = tuple(
        one for one in pathway.rules if isinstance(one, ItemRule) and one.severity == "block"
    )
    # A document can tighten authenticity, never loosen it: ours is asked as well, and so is
    # whether it was passed.
    ways = RouteRule(id="routes", type="routes", waivable=False, caps=pathway.caps)
    return (AUTHENTIC, PASSED, *found, ways)


def _doubts(
    item: Item, slot: Slot, day: Day, rules: Sequence[ItemRule], older: Doubt | None
) -> tuple[Doubt, ...]:
    found: dict[object, Doubt] = {} if older is None else {older.key: older}
    about = [rule for rule in rules if rule.about(slot)]
    spared = any(isinstance(one, AuthenticityRule) and one.counts_expired for one in about)
    for rule in about:
        for doubt in rule.doubts(item, slot, day):
            if spared and doubt.code == "expired":
                continue
            known = found.get(doubt.key)
            if known is None or known.refer:
                found[doubt.key] = doubt
            if doubt.code in NOTHING_ELSE:
                return (doubt,)
    return tuple(found.values())


def route(slot: Slot, award: str, judged: Candidates) -> str:
    """By which way an item counts in a slot (spec/pathways.md, E.6)."""
    used = judged.agreed.get((award, slot.id), ())
    if used:
        held = judged.items[award].award
        confirmed = all(one.is_confirmed(held, judged.pathway) for one in used)
        routes = {one.route for one in used}
        return ("ad-hoc" if "ad-hoc" in routes else "automatic") if confirmed else "referred"
    if by_list(judged.pathway, slot, judged.items[award]):
        return BY_LIST
    return "elective" if slot.designation == "elective" else "automatic"
