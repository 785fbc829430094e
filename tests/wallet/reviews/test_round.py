"""A review goes from learner to advisor and back through files only, on two wallets."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.helpers.issuer import NOW
from tests.wallet.pathways.makers import document
from tests.wallet.reviews.people import PATHWAY, UNRELEASED, People, closed, people
from wallet.encoding import jcs
from wallet.errors import InputError
from wallet.proofs import papers
from wallet.report import VerdictCode
from wallet.reviews import envelope
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.review import Response
from wallet.session import LibraryQuery
from wallet.vault import cases


@pytest.fixture
def two(tmp_path: Path) -> Iterator[People]:
    made = people(tmp_path)
    made.confirm()
    yield made
    closed(made)


def _rpl(credits_: str = "2") -> Decision:
    return Decision(
        kind=Kind.RPL,
        slot="any",
        title="Ten years in a laboratory",
        credits=Decimal(credits_),
        evidence="Letter of the employer",
        reason="Outcomes 1 to 3 are shown",
        at=NOW,
    )


def _paper(session: Any, data: bytes) -> dict[str, Any]:
    """What is inside a sealed file, opened with the key of the one it is for."""
    secret = session.cases_sent._key().age_secret
    found: dict[str, Any] = json.loads(envelope.opened(data, secret))
    return found


def _sealed(session: Any, document_: dict[str, Any]) -> bytes:
    """Anything, sealed to that wallet."""
    return envelope.sealed_to(jcs.canonical(document_), session.cases_sent._key().recipient)


def _refused(code: str, what: Any, *args: Any) -> None:
    with pytest.raises(InputError) as told:
        what(*args)
    assert told.value.code == code


# --- the way round --------------------------------------------------------------------------


def test_the_whole_way_round(two: People) -> None:
    case_id = two.hand_over(note="Is this enough?")
    desk = two.advisor.cases_received
    table = desk.table(case_id)
    assert table.case.note == "Is this enough?"
    assert table.is_confirmed
    assert table.seen.shown_by_holder
    assert [one.verdict.code for one in table.seen.items] == [VerdictCode.VERIFIED] * 2
    assert (table.result.result, str(table.result.counted)) == ("incomplete", "9")
    assert not table.differs
    desk.decide(case_id, _rpl())
    table = desk.table(case_id)
    assert (table.result.result, str(table.result.counted)) == ("complete", "11")
    two.merge(two.review(case_id, note="Well done"))
    (found,) = two.learner.cases_sent.cases()
    assert found.review is not None
    assert (found.state, found.review.note, found.review.signed_off) == (
        "reviewed",
        "Well done",
        True,
    )
    assert [one.kind for one in found.review.decisions] == [Kind.RPL]
    assert found.review.result["result"] == "complete"
    assert found.stale == ()
    answer = two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED, "Thank you")
    told = desk.take_answer(answer.data)
    assert (told.response, told.text) == (Response.COUNTERSIGNED, "Thank you")
    assert desk.table(case_id).state == "countersigned"
    assert two.learner.cases_sent.case(case_id).state == "countersigned"


def test_an_objection_is_kept_on_both_sides(two: People) -> None:
    case_id = two.hand_over()
    two.merge(two.review(case_id, sign_off=False))
    sent = two.learner.cases_sent
    _refused("reason_missing", sent.answer, case_id, Response.OBJECTED, " ")
    answer = sent.answer(case_id, Response.OBJECTED, "You overlooked my project")
    assert two.advisor.cases_received.take_answer(answer.data).response is Response.OBJECTED
    kept = two.advisor.cases_received.table(case_id)
    assert kept.state == "objected"
    assert kept.answer is not None
    assert kept.answer.text == "You overlooked my project"


def test_words_open_a_case_for_an_advisor_without_a_card(two: People) -> None:
    sent = two.learner.cases_sent
    file = sent.create(
        sent.prepare(PATHWAY, two.ids, advisor_name="Somebody new"), "Lena Learner"
    )
    assert file.words is not None
    assert len(file.words.split()) == 6
    desk = two.advisor.cases_received
    _refused("review_words_needed", desk.open, file.data)
    _refused("review_not_opened", desk.open, file.data, "six words that are not right")
    case = desk.open(file.data, f"  {file.words.upper()} ")
    assert case.advisor_name == "Somebody new"
    two.merge(two.review(case.id))


def test_what_was_handed_over_stays_out_of_the_advisor_s_own_wallet(two: People) -> None:
    before = len(two.advisor.evidence_items())
    two.hand_over()
    assert two.advisor.count(LibraryQuery()) == 0
    assert two.advisor.pathways() == ()
    assert len(two.advisor.evidence_items()) == before


def test_the_advisor_judges_by_their_own_evidence(two: People) -> None:
    case_id = two.hand_over()
    (item,) = [one for one in two.advisor.evidence_items() if one.kind == "registry"]
    two.advisor.remove_evidence(item.sha256)
    table = two.advisor.cases_received.table(case_id)
    assert {one.verdict.code for one in table.seen.items} == {VerdictCode.CANNOT_TELL}
    assert table.result.result != "complete"
    assert table.differs


# --- what is in the file --------------------------------------------------------------------


def test_what_was_not_released_is_not_in_the_file_in_any_encoding(two: People) -> None:
    sent = two.send()
    secret = two.advisor.cases_received._key().age_secret
    inside = envelope.opened(sent.data, secret)
    layers = [inside]
    document_ = json.loads(inside)
    layers += [
        base64.urlsafe_b64decode(one + "=" * (-len(one) % 4))
        for one in document_["presentations"]
    ]
    marks = [UNRELEASED.encode(), two.unreleased.encode(), UNRELEASED.encode("utf-16-le")]
    for offset in range(3):
        text = base64.b64encode(b"x" * offset + UNRELEASED.encode())
        marks.append(text[4:-4])
    assert b"Data basics" in layers[1]
    assert b"Green chemistry" in layers[2]
    for layer in layers:
        assert not any(mark in layer for mark in marks)
    assert sent.data.startswith(b"age-encryption.org/v1\n")
    assert b"Data basics" not in sent.data


def test_nobody_else_opens_the_file(two: People) -> None:
    sent = two.send()
    _refused("review_not_opened", envelope.opened, sent.data, envelope.new_identity()[0])
    altered = sent.data[:-3] + bytes([sent.data[-3] ^ 1]) + sent.data[-2:]
    _refused("review_not_opened", two.advisor.cases_received.open, altered)
    _refused("not_a_review_file", two.advisor.cases_received.open, b"{}")


def test_the_share_ledger_knows_what_was_released(two: People) -> None:
    two.send()
    assert [one.recipient for one in two.learner.ledger()] == ["Ada Advisor"] * 2


# --- forged, altered, replayed, foreign -----------------------------------------------------


def test_a_review_is_merged_once(two: People) -> None:
    case_id = two.hand_over()
    data = two.review(case_id)
    two.merge(data)
    _refused("review_replayed", two.merge, data)


def test_a_case_is_opened_once(two: People) -> None:
    sent = two.send()
    two.advisor.cases_received.open(sent.data)
    _refused("case_known", two.advisor.cases_received.open, sent.data)


def test_a_review_is_signed_once_and_then_stands(two: People) -> None:
    case_id = two.hand_over()
    two.review(case_id)
    desk = two.advisor.cases_received
    _refused("review_replayed", two.review, case_id)
    _refused("review_replayed", desk.decide, case_id, _rpl())
    two.merge(desk.signed_file(case_id))


def test_a_review_of_another_case_is_foreign(two: People) -> None:
    first, second = two.hand_over(), two.hand_over()
    review = _paper(two.learner, two.review(second))
    key = two.advisor.cases_received._key()
    forged = papers.sign(
        {**papers.bare(review), "case": first}, key.did, key.key, two.clock.now
    )
    _refused("review_foreign", two.merge, _sealed(two.learner, forged))


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
def test_a_review_altered_after_it_was_signed_is_refused(
    two: People, member: str, value: Any
) -> None:
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, _rpl())
    review = _paper(two.learner, two.review(case_id, sign_off=False))
    assert review[member] != value
    review[member] = value
    _refused("paper_not_genuine", two.merge, _sealed(two.learner, review))


def test_a_review_by_somebody_else_is_refused(two: People) -> None:
    case_id = two.hand_over()
    review = papers.bare(_paper(two.learner, two.review(case_id)))
    other = two.learner.cases_sent._key()
    as_themselves = {**review, "advisor": {**review["advisor"], "did": other.did}}
    forged = papers.sign(as_themselves, other.did, other.key, two.clock.now)
    _refused("review_wrong_signer", two.merge, _sealed(two.learner, forged))
    forged = papers.sign(review, other.did, other.key, two.clock.now)
    _refused("review_wrong_signer", two.merge, _sealed(two.learner, forged))


def test_a_signer_cannot_slip_in_other_items_or_another_pathway(two: People) -> None:
    case_id = two.hand_over()
    review = papers.bare(_paper(two.learner, two.review(case_id)))
    key = two.advisor.cases_received._key()
    for changed in (
        {**review, "items": review["items"][:1]},
        {**review, "pathway": {**review["pathway"], "sha256": "0" * 64}},
    ):
        forged = papers.sign(changed, key.did, key.key, two.clock.now)
        _refused("review_of_something_else", two.merge, _sealed(two.learner, forged))


def test_an_unsigned_review_is_refused(two: People) -> None:
    case_id = two.hand_over()
    review = papers.bare(_paper(two.learner, two.review(case_id)))
    _refused("review_wrong_signer", two.merge, _sealed(two.learner, review))


def test_a_case_for_another_advisor_is_refused_even_when_it_opens(two: People) -> None:
    sent = two.send()
    inside = _paper(two.advisor, sent.data)
    key = two.learner.cases_sent._key()
    told = {**papers.bare(inside), "advisor": {"name": "X", "did": key.did}}
    forged = papers.sign(told, key.did, key.key, two.clock.now)
    _refused(
        "review_not_for_you", two.advisor.cases_received.open, _sealed(two.advisor, forged)
    )


def test_presentations_moved_into_another_case_are_not_its_learner_s(two: People) -> None:
    """Somebody who was shown them hands them on under a name of their own."""
    inside = papers.bare(_paper(two.advisor, two.send().data))
    thief = two.advisor.cases_received._key()
    stolen = {
        **inside,
        "id": "urn:uuid:stolen",
        "nonce": "another",
        "learner": {**inside["learner"], "did": thief.did},
    }
    data = _sealed(two.advisor, papers.sign(stolen, thief.did, thief.key, two.clock.now))
    case_id = two.advisor.cases_received.open(data).id
    assert not two.advisor.cases_received.table(case_id).seen.shown_by_holder


def test_an_ended_case_is_neither_opened_nor_merged(two: People) -> None:
    late, case_id = two.send(), two.hand_over()
    review = two.review(case_id)
    two.clock.now += timedelta(days=91)
    _refused("case_ended", two.advisor.cases_received.open, late.data)
    _refused("case_ended", two.learner.cases_sent.read_review, review)


def test_a_decision_about_nothing_in_the_case_is_refused(two: People) -> None:
    case_id = two.hand_over()
    desk = two.advisor.cases_received
    for bad in (
        Decision(kind=Kind.WAIVER, rule="nowhere", reason="r", at=NOW),
        Decision(kind=Kind.REJECTION, award=two.unreleased, reason="r", at=NOW),
        Decision(kind=Kind.PIN, award=two.ids[0], slot="nowhere", reason="r", at=NOW),
    ):
        _refused("malformed_review", desk.decide, case_id, bad)


def test_a_decision_can_be_taken_back_until_it_is_signed(two: People) -> None:
    case_id = two.hand_over()
    desk = two.advisor.cases_received
    desk.decide(case_id, _rpl())
    (made,) = desk.table(case_id).draft.decisions
    desk.withdraw(case_id, made.id)
    assert desk.table(case_id).result.result == "incomplete"


def test_a_card_with_other_words_is_not_confirmed(two: People) -> None:
    contact = two.learner.cases_sent.read_card(two.advisor.cases_received.card("Ada"))
    other = two.learner.cases_sent.me("me")
    _refused("fingerprint_differs", two.learner.cases_sent.confirm, contact, other.words)
    card = json.loads(two.advisor.cases_received.card("Ada"))
    card["recipient"] = other.recipient
    _refused("paper_not_genuine", two.learner.cases_sent.read_card, json.dumps(card).encode())


# --- afterwards -----------------------------------------------------------------------------


def _signed_off(two: People) -> str:
    case_id = two.hand_over()
    two.merge(two.review(case_id))
    assert two.learner.cases_sent.case(case_id).stale == ()
    return case_id


def test_a_credential_that_ends_makes_the_sign_off_stale(two: People) -> None:
    case_id = _signed_off(two)
    two.clock.now = NOW + timedelta(days=101)
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert (change.code, change.credential_id) == ("item_verdict", two.ids[0])
    assert (change.before, change.now) == ("verified", "not_valid")


def test_a_credential_that_is_gone_makes_the_sign_off_stale(two: People) -> None:
    case_id = _signed_off(two)
    two.learner.delete([two.ids[1]])
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert (change.code, change.credential_id) == ("item_gone", two.ids[1])


def test_another_version_of_the_pathway_makes_the_sign_off_stale(two: People) -> None:
    case_id = _signed_off(two)
    two.learner.add_pathway(json.dumps(document(version="2")).encode())
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert (change.code, change.before, change.now) == ("pathway_version", "1", "2")
    two.learner.remove_pathway(PATHWAY)
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert change.code == "pathway_gone"


def test_a_sign_off_ends_after_the_months_of_the_pathway(two: People) -> None:
    signoff = {"required": True, "roles": ["advisor"], "validMonths": 2}
    two.learner.add_pathway(json.dumps(document(signoff=signoff)).encode())
    case_id = _signed_off(two)
    two.clock.now = NOW + timedelta(days=61)
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert change.code == "months_over"


def test_a_later_case_names_the_review_that_it_follows(two: People) -> None:
    first = _signed_off(two)
    second = two.hand_over(follows=first)
    table = two.advisor.cases_received.table(second)
    review = two.learner.cases_sent.case(first).review
    assert review is not None
    assert table.case.previous_review == review.sha256
    two.merge(two.review(second))
    again = two.learner.cases_sent.case(second).review
    assert again is not None
    assert again.previous_review == review.sha256


def test_a_removed_case_leaves_nothing(two: People) -> None:
    case_id = _signed_off(two)
    two.learner.cases_sent.remove(case_id)
    assert two.learner.cases_sent.cases() == ()
    database = two.learner._database
    assert cases.papers_of(database, case_id) == ()


def test_words_behind_age_are_age_s_own() -> None:
    data = envelope.sealed_with(b"hello", "one two three four five six")
    assert pyrage.passphrase.decrypt(data, "one two three four five six") == b"hello"
