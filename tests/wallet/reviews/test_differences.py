"""What is otherwise in a case than in the last review of it that was signed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.helpers.issuer import NOW
from tests.helpers.pathways import document
from tests.wallet.reviews.people import UNRELEASED, People, rpl
from wallet import pathways
from wallet.reviews.case import sha256_of
from wallet.reviews.contact import Contact
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.differences import Now, differences
from wallet.reviews.review import Review, ReviewedItem
from wallet.reviews.staleness import Standing
from wallet.session.differing import Since

FIRST, SECOND = "a" * 64, "b" * 64
DECIDED = (
    "Prior learning recognised (Ten years in a laboratory, any, 2 credits): "
    "Outcomes 1 to 3 are shown"
)
RESULT: dict[str, Any] = {
    "result": "complete",
    "totals": {"counted": {"amount": "10", "unit": "ECTS"}},
    "slots": [{"id": "any", "state": "met"}, {"id": "more", "state": "unmet"}],
}


def _pathway(**changed: Any) -> pathways.Pathway:
    return pathways.read(json.dumps(document(**changed)).encode())


def _decision(kind: Kind, **about: Any) -> Decision:
    return Decision(kind=kind, reason="Because", at=NOW, id="urn:uuid:1", **about)


def _review(*decisions: Decision, **changed: Any) -> Review:
    made, somebody = _pathway(), Contact(name="Ada", did="did:key:z6Mk", recipient="age1")
    review = Review(
        case_id="urn:uuid:case",
        nonce="n",
        learner_did="did:key:learner",
        advisor=somebody,
        created=NOW,
        expires=None,
        items=(ReviewedItem(credential_id=FIRST, verdict="verified", accreditation=None),),
        pathway_id=made.id,
        pathway_version=made.version,
        pathway_sha256=sha256_of(made),
        evidence=(),
        as_of=NOW.date(),
        decisions=decisions,
        result=RESULT,
        previous_review=None,
        signed_off=True,
        note="",
        data=b"",
    )
    return replace(review, **changed)


def _now(**changed: Any) -> Now:
    good = {FIRST: Standing(verdict="verified", accreditation=None)}
    return replace(Now(standing=good, pathway=_pathway(), result=RESULT), **changed)


def _codes(review: Review, now: Now) -> list[str]:
    return [one.code for one in differences(review, now, NOW)]


def test_nothing_is_told_while_nothing_is_otherwise() -> None:
    made = _review(_decision(Kind.PIN, award=f"{FIRST}#0", slot="any"))
    assert _codes(made, _now()) == []
    assert _codes(made, _now(decisions=made.decisions)) == []


OTHERWISE: dict[str, tuple[Now, list[str]]] = {
    "a credential more": (
        _now(
            standing={
                FIRST: Standing(verdict="verified", accreditation=None),
                SECOND: Standing(verdict="not_valid", accreditation=None),
            }
        ),
        ["item_added"],
    ),
    "a credential less": (_now(standing={}), ["item_gone"]),
    "judged otherwise": (
        _now(standing={FIRST: Standing(verdict="not_valid", accreditation=None)}),
        ["item_verdict"],
    ),
    "accredited otherwise": (
        _now(standing={FIRST: Standing(verdict="verified", accreditation="expired")}),
        ["item_accreditation"],
    ),
    "another version": (_now(pathway=_pathway(version="2")), ["pathway_version"]),
    "another text": (
        _now(pathway=_pathway(title=[{"lang": "en", "text": "Other"}])),
        ["pathway_text"],
    ),
    "no pathway": (_now(pathway=None), ["pathway_gone"]),
    "a slot opens, another is filled": (
        _now(
            result=RESULT
            | {"slots": [{"id": "any", "state": "partly"}, {"id": "more", "state": "met"}]}
        ),
        ["slot_open", "slot_filled"],
    ),
    "another result": (
        _now(
            result=RESULT
            | {
                "result": "incomplete",
                "totals": {"counted": {"amount": "9", "unit": "ECTS"}},
            }
        ),
        ["result", "counted"],
    ),
    "slots that the other text does not have": (_now(result=RESULT | {"slots": []}), []),
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_each_thing_that_is_otherwise_is_told_once(what: str) -> None:
    now, expected = OTHERWISE[what]
    assert _codes(_review(), now) == expected


def test_the_months_of_a_sign_off_end() -> None:
    ended = _review(expires=NOW - timedelta(days=1))
    assert _codes(ended, _now()) == ["months_over"]


def test_a_decision_lapses_with_what_it_rested_on() -> None:
    pin = _decision(Kind.PIN, award=f"{FIRST}#0", slot="any")
    away = _decision(Kind.REJECTION, award=f"{FIRST}#0")
    waived = _decision(Kind.WAIVER, rule="no such rule")
    asked = _decision(Kind.REQUEST, award=f"{FIRST}#0")
    other = _now(standing={FIRST: Standing(verdict="not_valid", accreditation=None)})
    made = _review(pin, away, asked)
    found = differences(made, other, NOW)
    assert [(one.code, one.decision) for one in found[1:]] == [("decision_lapsed", pin)]
    assert found[1].before == "item_verdict"
    assert _codes(_review(away), _now(standing={}))[1:] == [], "what it kept out is gone"
    (lapsed,) = differences(_review(waived), _now(), NOW)
    assert (lapsed.code, lapsed.before) == ("decision_lapsed", "rule_stays")
    assert _codes(made, _now(pathway=_pathway(version="2")))[1:] == ["decision_lapsed"] * 2


def test_a_decision_that_was_not_made_again_is_told() -> None:
    made = _review(rpl(), _decision(Kind.NOTE))
    (left,) = differences(made, _now(decisions=()), NOW)
    assert (left.code, left.decision) == ("decision_open", rpl())
    again = replace(rpl(), reason="In other words", id="urn:uuid:2")
    assert _codes(made, _now(decisions=(again,))) == []
    less = replace(rpl(), credits=Decimal(1))
    assert _codes(made, _now(decisions=(less,))) == ["decision_open"]


@pytest.mark.parametrize(
    "result", [{}, {"slots": "any", "totals": 7}, {"slots": [3, {"id": "any"}], "totals": {}}]
)
def test_a_result_of_any_shape_is_only_another_result(result: dict[str, Any]) -> None:
    assert _codes(_review(result=result), _now()) == ["result", "counted"]


# --- on the advisor's table -----------------------------------------------------------------


def _since(two: People, case_id: str) -> Since | None:
    desk = two.advisor.cases_received
    return desk.since(desk.table(case_id))


def _texts(found: Since | None) -> list[str]:
    assert found is not None
    return [one.text for one in found.differences]


def test_a_case_is_held_against_the_review_before_it(two: People) -> None:
    first = two.hand_over()
    assert _since(two, first) is None, "nothing was signed yet"
    desk = two.advisor.cases_received
    desk.decide(first, rpl())
    two.merge(two.review(first))
    same = _since(two, first)
    assert (_texts(same), same and same.case_id) == ([], first)
    two.clock.now = NOW + timedelta(days=101)  # the first of both has ended
    assert "“Data basics” was judged “Verified”, and is judged “No longer valid” now." in (
        _texts(_since(two, first))
    )
    second = two.hand_over(ids=[two.ids[0], two.unreleased], follows=first)
    found = _since(two, second)
    assert found is not None
    assert found.case_id == first
    assert _texts(found) == [
        f"“{UNRELEASED}” is new in the case: Verified.",
        "“Data basics” was judged “Verified”, and is judged “No longer valid” now.",
        "“Green chemistry” is no longer in the case.",
        "The result was: complete. Now it is: incomplete.",
        "Counted then: 11 ECTS. Counted now: 6 ECTS.",
        f"Decided then, and not yet in this case: {DECIDED}",
    ]
    desk.decide(second, rpl())
    assert not any("Decided then" in one for one in _texts(_since(two, second)))


def test_the_learner_reads_which_credential_it_is(two: People) -> None:
    case_id = two.hand_over()
    pin = Decision(kind=Kind.REJECTION, reason="Seen twice", at=NOW, award=two.ids[1])
    two.advisor.cases_received.decide(case_id, replace(pin, kind=Kind.PIN, slot="any"))
    two.merge(two.review(case_id))
    assert _texts(two.learner.cases_sent.case(case_id).since) == []
    two.learner.delete([two.ids[1]])
    gone, counted, lapsed = _texts(two.learner.cases_sent.case(case_id).since)
    assert counted == "Counted then: 9 ECTS. Counted now: 5 ECTS."
    assert gone == "“Green chemistry” is no longer in the wallet."
    assert lapsed.startswith("Does not count any more: Placed here (Green chemistry, any)")
