"""Forged, altered, replayed and foreign papers of a review are refused, each by its name."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW
from tests.wallet.reviews.people import (
    People,
    inside_of,
    refused,
    rpl,
    sealed_for,
)
from wallet.encoding.multibase import b64url_encode
from wallet.proofs import papers
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.review import Response

# --- forged, altered, replayed, foreign -----------------------------------------------------


def test_a_review_is_merged_once(two: People) -> None:
    case_id = two.hand_over()
    data = two.review(case_id)
    two.merge(data)
    refused("review_replayed", two.merge, data)


def test_a_case_is_opened_once(two: People) -> None:
    sent = two.send()
    two.advisor.cases_received.open(sent.data)
    refused("case_known", two.advisor.cases_received.open, sent.data)


def test_a_review_is_signed_once_and_then_stands(two: People) -> None:
    case_id = two.hand_over()
    two.review(case_id)
    desk = two.advisor.cases_received
    refused("review_replayed", two.review, case_id)
    refused("review_replayed", desk.decide, case_id, rpl())
    two.merge(desk.signed_file(case_id))


def test_a_review_of_another_case_is_foreign(two: People) -> None:
    first, second = two.hand_over(), two.hand_over()
    review = inside_of(two.learner, two.review(second))
    key = two.advisor.cases_received._key()
    forged = papers.sign(
        {**papers.bare(review), "case": first}, key.did, key.key, two.clock.now
    )
    refused("review_foreign", two.merge, sealed_for(two.learner, forged))


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("signedOff", True),
        ("note", "Everything is fine"),
        ("decisions", []),
        ("asOf", "2020-01-01"),
        ("items", []),
        ("result", {"result": "complete"}),
        ("previousReview", "0" * 64),
        ("expires", "2099-01-01T00:00:00Z"),
        ("direction", "to-advisor"),
        ("learner", "did:key:z6MkOther"),
        ("evidence", ["0" * 64]),
    ],
)
def test_a_review_altered_after_it_was_signed_isrefused(
    two: People, member: str, value: Any
) -> None:
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, rpl())
    review = inside_of(two.learner, two.review(case_id, sign_off=False))
    assert review[member] != value
    review[member] = value
    refused("paper_not_genuine", two.merge, sealed_for(two.learner, review))


def test_a_review_by_somebody_else_isrefused(two: People) -> None:
    case_id = two.hand_over()
    review = papers.bare(inside_of(two.learner, two.review(case_id)))
    other = two.learner.cases_sent._key()
    as_themselves = {**review, "advisor": {**review["advisor"], "did": other.did}}
    forged = papers.sign(as_themselves, other.did, other.key, two.clock.now)
    refused("review_wrong_signer", two.merge, sealed_for(two.learner, forged))
    forged = papers.sign(review, other.did, other.key, two.clock.now)
    refused("review_wrong_signer", two.merge, sealed_for(two.learner, forged))


def test_a_signer_cannot_slip_in_other_items_or_another_pathway(two: People) -> None:
    case_id = two.hand_over()
    review = papers.bare(inside_of(two.learner, two.review(case_id)))
    key = two.advisor.cases_received._key()
    for changed in (
        {**review, "items": review["items"][:1]},
        {**review, "pathway": {**review["pathway"], "sha256": "0" * 64}},
    ):
        forged = papers.sign(changed, key.did, key.key, two.clock.now)
        refused("review_of_something_else", two.merge, sealed_for(two.learner, forged))


def test_an_unsigned_review_isrefused(two: People) -> None:
    case_id = two.hand_over()
    review = papers.bare(inside_of(two.learner, two.review(case_id)))
    refused("review_wrong_signer", two.merge, sealed_for(two.learner, review))


def test_a_case_for_another_advisor_is_refused_even_when_it_opens(two: People) -> None:
    sent = two.send()
    inside = inside_of(two.advisor, sent.data)
    key = two.learner.cases_sent._key()
    told = {**papers.bare(inside), "advisor": {"name": "X", "did": key.did}}
    forged = papers.sign(told, key.did, key.key, two.clock.now)
    refused(
        "review_not_for_you", two.advisor.cases_received.open, sealed_for(two.advisor, forged)
    )


def test_presentations_moved_into_another_case_are_not_its_learner_s(two: People) -> None:
    """Somebody who was shown them hands them on under a name of their own."""
    inside = papers.bare(inside_of(two.advisor, two.send().data))
    thief = two.advisor.cases_received._key()
    stolen = {
        **inside,
        "id": "urn:uuid:stolen",
        "nonce": "another",
        "learner": {**inside["learner"], "did": thief.did},
    }
    data = sealed_for(two.advisor, papers.sign(stolen, thief.did, thief.key, two.clock.now))
    case_id = two.advisor.cases_received.open(data).id
    assert not two.advisor.cases_received.table(case_id).seen.shown_by_holder


@pytest.mark.parametrize("beside", [False, True])
def test_a_credential_without_a_presentation_is_shown_by_nobody(
    two: People, *, beside: bool
) -> None:
    """Whoever has a copy of a file can put it into a case."""
    inside = papers.bare(inside_of(two.advisor, two.send().data))
    copied = b64url_encode(to_bytes(two.issuer.issue("Somebody's diploma", ects="5")))
    kept = inside["presentations"] if beside else []
    key = two.learner.cases_sent._key()
    told = {**inside, "presentations": [*kept, copied]}
    data = sealed_for(two.advisor, papers.sign(told, key.did, key.key, two.clock.now))
    case_id = two.advisor.cases_received.open(data).id
    assert not two.advisor.cases_received.table(case_id).seen.shown_by_holder


def test_an_ended_case_is_neither_opened_nor_merged(two: People) -> None:
    late, case_id = two.send(), two.hand_over()
    review = two.review(case_id)
    two.clock.now += timedelta(days=91)
    refused("case_ended", two.advisor.cases_received.open, late.data)
    refused("case_ended", two.learner.cases_sent.read_review, review)


def test_a_decision_about_nothing_in_the_case_isrefused(two: People) -> None:
    case_id = two.hand_over()
    desk = two.advisor.cases_received
    for bad in (
        Decision(kind=Kind.WAIVER, rule="nowhere", reason="r", at=NOW),
        Decision(kind=Kind.REJECTION, award=two.unreleased, reason="r", at=NOW),
        Decision(kind=Kind.PIN, award=two.ids[0], slot="nowhere", reason="r", at=NOW),
    ):
        refused("malformed_review", desk.decide, case_id, bad)


def test_a_decision_can_be_taken_back_until_it_is_signed(two: People) -> None:
    case_id = two.hand_over()
    desk = two.advisor.cases_received
    desk.decide(case_id, rpl())
    (made,) = desk.table(case_id).draft.decisions
    desk.withdraw(case_id, made.id)
    assert desk.table(case_id).result.result == "incomplete"


def test_a_card_with_other_words_is_not_confirmed(two: People) -> None:
    contact = two.learner.cases_sent.read_card(two.advisor.cases_received.card("Ada"))
    other = two.learner.cases_sent.me("me")
    refused("fingerprint_differs", two.learner.cases_sent.confirm, contact, other.words)
    card = json.loads(two.advisor.cases_received.card("Ada"))
    card["recipient"] = other.recipient
    refused("paper_not_genuine", two.learner.cases_sent.read_card, json.dumps(card).encode())


def test_what_was_in_time_when_it_was_kept_stays_when_the_clock_is_put_back(
    two: People,
) -> None:
    """Else one wrong clock would close every case, with the word that it is not genuine."""
    case_id = two.hand_over()
    two.merge(two.review(case_id))
    two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED)
    two.clock.now = NOW - timedelta(days=2)
    assert [one.state for one in two.learner.cases_sent.cases()] == ["countersigned"]
    assert two.advisor.cases_received.table(case_id).review is not None
    assert [one.id for one, _ in two.advisor.cases_received.cases()] == [case_id]


def test_a_case_to_whose_learner_nothing_can_be_sealed_is_not_taken_in(two: People) -> None:
    """The advisor would learn it when the review is signed and cannot be handed back."""
    case = inside_of(two.advisor, two.send().data)
    key = two.learner.cases_sent._key()
    for recipient in ("age1nobody", "", "AGE-SECRET-KEY-1"):
        learner = {**case["learner"], "recipient": recipient}
        forged = papers.sign(
            {**papers.bare(case), "learner": learner}, key.did, key.key, two.clock.now
        )
        taken_in = two.advisor.cases_received.open
        refused("malformed_review", taken_in, sealed_for(two.advisor, forged))


def test_a_name_in_a_case_turns_no_line_around(two: People) -> None:
    case = inside_of(two.advisor, two.send().data)
    key = two.learner.cases_sent._key()
    learner = {**case["learner"], "name": "\u202eaneL\n" + "x" * 3_000}
    signed = papers.sign(
        {**papers.bare(case), "learner": learner}, key.did, key.key, two.clock.now
    )
    taken_in = two.advisor.cases_received.open(sealed_for(two.advisor, signed))
    assert taken_in.learner.name == ("aneL " + "x" * 200)[:200]
