"""Decisions of an advisor: they settle what was left to them, and make nothing bad good."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from tests.helpers.pathways import (
    TODAY,
    award,
    document,
    filled,
    pathway,
    unknown_issuer,
    w1_awards,
    why_not,
    with_check,
)
from wallet.pathways import (
    Decided,
    HeldAward,
    Pathway,
    PathwayResult,
    PriorLearning,
    WhatIf,
    again,
    evaluate,
    read,
    templates,
)
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode


def _with(made: Pathway, *held: HeldAward, **decided: Any) -> PathwayResult:
    return evaluate(made, held, TODAY, what_if=WhatIf(decided=Decided(**decided)))


def _two_slots() -> Pathway:
    slots = [
        {"id": "data", "match": {"definition": ["https://owner.example/data"]}},
        {"id": "free", "designation": "elective"},
    ]
    return pathway(slots=slots, tree={"op": "all", "of": ["data", "free"]})


def test_an_equivalence_lets_an_award_into_a_slot_that_it_does_not_match() -> None:
    made, held = _two_slots(), (award("one", "6"), award("two", "6"))
    assert filled(evaluate(made, held, TODAY))["data"] == []
    found = _with(made, *held, accepted=frozenset({("two", "data")}))
    assert filled(found) == {"data": ["two"], "free": ["one"]}
    assert found.result == "complete"
    routes = {item.award: item.route for slot in found.slots for item in slot.items}
    assert routes == {"two": "ad-hoc", "one": "elective"}


@pytest.mark.parametrize("members", [unknown_issuer(), {"result_statuses": ("OnHold",)}])
def test_an_accepted_item_that_was_only_referred_counts(members: dict[str, Any]) -> None:
    made, held = pathway(), award("one", "10", **members)
    assert evaluate(made, [held], TODAY).result == "complete_if_referred"
    found = _with(made, held, accepted=frozenset({("one", "any")}))
    assert found.result == "complete"


@pytest.mark.parametrize(
    "bad",
    [
        {"verdict": VerdictCode.NOT_GENUINE},
        {
            "verdict": VerdictCode.CANNOT_TELL,
            "checks": with_check(Check.PROOF, Outcome.INDETERMINATE, Reason.UNSUPPORTED_PROOF),
        },
        {
            "verdict": VerdictCode.NOT_VALID,
            "checks": with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED),
        },
        {"result_statuses": ("Failed",)},
    ],
    ids=["forged", "unproven", "revoked", "failed"],
)
def test_no_decision_makes_a_bad_credential_good(bad: dict[str, Any]) -> None:
    found = _with(pathway(), award("one", "10", **bad), accepted=frozenset({("one", "any")}))
    assert found.result == "incomplete"
    assert filled(found) == {"any": []}


def test_a_rejected_award_does_not_count_and_says_why() -> None:
    held = award("one", "10")
    assert evaluate(pathway(), [held], TODAY).result == "complete"
    found = _with(pathway(), held, rejected=frozenset({"one"}))
    assert found.result == "incomplete"
    assert why_not(found, "one") == ["rejected_by_advisor"]


def test_a_rejection_outweighs_an_equivalence_of_the_same_award() -> None:
    found = _with(
        pathway(),
        award("one", "10"),
        accepted=frozenset({("one", "any")}),
        rejected=frozenset({"one"}),
    )
    assert found.result == "incomplete"


def test_prior_learning_counts_by_its_own_route_and_stays_on_another_question() -> None:
    prior = PriorLearning(id="p1", slot="any", title="Ten years of it", credits=Fraction(4))
    found = _with(pathway(), award("one", "6"), prior=(prior,))
    assert (found.result, found.counted) == ("complete", Fraction(10))
    routes = {item.award: item.route for slot in found.slots for item in slot.items}
    assert routes["~prior-p1"] == "rpl"
    assert again(found, found.what_if).counted == Fraction(10)
    assert again(found, WhatIf()).counted == Fraction(6)


def test_prior_learning_is_held_to_its_share() -> None:
    rules = [
        {"id": "total", "type": "totalCredits", "min": "10"},
        {
            "id": "share",
            "type": "maxShare",
            "of": "required",
            "where": {"kind": ["prior-learning"]},
            "max": "0.25",
        },
    ]
    made = read(json.dumps(document(rules=rules)).encode())
    prior = PriorLearning(id="p1", slot="any", title="Ten years of it", credits=Fraction(4))
    assert _with(made, award("one", "6"), prior=(prior,)).result == "incomplete"


def test_decisions_about_what_is_not_there_change_nothing() -> None:
    made, held = _two_slots(), (award("one", "6"), award("two", "6"))
    prior = PriorLearning(id="p1", slot="nowhere", title="x", credits=Fraction(50))
    found = _with(
        made,
        *held,
        accepted=frozenset({("three", "data"), ("one", "nowhere")}),
        rejected=frozenset({"three"}),
        prior=(prior,),
    )
    assert found.counted == evaluate(made, held, TODAY).counted


def test_w1_is_completed_by_a_waiver_as_its_fix_said() -> None:
    made = next(one for one in templates() if one.name == "micro-degree-15-30").pathway
    found = evaluate(made, w1_awards(), TODAY, what_if=WhatIf(waived=frozenset({"level"})))
    assert (found.result, found.counted) == ("complete", Fraction("19.5"))


def test_an_equivalence_does_not_bring_back_what_was_issued_again() -> None:
    said: dict[str, Any] = {"document_id": "urn:example:1", "issuer": "a"}
    older = award("older", "6", issued=datetime(2026, 1, 1, tzinfo=UTC), **said)
    newer = award("newer", "2", issued=datetime(2026, 2, 1, tzinfo=UTC), **said)
    decided = {"accepted": frozenset({("older", "data")})}
    assert filled(_with(_two_slots(), older, **decided))["data"] == ["older"]
    found = _with(_two_slots(), older, newer, **decided)
    assert filled(found)["data"] == []
    assert why_not(found, "older") == ["reissued"]


def test_a_credential_that_was_rejected_counts_with_none_of_its_awards() -> None:
    parts = [award(f"whole#{name}", "5", credential_id="whole") for name in "ab"]
    assert _with(pathway(), *parts).result == "complete"
    one = _with(pathway(), *parts, rejected=frozenset({"whole#a"}))
    assert filled(one)["any"] == ["whole#b"]
    assert filled(_with(pathway(), *parts, rejected=frozenset({"whole"})))["any"] == []
