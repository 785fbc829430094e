"""Edges that an evaluation has to get right (spec/pathways.md, E.7), each with its opposite."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.wallet.pathways.makers import (
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
from wallet.credential import Credit, Identifier, Kind, Level
from wallet.pathways import State, WhatIf, evaluate, to_json
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

OPEN = [{"id": "any", "designation": "elective"}]
LEVEL = {"id": "level", "type": "level", "min": 6, "max": 6}
TOTAL = {"id": "total", "type": "totalCredits", "min": "10"}


class TestRelyingOnCredentials:
    """Only what is proven, valid and by a named issuer counts as it is."""

    @pytest.mark.parametrize(
        ("verdict", "check", "outcome", "reason", "code"),
        [
            ("not_genuine", Check.PROOF, "failed", Reason.SIGNATURE_INVALID, "not_genuine"),
            ("not_genuine", Check.ISSUER_KEY, "failed", Reason.KEY_OF_ANOTHER, "not_genuine"),
            ("cannot_tell", Check.PROOF, "indeterminate", Reason.NOT_SIGNED, "not_proven"),
            (
                "cannot_tell",
                Check.ISSUER_KEY,
                "indeterminate",
                Reason.NO_KEY_EVIDENCE,
                "not_proven",
            ),
            ("not_valid", Check.STATUS, "failed", Reason.REVOKED, "revoked"),
            ("not_valid", Check.STATUS, "failed", Reason.SUSPENDED, "suspended"),
            ("not_valid", Check.VALIDITY, "failed", Reason.EXPIRED, "expired"),
            ("not_valid", Check.VALIDITY, "failed", Reason.PROOF_EXPIRED, "expired"),
            ("not_valid", Check.VALIDITY, "failed", Reason.NOT_YET_VALID, "not_yet_valid"),
        ],
    )
    def test_never_counts_not_even_with_an_advisor(self, verdict, check, outcome, reason, code):
        bad = award(
            "bad",
            "10",
            verdict=VerdictCode(verdict),
            checks=with_check(check, Outcome(outcome), reason),
        )
        found = result(pathway(), bad)
        assert (found.result, found.counted, found.optimistic.counted) == ("incomplete", 0, 0)
        assert why_not(found, "bad") == [code]

    @pytest.mark.parametrize(
        ("check", "reason", "code"),
        [
            (Check.ISSUER_IDENTITY, Reason.NO_TRUST_SOURCE, "issuer_identity_unknown"),
            (Check.STATUS, Reason.STATUS_LIST_MISSING, "status_unknown"),
            (Check.FORMAT, Reason.UNSIGNED_MEMBERS, "format_unknown"),
            (Check.VALIDITY, Reason.MALFORMED_DATE, "validity_unknown"),
        ],
    )
    def test_what_is_not_known_is_left_to_an_advisor(self, check, reason, code):
        unsure = award(
            "unsure",
            "10",
            verdict=VerdictCode.CANNOT_TELL,
            checks=with_check(check, Outcome.INDETERMINATE, reason),
        )
        found = result(pathway(), unsure)
        assert (found.result, found.counted) == ("complete_if_referred", 0)
        assert found.optimistic.counted == 10
        assert why_not(found, "unsure") == [code]
        assert found.slots[0].referred == ("unsure",)

    def test_a_document_may_refuse_the_unknown(self):
        strict = {"id": "sure", "type": "authenticity", "unknown": "no"}
        found = result(pathway(rules=[TOTAL, strict]), award("a", "10", **unknown_issuer()))
        assert found.result == "incomplete"

    def test_a_document_cannot_do_without_authenticity(self):
        lax = {"id": "lax", "type": "authenticity", "severity": "info", "waivable": True}
        bad = award(
            "bad",
            "10",
            verdict=VerdictCode.NOT_GENUINE,
            checks=with_check(Check.PROOF, Outcome.FAILED, Reason.SIGNATURE_INVALID),
        )
        found = result(pathway(rules=[TOTAL, lax]), bad)
        assert found.counted == 0
        assert not found.fixes or all(one.kind == "add" for one in found.fixes)

    def test_a_credential_without_any_check_never_counts(self):
        assert why_not(result(pathway(), award("a", "10", checks={})), "a") == ["not_proven"]

    def test_no_status_mechanism_is_no_obstacle(self):
        checks = with_check(Check.STATUS, Outcome.NOT_APPLICABLE, Reason.NO_STATUS)
        assert result(pathway(), award("a", "10", checks=checks)).result == "complete"


class TestDates:
    """The evaluation day decides, not the day on which the files were verified."""

    END = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def test_expired_on_the_evaluation_day(self):
        assert why_not(result(pathway(), award("a", "10", expires=self.END)), "a") == [
            "expired"
        ]

    def test_valid_the_day_before(self):
        found = result(pathway(), award("a", "10", expires=self.END), on=date(2026, 11, 20))
        assert found.result == "complete"

    def test_what_has_expired_since_may_count_on_an_earlier_day(self):
        ended = award(
            "a",
            "10",
            expires=datetime(2026, 6, 1, tzinfo=UTC),
            verdict=VerdictCode.NOT_VALID,
            checks=with_check(Check.VALIDITY, Outcome.FAILED, Reason.EXPIRED),
        )
        assert result(pathway(), ended, on=date(2026, 5, 1)).result == "complete"
        assert result(pathway(), ended, on=date(2026, 6, 2)).result == "incomplete"

    def test_an_end_that_the_view_does_not_name_counts_on_every_day(self):
        ended = award(
            "a", "10", checks=with_check(Check.VALIDITY, Outcome.FAILED, Reason.PROOF_EXPIRED)
        )
        assert why_not(result(pathway(), ended, on=date(2020, 1, 1)), "a")[-1] == "expired"

    def test_awarded_after_the_evaluation_day(self):
        found = result(pathway(), award("a", "10", award_date=date(2026, 11, 22)))
        assert why_not(found, "a") == ["awarded_later"]

    def test_begins_later(self):
        begins = datetime(2026, 12, 1, tzinfo=UTC)
        assert why_not(result(pathway(), award("a", "10", starts=begins)), "a") == [
            "not_yet_valid"
        ]

    def test_an_end_that_cannot_be_read_is_not_taken_for_none(self):
        found = result(pathway(), award("a", "10", unreadable_dates=("next spring",)))
        assert (found.result, why_not(found, "a")) == (
            "complete_if_referred",
            ["end_date_unreadable"],
        )

    @pytest.mark.parametrize(
        ("awarded", "verdict"),
        [
            (date(2025, 11, 21), "complete"),
            (date(2025, 11, 20), "incomplete"),
            (None, "complete_if_referred"),
        ],
    )
    def test_age_in_months_to_the_day(self, awarded, verdict):
        made = pathway(rules=[TOTAL, {"id": "age", "type": "recency", "maxAgeMonths": 12}])
        assert result(made, award("a", "10", award_date=awarded)).result == verdict

    def test_the_last_day_of_a_shorter_month_counts_as_the_same_day(self):
        made = pathway(rules=[TOTAL, {"id": "age", "type": "recency", "maxAgeMonths": 1}])
        held = award("a", "10", award_date=date(2026, 2, 28))
        assert result(made, held, on=date(2026, 3, 31)).result == "complete"


class TestAmounts:
    """14.99 is not 15, and an amount that cannot be right is not an amount."""

    @pytest.mark.parametrize(
        ("amount", "verdict", "have"),
        [
            ("10", "complete", "10"),
            ("9.99", "incomplete", "9.99"),
            ("9.999", "incomplete", "9.99"),
        ],
    )
    def test_compared_before_it_is_rounded(self, amount, verdict, have):
        found = to_json(result(pathway(), award("a", amount)))
        assert (found["result"], found["rules"][0]["have"]) == (verdict, have)

    def test_what_is_missing_is_never_printed_as_nothing(self):
        found = to_json(result(pathway(), award("a", "9.999")))
        assert found["rules"][0]["missing"] == "0.01"

    @pytest.mark.parametrize("amount", ["-5", "400", "1000000000"])
    def test_absurd_credit_does_not_count(self, amount):
        found = result(pathway(), award("a", amount), award("b", "4"))
        assert found.counted == 4
        assert "absurd_credit" in why_not(found, "a")

    def test_earned_beats_available(self):
        both = tuple(
            Credit(amount=Decimal(amount), framework="ECTS", role=role)
            for amount, role in (("12", "available"), ("4", "earned"))
        )
        assert result(pathway(), award("a", credits=both)).counted == 4

    def test_credit_without_a_unit_is_not_taken_for_ours(self):
        bare = (Credit(amount=Decimal(10), framework=None),)
        found = result(pathway(), award("a", credits=bare))
        assert (found.counted, why_not(found, "a")) == (0, ["not_needed", "no_ratio"])

    def test_the_same_volume_in_hours_or_credits_gives_the_same(self):
        made = pathway(credit={"unit": "ECTS", "hoursPerCredit": "25"})
        by_hours = result(made, award("a", hours=Decimal(250)))
        by_credits = result(made, award("a", "10"))
        assert (by_hours.result, by_hours.counted) == (by_credits.result, by_credits.counted)

    def test_hours_count_for_nothing_where_the_pathway_states_no_hours(self):
        assert result(pathway(), award("a", hours=Decimal(250))).counted == 0

    def test_total_hours(self):
        made = pathway(
            credit={"unit": "ECTS", "hoursPerCredit": "25"},
            rules=[{"id": "h", "type": "totalHours", "min": "260"}],
        )
        assert result(made, award("a", "10")).result == "incomplete"
        assert (
            result(made, award("a", "10"), award("b", hours=Decimal(10))).result == "complete"
        )

    def test_more_than_the_most_is_an_excess_unless_hard(self):
        both = (award("a", "8"), award("b", "7"))
        soft = {"id": "t", "type": "totalCredits", "min": "10", "max": "12"}
        found = result(pathway(rules=[soft]), *both)
        assert (found.result, found.counted, found.excess) == ("complete", 12, 3)
        slot = [{"id": "any", "items": {"min": 2}}]
        hard = result(pathway(slots=slot, rules=[soft | {"hard": True}]), *both)
        assert hard.result == "incomplete"


class TestLevels:
    """A level in another scheme, two levels or a word are not known, never guessed."""

    @pytest.mark.parametrize(
        ("levels", "verdict"),
        [
            ((("EQF", "6"),), "complete"),
            ((("EQF", "EQF 6"),), "complete"),
            ((("EQF", "5"),), "incomplete"),
            ((("EQF", "advanced"),), "complete_if_referred"),
            ((("EQF", "66"),), "complete_if_referred"),
            ((("NQF-FI", "6"),), "complete_if_referred"),
            ((("EQF", "6"), ("EQF", "7")), "complete_if_referred"),
            ((), "complete_if_referred"),
        ],
    )
    def test_level(self, levels, verdict):
        held = tuple(Level(scheme=scheme, value=value) for scheme, value in levels)
        made = pathway(rules=[TOTAL, LEVEL])
        assert result(made, award("a", "10", levels=held)).result == verdict

    def test_unknown_may_be_a_no(self):
        made = pathway(rules=[TOTAL, LEVEL | {"unknown": "no"}])
        assert result(made, award("a", "10", eqf=None)).result == "incomplete"

    def test_a_scope_leaves_other_slots_alone(self):
        slots = [
            {"id": "x", "match": {"skills": [DATA]}},
            {"id": "free", "designation": "elective"},
        ]
        made = pathway(slots=slots, rules=[TOTAL, LEVEL | {"scope": ["x"]}])
        found = result(made, award("a", "10", eqf="7"))
        assert filled(found) == {"x": [], "free": ["a"]}

    def test_a_rule_that_only_warns_is_tried_for_and_told(self):
        made = pathway(
            slots=[{"id": "one", "items": {"max": 1}}],
            rules=[{"id": "w", "type": "level", "min": 7, "severity": "warn"}],
        )
        found = result(made, award("a", "5"), award("b", "5", eqf="7"))
        assert filled(found) == {"one": ["b"]}
        alone = result(made, award("a", "5"))
        assert (alone.result, alone.rules[0].state) == ("complete", State.UNMET)


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
            {"id": "r", "type": "overlap"},
            {"id": "r", "type": "overlap", "severity": "info"},
            {"id": "r", "type": "level", "min": 6, "shareBelow": "0.2"},
        ],
    )
    def test_blocks(self, rule):
        found = result(pathway(rules=[TOTAL, rule]), award("a", "10"))
        assert (found.result, found.optimistic.result) == ("incomplete", "incomplete")
        assert found.rules[1].state is State.INDETERMINATE
        assert found.rules[1].reason == "unknown_rule"

    def test_it_cannot_be_waived(self):
        found = result(pathway(rules=[{"id": "r", "type": "overlap"}]), award("a", "10"))
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
