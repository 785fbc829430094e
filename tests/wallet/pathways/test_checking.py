"""The solver's answer is not believed: every condition is counted again on it."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from tests.helpers.pathways import (
    TODAY,
    award,
    pathway,
    result,
    unknown_issuer,
    why_not,
    with_check,
)
from wallet.credential import Kind
from wallet.pathways.matching import candidates
from wallet.pathways.program import Budget, Program
from wallet.pathways.rules.interface import Day
from wallet.pathways.solving import solve
from wallet.pathways.standing import judge, weakness
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

SLOTS = [
    {"id": "one", "items": {"max": 1}, "credits": {"max": "5"}},
    {"id": "two"},
]
HELD = (
    award("a", "4", definition_ids=("urn:same",), learner_ids=frozenset({"did:me"})),
    award("b", "4", definition_ids=("urn:same",), learner_ids=frozenset({"did:me"})),
    award("c", "6", learner_ids=frozenset({"did:you"})),
    award("d", "3", **unknown_issuer()),
)


def breaches(*pairs: tuple[str, str], referred: bool = False) -> tuple[str, ...]:
    judged = candidates(pathway(slots=SLOTS), HELD, Day(date=TODAY))
    return judge(judged, frozenset(pairs), Day(date=TODAY), referred=referred).breaches


@pytest.mark.parametrize(
    ("pairs", "broken"),
    [
        ((("a", "one"),), ()),
        ((("a", "one"), ("a", "two")), ("counted_twice",)),
        ((("a", "one"), ("b", "two")), ("same_definition_counted",)),
        ((("c", "one"),), ("slot_credits_full",)),
        ((("a", "two"), ("c", "two")), ("another_learner",)),
        ((("d", "two"),), ("not_eligible",)),
    ],
)
def test_every_hard_condition_is_checked(pairs, broken):
    assert breaches(*pairs) == broken


def test_too_many_items_and_too_many_credits_are_two_things():
    assert breaches(("a", "one"), ("d", "one"), referred=True) == (
        "slot_full",
        "slot_credits_full",
    )


def test_an_advisor_may_accept_what_is_referred_and_other_learners():
    assert breaches(("d", "two"), referred=True) == ()
    assert breaches(("a", "two"), ("c", "two"), referred=True) == ()


def test_a_choice_that_breaks_a_condition_is_dropped_not_believed(monkeypatch):
    """As if the solver had answered wrongly: here it is given no row about the learner."""
    judged = candidates(pathway(slots=SLOTS), HELD, Day(date=TODAY))
    rows = Program.row

    def forget(self, terms, **bounds):
        if bounds.get("most") != 1:
            rows(self, terms, **bounds)

    monkeypatch.setattr(Program, "row", forget)
    found = solve(judged, Day(date=TODAY), referred=False, budget=Budget(5))
    assert (found.proven, found.standing.choice) == (False, frozenset())
    assert not found.standing.complete


def test_numbers_beyond_the_solvers_tolerance_are_not_called_proven():
    program = Program()
    column = program.column()
    program.row({column: Fraction(10**9)}, least=0)
    assert not program.best({column: 1}, Budget(5)).proven


def test_stronger_evidence_is_taken_where_the_rest_is_equal():
    made = pathway(slots=[{"id": "s", "items": {"max": 1}}], rules=[])
    codes = {"a": "refused", "b": None, "c": "accredited"}
    held = [award(name, "5", accreditation=code) for name, code in codes.items()]
    found = result(made, *held)
    assert found.slots[0].items[0].award == "c"
    items = candidates(made, held, Day(date=TODAY)).items
    assert [weakness(items[one]) for one in "abc"] == [2, 1, 0]


def test_what_fits_nowhere_still_says_that_it_was_revoked():
    made = pathway(slots=[{"id": "s", "match": {"definition": ["urn:d"]}}])
    revoked = with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED)
    forged = with_check(Check.PROOF, Outcome.FAILED, Reason.SIGNATURE_INVALID)
    found = result(
        made,
        award("a", "5", checks=revoked, verdict=VerdictCode.NOT_VALID),
        award("b", "5", checks=forged, verdict=VerdictCode.NOT_GENUINE),
    )
    assert why_not(found, "a") == ["revoked", "fits_no_slot"]
    assert why_not(found, "b") == ["not_genuine"]


def test_a_grade_on_another_scale_is_left_to_an_advisor():
    rules = [{"id": "g", "type": "grade", "scale": ["D", "C", "B"], "min": "C"}]
    made = pathway(slots=[{"id": "s"}], rules=rules)
    assert result(made, award("a", "5", grades=("14 of 20",))).result == "complete_if_referred"
    assert result(made, award("a", "5", grades=("D", "B"))).result == "complete"


def test_at_most_a_share_may_come_from_one_kind():
    rules = [
        {"id": "t", "type": "totalCredits", "min": "10"},
        {
            "id": "rpl",
            "type": "maxShare",
            "of": "counted",
            "where": {"kind": ["prior-learning"]},
            "max": "0.5",
        },
    ]
    prior = award("prior", "6", kind=Kind.PRIOR_LEARNING)
    assert result(pathway(rules=rules), prior, award("a", "6")).result == "complete"
    assert result(pathway(rules=rules), prior, award("a", "5")).result == "incomplete"


def test_others_than_the_owner_may_be_limited():
    where = {"issuerNot": ["owner"]}
    rules = [
        {"id": "t", "type": "totalCredits", "min": "10"},
        {"id": "out", "type": "maxShare", "where": where, "max": "0.3"},
    ]
    home = award("home", "7", "home")
    assert result(pathway(rules=rules), home, award("a", "3")).result == "complete"
    assert result(pathway(rules=rules), home, award("a", "4")).result == "incomplete"


def test_expiry_beats_age():
    rules = [{"id": "age", "type": "recency", "maxAgeMonths": 120}]
    ended = award("a", "5", expires=datetime(2026, 1, 1, tzinfo=UTC))
    assert why_not(result(pathway(rules=rules), ended), "a") == ["expired"]


def test_slots_that_share_items_do_not_confuse_the_solver():
    """Found by the long property test: the optimum was taken for infeasible."""
    slots = [
        {"id": "s0", "items": {"min": 2}, "reuseWith": ["s1"]},
        {
            "id": "s1",
            "match": {"issuer": ["did:example:a", "did:example:b"]},
            "credits": {"min": "3"},
        },
        {"id": "s2", "items": {"min": 2}, "reuseWith": ["s3"]},
        {"id": "s3"},
    ]
    rules = [
        {"id": "t", "type": "totalCredits", "min": "6.1"},
        {"id": "p", "type": "diversity", "min": 2},
        {"id": "l", "type": "level", "min": 6, "max": 6},
    ]
    sizes = {"0": "2", "1": "2", "2": "0", "3": "3"}
    issuers = {"0": "a", "1": "c", "2": "a", "3": "b"}
    ended = {"2": {"expires": datetime(2026, 1, 1, tzinfo=UTC)}}
    held = [
        award(f"item-{n}", sizes[n], issuers[n], **ended.get(n, {}), **unknown_issuer())
        for n in "0123"
    ]
    found = result(pathway(slots=slots, rules=rules), *held)
    assert found.proven_optimal
    assert found.optimistic.counted == 7
