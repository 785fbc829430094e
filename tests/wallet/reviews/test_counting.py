"""What a countersigned review decided counts, and stops counting with what it rested on."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.helpers.issuer import NOW
from tests.helpers.pathways import document
from tests.wallet.reviews.people import PATHWAY, People, refused, rpl
from wallet.pathways import PathwayResult, to_json, told, told_records
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.review import Response
from wallet.session.reviewing import Sent


def _agreed(two: People, *decisions: Decision, answer: str | None = None) -> str:
    """The id of a case that was reviewed with these decisions and countersigned."""
    case_id = two.hand_over()
    for one in decisions or (rpl(),):
        two.advisor.cases_received.decide(case_id, one)
    two.merge(two.review(case_id))
    two.learner.cases_sent.respond(case_id, answer)
    return case_id


def _result(two: People) -> PathwayResult:
    return two.learner.evaluate(PATHWAY)


def _counted(two: People) -> tuple[str, str]:
    """The chosen ones add up to 9, with what is not released to 15."""
    found = _result(two)
    return found.result, str(found.counted)


def _lapsed(two: People) -> set[str]:
    records = _result(two).what_if.decided.records
    return {one.lapsed for record in records for one in record.entries}


def _alone(two: People) -> None:
    """Only what the cases hold is held."""
    two.learner.delete([two.unreleased])


def test_a_decision_counts_when_it_was_countersigned_with_its_advisor_named(
    two: People,
) -> None:
    _alone(two)
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, rpl())
    assert _counted(two) == ("incomplete", "9")
    two.merge(two.review(case_id))
    assert _counted(two) == ("incomplete", "9"), "taken in, and not agreed to"
    two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED)
    assert _counted(two) == ("complete", "11")
    found = _result(two)
    said = told(found)
    (prior,) = [one for one in said.tree.children[0].filled if "laboratory" in one.title]  # type: ignore[union-attr]
    assert "Decided by Ada Advisor on" in prior.notes[0]
    assert not prior.planned
    assert any("decisions of an advisor" in one for one in said.notices)
    assert any("may decide for the owner" in one for one in said.notices)
    (record,) = told_records(found)
    assert "Ada Advisor" in record.head
    assert "Ten years in a laboratory" in record.counts[0]
    (shown,) = to_json(found)["decided"]
    assert shown["advisor"]["did"] == two.advisor_did
    assert shown["decisions"][0]["credits"] == "2"
    (all_,) = two.learner.evaluate_all()
    assert str(all_.counted) == "11"


def test_what_others_are_shown_rests_on_no_decision(two: People) -> None:
    _alone(two)
    _agreed(two)
    assert str(two.learner.evaluate(PATHWAY, decided=False).counted) == "9"
    plan = two.learner.handover.plan_stack(PATHWAY, preset=None)
    assert "laboratory" not in json.dumps([str(one) for one in plan.credentials])


def test_an_objection_lets_nothing_count(two: People) -> None:
    _alone(two)
    _agreed(two, answer="I never said that")
    assert _counted(two) == ("incomplete", "9")


def test_an_advisor_whose_words_were_never_compared_decides_nothing(two: People) -> None:
    _alone(two)
    _agreed(two)
    two.learner.cases_sent.forget(two.advisor_did)
    assert _counted(two) == ("incomplete", "9")
    assert _lapsed(two) == {"advisor_not_confirmed"}


def test_where_the_owner_has_a_key_only_that_key_decides(two: People) -> None:
    _alone(two)
    for identifiers, result in (
        (["did:key:z6MkSomebodyElse"], "incomplete"),
        ([two.advisor_did], "complete"),
    ):
        owner = {"name": "Example University", "identifiers": identifiers}
        two.learner.add_pathway(json.dumps(document(owner=owner)).encode())
        case_id = _agreed(two)
        assert _counted(two)[0] == result
        if result == "incomplete":
            assert _lapsed(two) == {"another_owner"}
        else:
            assert "advisor_not_of_owner" not in _result(two).notices
        two.learner.cases_sent.remove(case_id)
    assert _counted(two) == ("incomplete", "9"), "a case that is forgotten counts no more"


def test_another_text_of_the_pathway_ends_every_decision(two: People) -> None:
    _alone(two)
    case_id = _agreed(two)
    two.learner.add_pathway(json.dumps(document(title=[{"lang": "en", "text": "X"}])).encode())
    assert _counted(two)[0] == "incomplete"
    assert _lapsed(two) == {"pathway_text"}
    (change,) = two.learner.cases_sent.case(case_id).stale
    assert change.code == "pathway_text"
    two.learner.add_pathway(json.dumps(document(version="2")).encode())
    assert _lapsed(two) == {"pathway_version"}


def test_decisions_end_with_the_months_of_the_sign_off(two: People) -> None:
    _alone(two)
    signoff = {"required": True, "roles": ["advisor"], "validMonths": 2}
    two.learner.add_pathway(json.dumps(document(signoff=signoff)).encode())
    _agreed(two)
    assert _counted(two)[0] == "complete"
    two.clock.now = NOW + timedelta(days=61)
    assert _counted(two)[0] == "incomplete"
    assert _lapsed(two) == {"months_over"}


def test_months_beyond_all_calendars_stop_nothing(two: People) -> None:
    _alone(two)
    signoff = {"required": True, "roles": ["advisor"], "validMonths": 100_000}
    two.learner.add_pathway(json.dumps(document(signoff=signoff)).encode())
    _agreed(two)
    assert _counted(two)[0] == "complete"


def _level(two: People) -> None:
    """Level 7 is asked for, and both credentials have level 6."""
    rules = [
        {"id": "total", "type": "totalCredits", "min": "9"},
        {"id": "level", "type": "level", "min": 7},
    ]
    two.learner.add_pathway(json.dumps(document(rules=rules)).encode())


def test_a_waiver_ends_when_any_credential_of_the_case_changes(two: People) -> None:
    _alone(two)
    _level(two)
    waiver = Decision(kind=Kind.WAIVER, rule="level", reason="Equal in content", at=NOW)
    _agreed(two, waiver)
    assert _counted(two) == ("complete", "9")
    assert not _result(two).what_if.is_trial
    two.clock.now = NOW + timedelta(days=101)
    assert _counted(two)[0] == "incomplete"
    assert _lapsed(two) == {"item_verdict"}


def test_a_total_cannot_be_waived(two: People) -> None:
    case_id = two.hand_over()
    waiver = Decision(kind=Kind.WAIVER, rule="total", reason="r", at=NOW)
    refused("malformed_review", two.advisor.cases_received.decide, case_id, waiver)


def test_an_equivalence_ends_with_its_credential_and_makes_no_bad_one_good(
    two: People,
) -> None:
    _alone(two)
    slots = [{"id": "any", "match": {"definition": ["urn:nothing"]}}]
    rules = [{"id": "total", "type": "totalCredits", "min": "5"}]
    two.learner.add_pathway(json.dumps(document(slots=slots, rules=rules)).encode())
    first, _ = two.ids
    same = Decision(kind=Kind.EQUIVALENCE, award=first, slot="any", reason="Same", at=NOW)
    _agreed(two, same)
    assert _counted(two) == ("complete", "5")
    (item,) = _result(two).slots[0].items
    assert (item.route, item.notes[0].code) == ("ad-hoc", "decided_by")
    two.clock.now = NOW + timedelta(days=101)  # it has expired
    assert _counted(two) == ("incomplete", "0")
    assert _lapsed(two) == {"item_verdict"}


def test_a_rejection_does_not_lapse_with_its_credential(two: People) -> None:
    _alone(two)
    _agreed(two, Decision(kind=Kind.REJECTION, award=two.ids[1], reason="Old", at=NOW))
    assert _counted(two) == ("incomplete", "5")
    (item,) = [one for one in two.learner.evidence_items() if one.kind == "registry"]
    two.learner.remove_evidence(item.sha256)
    assert _lapsed(two) == {""}


def test_a_later_review_takes_the_place_of_the_earlier_one(two: People) -> None:
    _alone(two)
    _agreed(two)
    two.clock.now += timedelta(hours=1)
    later = _agreed(two, rpl("1"))
    assert _counted(two) == ("complete", "10"), "prior learning is not counted twice"
    assert _lapsed(two) == {"", "superseded"}
    two.learner.cases_sent.remove(later)
    assert _counted(two) == ("complete", "11")


def test_a_review_can_be_left_out_and_taken_back(two: People) -> None:
    _alone(two)
    case_id = _agreed(two)
    review = two.learner.cases_sent.case(case_id).review
    assert review is not None
    changed = two.learner.cases_sent.leave_out(review.sha256, out=True)
    assert "pathways" in changed.areas
    assert _counted(two) == ("incomplete", "9")
    (record,) = told_records(_result(two))
    assert record.left_out
    two.learner.cases_sent.leave_out(review.sha256, out=False)
    assert _counted(two) == ("complete", "11")


def test_decisions_for_one_learner_count_for_nobody_else(two: People) -> None:
    """The advisor's own wallet has the case on its table, and the same pathway."""
    _agreed(two)
    two.advisor.add_pathway(json.dumps(document()).encode())
    assert two.advisor.evaluate(PATHWAY).what_if.decided.records == ()
    sent: Sent = two.send()
    case_id = two.advisor.cases_received.open(sent.data).id
    assert two.advisor.cases_received.table(case_id).result.result == "incomplete"
