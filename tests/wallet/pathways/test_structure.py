"""Slots, groups, double counting, unknown rules and what-if (spec/pathways.md, E.7)."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from tests.helpers.pathways import (
    DATA,
    GREEN,
    TODAY,
    award,
    filled,
    fixes,
    pathway,
    result,
    unknown_issuer,
    why_not,
    with_check,
)
from wallet.credential import Identifier, Kind
from wallet.pathways import State, WhatIf, evaluate, solving, templates
from wallet.reasons import Reason
from wallet.report import Check, Outcome

LEVEL = {"id": "level", "type": "level", "min": 6, "max": 6}
TOTAL = {"id": "total", "type": "totalCredits", "min": "10"}


class TestNothingTwice:
    """R-11, R-19."""

    def test_a_retake_counts_once(self):
        both = (award(one, "6", definition_ids=("urn:course",)) for one in ("a", "b"))
        found = result(pathway(), *both)
        assert (found.counted, why_not(found, "b")) == (6, ["same_definition_counted"])

    def test_a_circle_of_parts_does_not_hang(self):
        circle = (
            award("t#x", "6", credential_id="t", award_id="x", parent="y"),
            award("t#y", "6", credential_id="t", award_id="y", parent="x"),
        )
        assert result(pathway(), *circle).counted == 6

    def test_two_learners_are_not_counted_together(self):
        mine = award("a", "6", learner_ids=frozenset({"did:me"}))
        other = award("b", "5", learner_ids=frozenset({"did:you"}))
        found = result(pathway(), mine, other)
        assert (found.result, found.counted) == ("complete_if_referred", 6)
        assert why_not(found, "b") == ["another_learner"]

    def test_two_keys_of_the_wallet_are_one_learner(self):
        own = with_check(Check.HOLDER, Outcome.PASSED, Reason.HOLDER_KEY_IS_YOURS)
        held = (
            award(one, "5", learner_ids=frozenset({f"did:{one}"}), checks=own) for one in "ab"
        )
        assert result(pathway(), *held).result == "complete"

    def test_the_holder_rule_leaves_strangers_to_an_advisor(self):
        made = pathway(rules=[TOTAL, {"id": "me", "type": "holder"}])
        own = with_check(Check.HOLDER, Outcome.PASSED, Reason.HOLDER_KEY_IS_YOURS)
        assert result(made, award("a", "10", checks=own)).result == "complete"
        assert result(made, award("a", "10")).result == "complete_if_referred"

    def test_one_item_fills_two_slots_only_where_they_share(self):
        slots = [{"id": "x"}, {"id": "y"}]
        apart = result(pathway(slots=slots), award("a", "10"))
        assert apart.result == "incomplete"
        slots[0]["reuseWith"] = ["y"]
        shared = result(pathway(slots=slots), award("a", "10"))
        assert (shared.result, shared.counted) == ("complete", 10)


class TestSlotsAndGroups:
    """What fits where."""

    @pytest.mark.parametrize(
        ("match", "fits"),
        [
            ({"skills": [DATA, GREEN]}, True),
            ({"skills": [DATA, GREEN], "coverage": "0.5"}, True),
            ({"skills": [DATA, GREEN], "coverage": "0.6"}, False),
            ({"kind": ["micro-credential"]}, True),
            ({"kind": ["degree"]}, False),
            ({"issuer": ["did:example:a"]}, True),
            ({"issuer": ["A"]}, False),
            ({"definition": ["urn:d"]}, True),
            ({"fields": ["061"]}, True),
            ({"fields": ["0613"]}, False),
            ({"agreement": "urn:agreement"}, False),
            ({"any": [{"kind": ["degree"]}, {"definition": ["urn:d"]}]}, True),
            ({"all": [{"kind": ["degree"]}, {"definition": ["urn:d"]}]}, False),
            ({"kind": ["micro-credential"], "definition": ["urn:other"]}, False),
        ],
    )
    def test_match(self, match, fits):
        held = award(
            "a",
            "10",
            definition_ids=("urn:d",),
            skills=frozenset({DATA}),
            fields=(Identifier(scheme="ISCED-F", value="0612"),),
        )
        found = result(pathway(slots=[{"id": "s", "match": match}]), held)
        assert (found.result == "complete") is fits
        if not fits:
            assert why_not(found, "a") == ["fits_no_slot"]

    def test_at_least_two_of_three(self):
        slots = [
            {
                "id": one,
                "designation": "optional",
                "match": {"definition": [f"urn:{one}"]},
                "items": {"min": 1},
            }
            for one in "xyz"
        ]
        made = pathway(slots=slots, tree={"op": "atLeast", "n": 2, "of": list("xyz")}, rules=[])
        x, z = (award(one, "3", definition_ids=(f"urn:{one}",)) for one in "xz")
        assert result(made, x).result == "incomplete"
        assert result(made, x, z).result == "complete"

    def test_completing_goes_before_filling_more(self):
        # Three optional slots could be filled with small items, but only the large item, which
        # fits one of them, reaches the total.
        slots = [
            {"id": one, "designation": "optional", "items": {"min": 1, "max": 1}}
            for one in "xyz"
        ]
        made = pathway(
            slots=slots,
            tree={"op": "any", "of": list("xyz")},
            rules=[
                TOTAL,
                {"id": "few", "type": "totalCredits", "min": "0", "max": "11", "hard": True},
            ],
        )
        found = result(made, award("a", "4"), award("b", "4"), award("c", "10"))
        assert (found.result, found.counted) == ("complete", 10)

    def test_a_route_that_needs_a_decision_is_left_to_an_advisor(self):
        made = pathway(slots=[{"id": "s", "routes": ["rpl"]}])
        found = result(made, award("a", "10"))
        assert (found.result, found.slots[0].state) == ("complete_if_referred", State.REFERRED)

    def test_usable_names_what_would_fit_and_is_not_counted(self):
        made = pathway(slots=[{"id": "s", "items": {"max": 1}}], rules=[])
        found = result(made, award("a", "5"), award("b", "5"))
        assert (filled(found), found.slots[0].usable) == ({"s": ["a"]}, ("b",))
        assert found.equally_good == 2

    def test_nothing_held_is_an_answer_too(self):
        found = result(pathway())
        assert (found.result, found.counted, found.unused) == ("incomplete", 0, ())


class TestUnknownRules:
    """An unknown rule blocks; it is never ignored, whatever its severity."""

    @pytest.mark.parametrize(
        "rule",
        [
            {"id": "r", "type": "karma"},
            {"id": "r", "type": "karma", "severity": "info"},
            {"id": "r", "type": "level", "min": 6, "nqf": "DE"},
        ],
    )
    def test_blocks(self, rule):
        found = result(pathway(rules=[TOTAL, rule]), award("a", "10"))
        assert (found.result, found.optimistic.result) == ("incomplete", "incomplete")
        assert found.rules[1].state is State.INDETERMINATE
        assert found.rules[1].reason == "unknown_rule"

    def test_it_cannot_be_waived(self):
        found = result(pathway(rules=[{"id": "r", "type": "karma"}]), award("a", "10"))
        assert all(one.kind != "waive" for one in found.fixes)


class TestPartners:
    """R-20: two keys of one university are one partner."""

    MADE = pathway(rules=[TOTAL, {"id": "p", "type": "diversity", "min": 2}])

    def test_two_issuers(self):
        assert result(self.MADE, award("a", "5"), award("b", "5")).result == "complete"

    def test_one_issuer_under_two_keys(self):
        names = {"issuer_names": ("University of Tartu",)}
        found = result(self.MADE, award("a", "5", **names), award("b", "5", **names))
        assert found.result == "incomplete"
        assert ("add", "any", "complete", Fraction()) in fixes(found)


class TestWhatIf:
    """A person tries a fix before anything is asked of anybody."""

    def test_waiving_and_renewing(self):
        made = pathway(rules=[TOTAL, LEVEL])
        high = award("high", "6", eqf="7")
        old = award("old", "5", expires=datetime(2026, 6, 1, tzinfo=UTC))
        held = (high, old)
        both = WhatIf(waived=frozenset({"level"}), renewed=frozenset({"old"}))
        assert evaluate(made, held, TODAY).counted == 0
        assert evaluate(made, held, TODAY, what_if=both).counted == 11

    def test_renewing_does_not_bring_back_what_was_revoked(self):
        revoked = award(
            "a",
            "10",
            expires=datetime(2026, 6, 1, tzinfo=UTC),
            checks=with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED),
        )
        renewed = WhatIf(renewed=frozenset({"a"}))
        assert evaluate(pathway(), (revoked,), TODAY, what_if=renewed).counted == 0


def test_without_time_to_solve_nothing_is_called_proven_or_complete():
    found = evaluate(pathway(), (award("a", "10"),), TODAY, seconds=0)
    assert (found.result, found.proven_optimal, found.counted) == ("incomplete", False, 0)
    assert (found.fixes, found.more_fixes) == ((), True), "nothing was tried, and it says so"
    brief = evaluate(pathway(), (award("a", "10"),), TODAY, seconds=0, brief=True)
    assert not brief.more_fixes, "nobody asked for any"


def test_prior_learning_is_no_residency_unless_the_document_says_so():
    share = {"id": "home", "type": "residency", "where": {"issuer": ["owner"]}, "min": "0.5"}
    prior = award("a", "10", "home", kind=Kind.PRIOR_LEARNING)
    assert result(pathway(rules=[TOTAL, share]), prior).result == "incomplete"
    made = pathway(rules=[TOTAL, share | {"priorLearning": True}])
    assert result(made, prior).result == "complete"


def test_the_headline_says_what_is_off_with_the_pathway():
    made = pathway(
        owner={}, status="withdrawn", validFrom="2020-01-01", validUntil="2025-01-01"
    )
    assert result(made).notices == ("owner_unknown", "pathway_withdrawn", "pathway_ended")


def test_two_hundred_awards_are_placed_and_proven_in_time():
    template = next(one for one in templates() if one.name == "micro-degree-15-30")
    sizes, skills = ("2", "2.5", "3", "4", "5", "1", "7"), (DATA, GREEN, "urn:x", "urn:y")
    held = [
        award(
            f"item-{n:03}",
            sizes[n % 7],
            f"issuer-{n % 20}",
            skills=frozenset({skills[n % 4]}),
            eqf="7" if n % 5 == 0 else "6",
            definition_ids=(f"urn:{n % 150}",),
            **(unknown_issuer() if n % 9 == 0 else {}),
        )
        for n in range(200)
    ]
    found = evaluate(template.pathway, held, TODAY, seconds=60)
    assert (found.result, found.counted, found.proven_optimal) == ("complete", 30, True)
    assert found.equally_good > 1


def test_in_the_largest_cases_equals_are_found_by_exchange(monkeypatch):
    """Every such choice is judged like the first, so that nothing worse is called as good."""
    slots = [{"id": "one", "items": {"max": 1}, "designation": "required"}]
    rules = [{"id": "total", "type": "totalCredits", "min": "5"}]
    alike = [award(name, "5", "home") for name in ("c", "a", "b")]
    held = [*alike, award("late", "5", "home", eqf="7"), award("small", "4", "home")]
    made = pathway(slots=slots, rules=[*rules, LEVEL])
    whole = result(made, *held)
    monkeypatch.setattr(solving, "_TIES_BY_PAIRS", 1)
    found = result(made, *held)
    assert (found.equally_good, found.more_equally_good) == (3, True)
    assert (whole.equally_good, whole.more_equally_good) == (3, False)
    assert found.slots[0].items == whole.slots[0].items
    assert found.slots[0].items[0].award == "a"
    assert found.slots[0].as_good == whole.slots[0].as_good == ("b", "c")
