"""What an advisor sends back (``tessera-review/1``), and what the learner answers to it.

Rules (spec/pathways.md, E.5)
-----------------------------
1. A review is signed over the case, its learner and nonce, the exact items and pathway, the
   evidence that was relied on, the day, the decisions, the result, and the review before it.
2. It is merged only into the case that it answers, while that case is open, once, and signed
   by the advisor whom the learner chose: else ``review_foreign``, ``review_replayed``,
   ``review_wrong_signer``, ``review_of_something_else``, ``case_ended``. Nothing in it is of a
   later day: it would stand before every review that follows.
3. The learner countersigns, or objects with a reason; both papers are kept.
4. A sign-off goes stale: an item was revoked, expired, went away or is judged otherwise, the
   pathway has another version, an accreditation changed, or its months are over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from wallet.encoding import jcs, timestamp
from wallet.errors import InputError
from wallet.holder import PrivateKey
from wallet.proofs import papers
from wallet.reviews import contact
from wallet.reviews import decisions as deciding
from wallet.reviews.case import Case, Seen
from wallet.reviews.contact import Contact
from wallet.reviews.decisions import Decision, Scope
from wallet.reviews.members import MAX_LIST, MAX_TEXT, Members, refuse

FORMAT = "tessera-review"
ANSWER = "tessera-review-answer"
DIRECTION = "to-learner"
_MEMBERS = (
    *("format", "case", "direction", "learner", "nonce", "advisor", "created", "expires"),
    *("items", "pathway", "evidence", "asOf", "decisions", "result", "previousReview"),
    *("signedOff", "note"),
)
_DIGEST = re.compile("[0-9a-f]{64}")
_ITEM = ("credential", "verdict", "accreditation")
_PATHWAY = ("id", "version", "sha256")
_ANSWER = ("format", "case", "review", "learner", "created", "answer", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """An item as it stood when the review was signed."""

    credential_id: str
    verdict: str
    accreditation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review as its paper says it; the signature of its advisor holds."""

    case_id: str
    nonce: str
    learner_did: str
    advisor: Contact
    created: datetime
    expires: datetime | None
    """Until when a sign-off stands."""
    items: tuple[ReviewedItem, ...]
    pathway_id: str
    pathway_version: str
    pathway_sha256: str
    evidence: tuple[str, ...]
    """Hex SHA-256 of what the advisor relied on."""
    as_of: date
    decisions: tuple[Decision, ...]
    result: Mapping[str, Any]
    """E.9, with the decisions."""
    previous_review: str | None
    signed_off: bool
    note: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the paper."""
        return hashlib.sha256(self.data).hexdigest()


class Response(StrEnum):
    """What the learner says to a review."""

    COUNTERSIGNED = "countersigned"
    OBJECTED = "objected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The learner's answer to a review; the signature of the learner holds."""

    case_id: str
    review: str
    """Hex SHA-256 of the review."""
    learner_did: str
    created: datetime
    response: Response
    text: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the paper."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an advisor has decided so far."""

    decisions: tuple[Decision, ...] = ()
    signed_off: bool = False
    note: str = ""
    expires: datetime | None = None


def sign(  # noqa: PLR0913 - each is a member of the paper
    case: Case,
    seen: Seen,
    draft: Draft,
    result: Mapping[str, Any],
    *,
    advisor: Contact,
    key: PrivateKey,
    now: datetime,
) -> Review:
    """Sign a review of a case: ``seen`` by this advisor's evidence, ``result`` with ``draft``.

    Raises:
        InputError: ``case_ended``, ``malformed_review``, ``text_too_long``.
    """
    if now > case.expires:
        raise InputError("case_ended")
    if len(draft.note) > MAX_TEXT or len(draft.decisions) > MAX_LIST:
        raise InputError("text_too_long", field="note", limit=MAX_TEXT)
    for one in draft.decisions:
        deciding.check_scope(one, seen.scope(case.pathway))
    body = {
        "format": f"{FORMAT}/1",
        "case": case.id,
        "direction": DIRECTION,
        "learner": case.learner.did,
        "nonce": case.nonce,
        "advisor": {"name": advisor.name, "did": advisor.did, "recipient": advisor.recipient},
        "created": timestamp.write(now),
        "expires": timestamp.write(draft.expires) if draft.expires else None,
        "items": [_item(one) for one in reviewed(seen)],
        "pathway": _pathway(case),
        "evidence": list(_relied_on(seen)),
        "asOf": case.as_of.isoformat(),
        "decisions": [deciding.to_json(one) for one in draft.decisions],
        "result": dict(result),
        "previousReview": case.previous_review,
        "signedOff": draft.signed_off,
        "note": draft.note,
    }
    data = jcs.canonical(papers.sign(body, advisor.did, key, now))
    return read(data, case, seen, now)


