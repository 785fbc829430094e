"""A review goes from learner to advisor and back through files only, on two wallets."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pyrage
import pytest

from tests.helpers.issuer import NOW
from tests.helpers.pathways import document
from tests.wallet.reviews.people import (
    PATHWAY,
    UNRELEASED,
    People,
    refused,
    rpl,
)
from wallet.report import VerdictCode
from wallet.reviews import envelope
from wallet.reviews.decisions import Kind
from wallet.reviews.review import Response
from wallet.session import LibraryQuery
from wallet.vault import cases

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
    desk.decide(case_id, rpl())
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
    refused("reason_missing", sent.answer, case_id, Response.OBJECTED, " ")
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
    refused("review_words_needed", desk.open, file.data)
    refused("review_not_opened", desk.open, file.data, "six words that are not right")
    case = desk.open(file.data, f"  {file.words.upper()} ")
    assert case.advisor_name == "Somebody new"
    two.merge(two.review(case.id))
    assert two.learner.cases_sent.case(case.id).is_confirmed, "their card was compared before"
    two.learner.cases_sent.forget(two.advisor_did)
    assert not two.learner.cases_sent.case(case.id).is_confirmed


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
    refused("review_not_opened", envelope.opened, sent.data, envelope.new_identity()[0])
    altered = sent.data[:-3] + bytes([sent.data[-3] ^ 1]) + sent.data[-2:]
    refused("review_not_opened", two.advisor.cases_received.open, altered)
    refused("not_a_review_file", two.advisor.cases_received.open, b"{}")


def test_the_share_ledger_knows_what_was_released(two: People) -> None:
    two.send()
    assert [one.recipient for one in two.learner.ledger()] == ["Ada Advisor"] * 2


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


@pytest.mark.slow
def test_words_behind_age_are_age_s_own() -> None:
    data = envelope.sealed_with(b"hello", "one two three four five six")
    assert pyrage.passphrase.decrypt(data, "one two three four five six") == b"hello"
