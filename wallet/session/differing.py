"""What is otherwise in a case than when its review was signed, told by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wallet import pathways as stacking
from wallet.credential import Texts, best
from wallet.pathways import Pathway, WhatIf
from wallet.reviews.case import Case, Seen
from wallet.reviews.decisions import to_json
from wallet.reviews.differences import Now, lapse
from wallet.reviews.review import Review
from wallet.reviews.staleness import Change, changes
from wallet.session.countersigned import entry, of_entries
from wallet.wording import reviews as words
from wallet.wording.pathways import rule_name

_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is otherwise."""

    change: Change
    text: str
    """The same in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """A case, held against a review that was signed."""

    case_id: str
    """The case that the review answered: this one, or an earlier one."""
    signed: datetime
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How credentials, awards, slots and rules are called; where nothing is known, their id."""

    known: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """A title, or as much of the id as is read."""
        award = self.known.get(name) or self.known.get(name.partition("#")[0])
        return award or (name[:_SHORT] if len(name) > 2 * _SHORT else name)


def names(
    pathways: Sequence[Pathway],
    seen: Sequence[Seen],
    languages: Sequence[str],
    rules: Mapping[str, str] | None = None,
) -> Names:
    """Names out of what there is, the first of each that is known.

    Args:
        pathways: for the titles of slots and the names of rules, the newest first.
        seen: for the titles of awards.
        languages: of whoever reads.
        rules: id -> what a rule says.
    """
    known: dict[str, str] = {}

    def add(name: str, title: Texts) -> None:
        found = best(title, languages)
        if found is not None:
            known.setdefault(name, found.text)

    for pathway in pathways:
        for slot in pathway.slots:
            add(slot.id, slot.title)
        for rule in pathway.rules:
            add(rule.id, rule.text)
            known.setdefault(rule.id, rule_name(rule.type))
    for one in seen:
        for award in one.awards:
            add(award.id, award.title)
            add(award.credential_id, award.title)
    return Names(known={**known, **(rules or {})})


def comes_to(
    case: Case, seen: Seen, review: Review, as_it_is: Now, now: datetime
) -> Mapping[str, Any] | None:
    """What a case comes to now (E.9), with the decisions of its review that still hold.

    Args:
        case: as it was sent.
        seen: its credentials, judged again; those that are gone count for nothing.
        review: as it was signed.
        as_it_is: how they stand, and the pathway as it is kept; without one there is no answer.
        now: the moment, aware.
    """
    pathway = as_it_is.pathway
    if pathway is None:
        return None
    changed = changes(review, as_it_is.standing, pathway, now)
    may = {rule.id: rule.waivable for rule in pathway.rules}
    holding = (one for one in review.decisions if not lapse(one, changed, may))
    result = stacking.evaluate(
        pathway,
        [one for one in seen.awards if one.credential_id in as_it_is.standing],
        now.date(),
        what_if=WhatIf(decided=of_entries(map(entry, holding))),
        agreements=case.agreements,
        brief=True,
    )
    return stacking.to_json(result)


def since(review: Review, found: Sequence[Change], called: Names, side: str) -> Since:
    """The changes since a review, each in a sentence.

    Args:
        review: what the case is held against.
        found: by ``wallet.reviews.differences``.
        called: names for what they are about.
        side: ``sent`` or ``received``: whose wallet looks.
    """
    return Since(
        case_id=review.case_id,
        signed=review.created,
        differences=tuple(
            Difference(change=one, text=words.difference(_told(one, called.of, side)))
            for one in found
        ),
    )


def _told(one: Change, name: Callable[[str], str], side: str) -> dict[str, str]:
    found = {"code": one.code, "side": side, "before": one.before or "", "now": one.now or ""}
    if one.credential_id is not None:
        found["title"] = name(one.credential_id)
    if one.slot is not None:
        found["slot"] = name(one.slot)
    if one.decision is not None:
        told = to_json(one.decision)
        named = {
            key: name(str(told[key])) for key in ("award", "slot", "rule") if told.get(key)
        }
        found["decision"] = words.decision({**told, **named})
    return found
