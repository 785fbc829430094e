"""R-11: nothing counts twice. Always on.

Rules
-----
1. The same credential held twice is one item.
2. Of the items with one definition (retakes, re-issues, the same course in a transcript and as
   a badge) one counts.
3. A whole or its parts, never both; nor one of them and the other held as a credential of
   its own.
4. Items of learners that are provably different are not counted together without an advisor.
   Learners are the same where they share an identifier, where name and birth date are the
   same, or where both were found to be the wallet's own.
5. Of a credential that was issued again (same issuer, same id, both proven) the latest counts;
   that it does not count itself does not bring the older back. Of retakes the best counts,
   or the latest where the document says so (R-14).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import permutations

from wallet.pathways.awards import HeldAward
from wallet.pathways.rules.interface import Doubt
from wallet.report import Check, Outcome

_OWN = "own"


def distinct(held: Iterable[HeldAward]) -> tuple[HeldAward, ...]:
    """One award an id, in the order of ids (rule 1)."""
    found = {one.id: one for one in held}
    return tuple(found[key] for key in sorted(found))


def at_most_one(awards: Sequence[HeldAward]) -> dict[frozenset[str], str]:
    """Sets of award ids of which at most one may count, each with the reason code."""
    found: dict[frozenset[str], str] = {}
    same = defaultdict(set)
    for award in awards:
        for definition in award.definition_ids:
            same[definition].add(award.id)
    for ids in same.values():
        if len(ids) > 1:
            found[frozenset(ids)] = "same_definition_counted"
    for pair in _wholes_and_parts(awards, same):
        found.setdefault(pair, "whole_or_part_counted")
    return found


def _wholes_and_parts(
    awards: Sequence[HeldAward], same: Mapping[str, set[str]]
) -> Iterator[frozenset[str]]:
    """A whole with each of its parts, and either with what is the other too (rule 3)."""

    def alike(award: HeldAward) -> set[str]:
        return {award.id}.union(*(same[definition] for definition in award.definition_ids))

    above = wholes(awards)
    for award in awards:
        for whole in above[award.id]:
            yield from (frozenset((one, whole.id)) for one in alike(award) - {whole.id})
            yield from (frozenset((award.id, one)) for one in alike(whole) - {award.id})


def wholes(awards: Sequence[HeldAward]) -> dict[str, tuple[HeldAward, ...]]:
    """Award id -> the awards of its credential that it is a part of, the nearest first."""
    families: dict[str, dict[str, HeldAward]] = defaultdict(dict)
    for award in awards:
        families[award.credential_id][award.award_id] = award
    return {one.id: tuple(_wholes(one, families[one.credential_id])) for one in awards}


def replaced(awards: Sequence[HeldAward], *, latest_retake: bool) -> dict[str, Doubt]:
    """Award id -> why a later one stands in its place (rule 5)."""
    found: dict[str, Doubt] = {}
    for older, newer in _pairs(awards, _document):
        if _is_later(newer.issued, older.issued):
            found[older.id] = Doubt(code="reissued", facts={"by": (newer.credential_id,)})
    if latest_retake:
        for older, newer in _pairs(awards, _courses):
            if _is_later(newer.award_date, older.award_date):
                found.setdefault(older.id, Doubt(code="retaken", facts={"by": (newer.id,)}))
    return found


def _pairs(
    awards: Sequence[HeldAward], names: Callable[[HeldAward], Iterable[object]]
) -> Iterator[tuple[HeldAward, HeldAward]]:
    """Every two proven awards that have a name in common, in both orders."""
    groups: dict[object, list[HeldAward]] = defaultdict(list)
    for award in awards:
        if all(_passed(award, one) for one in (Check.PROOF, Check.ISSUER_KEY)):
            for name in names(award):
                groups[name].append(award)
    for group in groups.values():
        yield from permutations(group, 2)


def _document(award: HeldAward) -> Iterable[object]:
    """The issuer and its own name for the credential."""
    named = award.issuer_id is not None and award.document_id is not None
    return ((award.issuer_id, award.document_id, award.award_id),) if named else ()


def _courses(award: HeldAward) -> Iterable[object]:
    return ((award.issuer_id, one) for one in award.definition_ids)


def _is_later(one: date | datetime | None, other: date | datetime | None) -> bool:
    return one is not None and other is not None and one > other


def _passed(award: HeldAward, check: Check) -> bool:
    found = award.checks.get(check)
    return found is not None and found.outcome is Outcome.PASSED


def _wholes(award: HeldAward, siblings: Mapping[str, HeldAward]) -> Iterator[HeldAward]:
    """The awards that this one is a part of; a part-of circle ends where it began."""
    seen = {award.award_id}
    parent = award.parent
    while parent is not None and parent in siblings and parent not in seen:
        seen.add(parent)
        yield siblings[parent]
        parent = siblings[parent].parent


def learners(awards: Sequence[HeldAward]) -> Mapping[str, str]:
    """Award id -> one name for its learner; awards that name no learner are not in it."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    names = {award.id: sorted(_names(award)) for award in awards}
    for one in names.values():
        for other in one[1:]:
            first, second = sorted((find(one[0]), find(other)))
            leader[second] = first
    return {award_id: find(one[0]) for award_id, one in names.items() if one}


def _names(award: HeldAward) -> set[str]:
    found = {f"id:{one}" for one in award.learner_ids}
    if award.birth_date is not None:
        born = award.birth_date.isoformat()
        found |= {f"person:{born} {one}" for one in award.learner_names}
    return found | ({_OWN} if _passed(award, Check.HOLDER) else set())
