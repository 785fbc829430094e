"""What countersigned reviews change of an evaluation (spec/pathways.md, E.5 and E.6).

Rules
-----
1. A review counts for its pathway once its learner has countersigned it. It is read anew each
   time: its signature, nonce, learner, items and pathway.
2. Only an advisor decides whose words were compared on this wallet; and where the pathway
   names keys of its owner, only one of those keys.
3. A decision lapses with what it rested on: the exact text of the pathway, the months of the
   sign-off, for a credential how it is judged, for a waiver how every credential is judged.
   What keeps a credential out does not lapse with that credential.
4. A later review of the same advisor that was taken in takes the place of the earlier one,
   whatever the learner answered to it.
5. Prior learning is recognised once: the newest review that recognises any counts.
6. The learner may leave a review out. What was countersigned stays with its case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from wallet.pathways import Decided, Pathway, PriorLearning
from wallet.pathways.records import Entry, Record
from wallet.pathways.rules.interface import NOTHING_DECIDED
from wallet.reviews.case import sha256_of
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.differences import CHANGES, lapse
from wallet.reviews.review import Response, Review

if TYPE_CHECKING:
    from wallet.session.learner_reviews import LearnerCase

_KEY = "did:key:"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merged:
    """A review that was taken in."""

    found: LearnerCase
    review: Review
    order: int
    """0: the newest."""


def decided(
    found: Iterable[LearnerCase],
    pathway: Pathway,
    left_out: Sequence[str],
) -> Decided:
    """All that counts on one pathway, with whose it is.

    Args:
        found: the learner's cases, in any order.
        pathway: what is asked about, kept or not.
        left_out: SHA-256 of reviews that the learner left out (rule 6).
    """
    reviewed = [
        (one, one.review)
        for one in found
        if one.review is not None and one.case.pathway.id == pathway.id
    ]
    reviewed.sort(key=lambda pair: pair[1].created, reverse=True)
    merged = [
        _Merged(found=one, review=review, order=order)
        for order, (one, review) in enumerate(reviewed)
    ]
    records, recognised = [], False
    for one in merged:
        if one.found.state != Response.COUNTERSIGNED.value:
            continue
        record = _record(one, merged, pathway, left_out)
        record = _once(record) if recognised else record
        recognised |= any(it.kind == Kind.RPL.value for it in record.counting)
        records.append(record)
    return of_records(tuple(one for one in records if one.entries or one.signed_off))


def of_records(records: tuple[Record, ...]) -> Decided:
    """What the decisions that count come to."""
    counting = (entry for one in records for entry in one.counting)
    return replace(of_entries(counting), records=records)


def of_entries(entries: Iterable[Entry], before: Decided = NOTHING_DECIDED) -> Decided:
    """What decisions come to, beside those before them."""
    made = tuple(entries)

    def of(kind: Kind) -> Iterator[Entry]:
        return (one for one in made if one.kind == kind.value)

    def pairs(kind: Kind) -> frozenset[tuple[str, str]]:
        return frozenset((one.award, one.slot) for one in of(kind) if one.award and one.slot)

    rejected = frozenset(one.award for one in of(Kind.REJECTION) if one.award)
    return Decided(
        accepted=before.accepted | pairs(Kind.EQUIVALENCE),
        rejected=before.rejected | rejected,
        prior=(*before.prior, *_prior(of(Kind.RPL))),
        waived=before.waived | frozenset(one.rule for one in of(Kind.WAIVER) if one.rule),
        placed=before.placed | pairs(Kind.PIN),
        records=before.records,
    )


def _prior(entries: Iterable[Entry]) -> Iterator[PriorLearning]:
    for one in entries:
        if one.slot and one.credits is not None:
            yield PriorLearning(
                id=one.id, slot=one.slot, title=one.title or "", credits=one.credits
            )


def _record(
    one: _Merged,
    merged: Sequence[_Merged],
    pathway: Pathway,
    left_out: Sequence[str],
) -> Record:
    review = one.review
    whole = _lapse_of_all(one, merged, pathway)
    is_out = review.sha256 in left_out
    whole = "left_out" if is_out else whole
    may = {rule.id: rule.waivable for rule in pathway.rules}
    entries = (
        entry(it, whole or lapse(it, one.found.changed, may))
        for it in review.decisions
        if it.kind in CHANGES
    )
    return Record(
        review=review.sha256,
        case=one.found.case.id,
        advisor=one.found.advisor_known_as or review.advisor.name,
        did=review.advisor.did,
        on=review.created.date(),
        for_owner=review.advisor.did in pathway.owner_ids,
        signed_off=review.signed_off and not whole and not one.found.stale,
        left_out=is_out,
        entries=tuple(entries),
    )


def _lapse_of_all(one: _Merged, merged: Sequence[_Merged], pathway: Pathway) -> str:
    """Why nothing of a review counts (rules 2 to 4); empty where something may."""
    review, keys = one.review, {it for it in pathway.owner_ids if it.startswith(_KEY)}
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("pathway_text", lambda: sha256_of(pathway) != review.pathway_sha256),
        ("advisor_not_confirmed", lambda: not one.found.is_confirmed),
        ("another_owner", lambda: bool(keys) and review.advisor.did not in keys),
        ("superseded", lambda: any(_follows(it, one) for it in merged)),
    )
    every = (it.code for it in one.found.changed if it.credential_id is None)
    return next(every, "") or next((code for code, fails in checks if fails()), "")


def _follows(later: _Merged, one: _Merged) -> bool:
    same = later.review.advisor.did == one.review.advisor.did
    return same and later.order < one.order


def entry(one: Decision, lapsed: str = "") -> Entry:
    """A decision as the evaluation keeps it."""
    return Entry(
        id=one.id,
        kind=one.kind.value,
        reason=one.reason,
        award=one.award,
        slot=one.slot,
        rule=one.rule,
        title=one.title,
        credits=None if one.credits is None else Fraction(one.credits),
        lapsed=lapsed,
    )


def _once(record: Record) -> Record:
    """The same without prior learning: a later review recognised some (rule 5)."""
    return replace(
        record,
        entries=tuple(
            replace(one, lapsed="prior_elsewhere")
            if one.kind == Kind.RPL.value and not one.lapsed
            else one
            for one in record.entries
        ),
    )
