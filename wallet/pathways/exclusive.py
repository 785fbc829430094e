"""R-11: nothing counts twice. Always on.

Rules
-----
1. The same credential held twice is one item.
2. Of the items with one definition (retakes, re-issues, the same course in a transcript and as
   a badge) one counts.
3. A whole or its parts, never both.
4. Items of learners that are provably different are not counted together without an advisor.
   Learners are the same where they share an identifier, or where both were found to be the
   wallet's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wallet.pathways.awards import HeldAward
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
    families: dict[str, dict[str, HeldAward]] = defaultdict(dict)
    for award in awards:
        families[award.credential_id][award.award_id] = award
    for award in awards:
        for whole in _wholes(award, families[award.credential_id]):
            found.setdefault(frozenset((award.id, whole)), "whole_or_part_counted")
    return found


def _wholes(award: HeldAward, siblings: Mapping[str, HeldAward]) -> Iterator[str]:
    """Ids of the awards that this one is a part of; a part-of circle ends where it began."""
    seen = {award.award_id}
    parent = award.parent
    while parent is not None and parent in siblings and parent not in seen:
        seen.add(parent)
        yield siblings[parent].id
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
    found = award.checks.get(Check.HOLDER)
    own = found is not None and found.outcome is Outcome.PASSED
    return {f"id:{one}" for one in award.learner_ids} | ({_OWN} if own else set())