def read(data: bytes, case: Case, seen: Seen, now: datetime) -> Review:
    """A review, held against the case that it must answer (rule 2).

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``,
            ``review_foreign``, ``review_wrong_signer``, ``review_of_something_else``.
    """
    paper = papers.read(data, FORMAT, now)
    members = Members(paper.body, _MEMBERS)
    if members.text("direction") != DIRECTION:
        refuse("direction")
    told = (members.text("case"), members.text("nonce"), members.text("learner"))
    if told != (case.id, case.nonce, case.learner.did):
        raise InputError("review_foreign")
    advisor = contact.named(members.part("advisor", ("name", "did", "recipient")))
    signers = [one.did for one in paper.signatures]
    if signers != [advisor.did] or case.advisor_did not in (None, advisor.did):
        raise InputError("review_wrong_signer")
    items = tuple(_read_item(one) for one in members.objects("items", _ITEM))
    _check_about(members, items, case, seen)
    return Review(
        case_id=case.id,
        nonce=case.nonce,
        learner_did=case.learner.did,
        advisor=advisor,
        created=_past(members, "created", now),
        expires=members.maybe_moment("expires"),
        items=items,
        pathway_id=case.pathway.id,
        pathway_version=case.pathway.version,
        pathway_sha256=case.pathway_sha256,
        evidence=members.texts("evidence"),
        as_of=case.as_of,
        decisions=_decisions(members, seen.scope(case.pathway), now),
        result=_result(members),
        previous_review=case.previous_review,
        signed_off=members.flag("signedOff"),
        note=members.text("note", empty=True),
        data=data,
    )


def _check_about(
    members: Members, items: Sequence[ReviewedItem], case: Case, seen: Seen
) -> None:
    """Refuse a review of other items or another question than the case's."""
    pathway = members.part("pathway", _PATHWAY)
    told = {name: pathway.text(name) for name in _PATHWAY}
    named = sorted(one.credential_id for one in items)
    if (
        named != sorted(one.credential_id for one in seen.items)
        or told != _pathway(case)
        or members.day("asOf") != case.as_of
        or members.maybe("previousReview") != case.previous_review
    ):
        raise InputError("review_of_something_else")


def _past(members: Members, name: str, now: datetime) -> datetime:
    found = members.moment(name)
    if found > now + papers.LEEWAY:
        refuse(members.at(name))
    return found


def _decisions(members: Members, scope: Scope, now: datetime) -> tuple[Decision, ...]:
    listed = members.objects("decisions", deciding.MEMBERS)
    found = tuple(deciding.read(one, scope) for one in listed)
    deciding.check_ids(found)
    for one in listed:
        _past(one, "at", now)
    return found


def _result(members: Members) -> Mapping[str, Any]:
    """What the advisor's wallet came to, with the members that are told of it."""
    found = members.json("result")
    whole = Members(found, found, "result")
    whole.text("result")
    totals = Members(whole.json("totals"), whole.json("totals"), "result.totals")
    counted = Members(totals.json("counted"), ("amount", "unit"), "result.totals.counted")
    counted.text("amount")
    counted.text("unit")
    return found


def reviewed(seen: Seen) -> tuple[ReviewedItem, ...]:
    """How each item stands now."""
    return tuple(
        ReviewedItem(
            credential_id=one.credential_id,
            verdict=one.verdict.code.value,
            accreditation=one.report.accreditation.code,
        )
        for one in seen.items
    )


def answer(
    review: Review,
    response: Response,
    text: str,
    *,
    learner: Contact,
    key: PrivateKey,
    now: datetime,
) -> Answer:
    """The learner's countersignature, or objection with its reason.

    Raises:
        InputError: ``text_too_long``, ``reason_missing`` for an objection without one.
    """
    if len(text) > MAX_TEXT:
        raise InputError("text_too_long", field="text", limit=MAX_TEXT)
    if response is Response.OBJECTED and not text.strip():
        raise InputError("reason_missing")
    body = {
        "format": f"{ANSWER}/1",
        "case": review.case_id,
        "review": review.sha256,
        "learner": learner.did,
        "created": timestamp.write(now),
        "answer": response.value,
        "text": text,
    }
    return read_answer(jcs.canonical(papers.sign(body, learner.did, key, now)), review, now)


def read_answer(data: bytes, review: Review, now: datetime) -> Answer:
    """The learner's answer to that review.

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``,
            ``review_foreign``, ``review_wrong_signer``.
    """
    paper = papers.read(data, ANSWER, now)
    members = Members(paper.body, _ANSWER)
    if (members.text("case"), members.text("review")) != (review.case_id, review.sha256):
        raise InputError("review_foreign")
    learner = members.text("learner")
    if learner != review.learner_did or [one.did for one in paper.signatures] != [learner]:
        raise InputError("review_wrong_signer")
    try:
        response = Response(members.text("answer"))
    except ValueError:
        refuse("answer")
    text = members.text("text", empty=response is not Response.OBJECTED)
    return Answer(
        case_id=review.case_id,
        review=review.sha256,
        learner_did=learner,
        created=_past(members, "created", now),
        response=response,
        text=text,
        data=data,
    )


def _pathway(case: Case) -> dict[str, str]:
    made = case.pathway
    return {"id": made.id, "version": made.version, "sha256": case.pathway_sha256}


def _item(one: ReviewedItem) -> dict[str, Any]:
    return {
        "credential": one.credential_id,
        "verdict": one.verdict,
        "accreditation": one.accreditation,
    }


def _read_item(members: Members) -> ReviewedItem:
    return ReviewedItem(
        credential_id=members.text("credential"),
        verdict=members.text("verdict"),
        accreditation=members.maybe("accreditation"),
    )


def _relied_on(seen: Seen) -> Sequence[str]:
    """Digests of the evidence that the findings name, in order."""
    told: set[str] = set()
    for one in seen.items:
        for finding in one.report.findings:
            told.update(_digests(finding.facts))
        for evidence in one.report.accreditation.evidence:
            told.update(_digests(evidence))
    return sorted(told)


def _digests(facts: Mapping[str, Any]) -> Iterator[str]:
    for value in facts.values():
        if isinstance(value, str) and _DIGEST.fullmatch(value):
            yield value
