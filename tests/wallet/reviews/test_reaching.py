"""A case and a review say no more than they may: no other day, no other question, once each."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.helpers.agreements import HOME, HOST, ID, MODULE, STUDENT, raw, signed
from tests.helpers.issuer import NOW
from tests.helpers.pathways import award, document, pathway
from tests.wallet.reviews.people import (
    PATHWAY,
    People,
    inside_of,
    refused,
    rpl,
    sealed_for,
)
from wallet.errors import InputError
from wallet.pathways.agreeing import sign
from wallet.proofs import papers
from wallet.reviews import case as casing
from wallet.reviews.decisions import MEMBERS, Decision, Kind, Scope, checked, to_json
from wallet.reviews.decisions import read as read_decision
from wallet.reviews.members import Members
from wallet.reviews.review import Response
from wallet.vault import cases

LATER = "9999-12-31T00:00:00Z"
SCOPE = Scope(credentials={"held"}, slots={"any"}, rules={"level"})

Change = Callable[[Any], Any]


def _signed_again(session: Any, paper: dict[str, Any], now: Any, **members: Any) -> Any:
    """That paper with other members, signed by the same key."""
    key = session.cases_sent._key()
    return papers.sign({**papers.bare(paper), **members}, key.did, key.key, now)


def _first(**members: Any) -> Change:
    return lambda listed: [{**listed[0], **members}, *listed[1:]]


# --- a review ---------------------------------------------------------------------------------

TOO_FAR: dict[str, tuple[str, Change]] = {
    "of a later day": ("malformed_review", lambda body: body | {"created": LATER}),
    "decided on a later day": (
        "malformed_review",
        lambda body: body | {"decisions": _first(at=LATER)(body["decisions"])},
    ),
    "two decisions with one id": (
        "malformed_review",
        lambda body: body | {"decisions": [body["decisions"][0]] * 2},
    ),
    "an amount nobody can write out": (
        "malformed_review",
        lambda body: body | {"decisions": _first(credits="1e-400")(body["decisions"])},
    ),
    "without a result": ("malformed_review", lambda body: body | {"result": {"totals": 7}}),
    "one item twice": (
        "review_of_something_else",
        lambda body: body | {"items": [*body["items"], body["items"][0]]},
    ),
    "for another day": (
        "review_of_something_else",
        lambda body: body | {"asOf": "2020-01-01"},
    ),
    "after another review": (
        "review_of_something_else",
        lambda body: body | {"previousReview": "0" * 64},
    ),
    "of another version": (
        "review_of_something_else",
        lambda body: body | {"pathway": {**body["pathway"], "version": "7"}},
    ),
}


def test_a_review_that_says_more_than_it_may_is_refused(two: People) -> None:
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, rpl())
    data = two.review(case_id)
    honest = papers.bare(inside_of(two.learner, data))
    for told, (code, change) in TOO_FAR.items():
        forged = _signed_again(two.advisor, {}, two.clock.now, **change(honest))
        with pytest.raises(InputError) as why:
            two.merge(sealed_for(two.learner, forged))
        assert why.value.code == code, told
    two.merge(data)


def test_an_answer_is_not_of_a_later_day(two: People) -> None:
    case_id = two.hand_over()
    two.merge(two.review(case_id))
    sent = two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED)
    honest = inside_of(two.advisor, sent.data)
    forged = _signed_again(two.learner, honest, two.clock.now, created=LATER)
    take = two.advisor.cases_received.take_answer
    refused("malformed_review", take, sealed_for(two.advisor, forged))
    assert take(sent.data).response is Response.COUNTERSIGNED


def test_a_sign_off_stands_no_longer_than_the_pathway_lets_it(two: People) -> None:
    signoff = {"required": True, "roles": ["advisor"], "validMonths": 2}
    two.learner.add_pathway(json.dumps(document(signoff=signoff)).encode())
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, rpl())
    honest = inside_of(two.learner, two.review(case_id))
    for_good = _signed_again(two.advisor, honest, two.clock.now, expires="2099-01-01T00:00:00Z")
    two.merge(sealed_for(two.learner, for_good))
    two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED)
    two.clock.now = NOW + timedelta(days=59)
    assert two.learner.cases_sent.case(case_id).stale == ()
    two.clock.now = NOW + timedelta(days=61)
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert change.code == "months_over"
    (record,) = two.learner.evaluate(PATHWAY).what_if.decided.records
    assert (record.signed_off, {one.lapsed for one in record.entries}) == (
        False,
        {"months_over"},
    )


def test_decisions_count_for_the_text_that_was_reviewed_alone(two: People) -> None:
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, rpl())
    two.merge(two.review(case_id))
    two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED)
    (same,) = two.learner.pathways()
    assert two.learner.evaluate(same).what_if.decided.prior
    title = [{"lang": "en", "text": "Another text under the same id"}]
    other = two.learner.evaluate(pathway(title=title)).what_if.decided
    assert (other.prior, other.records[0].signed_off) == ((), False)
    assert {one.lapsed for one in other.records[0].entries} == {"pathway_text"}


# --- a case -----------------------------------------------------------------------------------


def test_a_case_is_about_the_day_on_which_it_was_made(two: People) -> None:
    sent = two.send()
    honest = inside_of(two.advisor, sent.data)
    for members in (
        {"asOf": "2026-01-01"},
        {"created": "2026-01-01T00:00:00Z", "asOf": "2026-01-01"},
        {"created": LATER, "asOf": "9999-12-31", "expires": LATER},
        {"expires": LATER},
    ):
        forged = _signed_again(two.learner, honest, two.clock.now, **members)
        data = sealed_for(two.advisor, forged)
        refused("malformed_review", two.advisor.cases_received.open, data)
    two.advisor.cases_received.open(sent.data)


def test_an_agreement_goes_along_with_what_it_is_about_alone() -> None:
    asked = pathway(slots=[{"id": "data", "match": {"any": [{"agreement": ID}]}}])
    known = (signed(HOME, HOST), signed(HOME, HOST, id="urn:example:other"))
    robotics = award("robotics", "5", definition_ids=(MODULE,))
    along = casing.going_along(known, asked, [robotics, award("other", "5")])
    assert [one.id for one in along] == [ID]
    assert casing.going_along(known, asked, [award("other", "5")]) == ()


def test_an_agreement_is_not_in_the_file_where_nothing_is_shown_of_it(two: People) -> None:
    slots = [
        {"id": "any", "match": {"any": [{"kind": ["micro-credential"]}, {"agreement": ID}]}}
    ]
    two.learner.add_pathway(json.dumps(document(slots=slots)).encode())
    two.learner.add_agreement(raw(HOME, HOST, slots=["any"]))
    prepared = two.prepare()
    assert prepared.agreements == ()
    sent = two.learner.cases_sent.create(prepared, "Lena Learner")
    inside = inside_of(two.advisor, sent.data)
    assert inside["agreements"] == []
    assert MODULE not in json.dumps(inside)
    (view,) = two.learner.credential(two.ids[0]).view.awards  # type: ignore[union-attr]
    module = view.definition_ids[0]
    two.learner.add_agreement(
        raw(HOME, HOST, slots=["any"], modules=[{"definition": [module]}])
    )
    prepared = two.prepare()
    assert [one.module_titles.keys() for one in prepared.agreements] == [{module}]
    inside = inside_of(two.advisor, two.learner.cases_sent.create(prepared, "Lena").data)
    assert [one["modules"] for one in inside["agreements"]] == [[{"definition": [module]}]]


def test_a_learning_agreement_counts_for_its_own_student(two: People) -> None:
    slots = [{"id": "any", "match": {"agreement": ID}}]
    rules = [{"id": "total", "type": "totalCredits", "min": "5"}]
    owner = {"name": "Home University", "identifiers": [HOME.did]}
    made = document(owner=owner, slots=slots, rules=rules)
    two.learner.add_pathway(json.dumps(made).encode())
    (view,) = two.learner.credential(two.ids[0]).view.awards  # type: ignore[union-attr]
    me = two.learner.cases_sent._key()
    modules = [{"definition": [view.definition_ids[0]]}]
    said: Any = {"modules": modules, "slots": ["any"], "validFrom": None, "validUntil": None}
    for did, key, expected in (
        (STUDENT.did, STUDENT.key, "complete_if_referred"),
        (me.did, me.key, "complete"),
    ):
        parties = [
            {"name": "Home University", "role": "home", "identifiers": [HOME.did]},
            {"name": "Host", "role": "host", "identifiers": [HOST.did, two.issuer.did]},
            {"name": "Lena", "role": "student", "identifiers": [did]},
        ]
        data = raw(HOME, HOST, kind="learning-agreement", parties=parties, **said)
        two.learner.add_agreement(sign(data, did, key, NOW))
        assert two.learner.evaluate(PATHWAY).result == expected
        table = two.advisor.cases_received.table(two.hand_over())
        assert table.result.result == expected


# --- a decision -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "amount", ["1e2", "1e-400", "1e-99999999", "1_0", " 3", "\uff11", "2,5", "-1", "0", "NaN"]
)
def test_credit_of_prior_learning_is_written_as_a_pathway_writes_it(amount: str) -> None:
    told = to_json(replace(rpl("2.5"), id="urn:uuid:1"))
    assert read_decision(Members(told, MEMBERS), SCOPE).credits == Decimal("2.5")
    refused(
        "malformed_review", read_decision, Members(told | {"credits": amount}, MEMBERS), SCOPE
    )


def test_a_plain_amount_is_written_without_an_exponent() -> None:
    made = checked(replace(rpl("1E+2"), id="urn:uuid:1"), SCOPE)
    assert to_json(made)["credits"] == "100"


def test_a_decision_that_would_not_be_read_again_stops_no_case(two: People) -> None:
    case_id, desk = two.hand_over(), two.advisor.cases_received
    about: Any = {"reason": "Because", "at": NOW}
    for one in (
        rpl("5000"),
        replace(rpl(), title=None),
        Decision(kind=Kind.WAIVER, **about),
        Decision(kind=Kind.NOTE, reason="", at=NOW),
        Decision(kind=Kind.NOTE, reason="x" * 5000, at=NOW),
        Decision(kind=Kind.REJECTION, award=f"{two.ids[0]}#nothing", **about),
    ):
        refused("malformed_review", desk.decide, case_id, one)
    assert desk.table(case_id).draft.decisions == (), "nothing of it is kept"
    desk.decide(case_id, Decision(kind=Kind.REJECTION, award=two.ids[0], **about))
    (good,) = desk.table(case_id).draft.decisions
    off = to_json(good) | {"slot": "any"}  # as one that was kept before this was asked
    kept = {"decisions": [off, to_json(good)]}
    cases.save_draft(two.advisor._database, case_id, kept, two.clock.now)
    assert desk.table(case_id).draft.decisions == (good,)
    two.merge(two.review(case_id))
