"""Edges that an evaluation has to get right (spec/pathways.md, E.7), each with its opposite."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.helpers.pathways import (
    DATA,
    award,
    filled,
    pathway,
    result,
    unknown_issuer,
    why_not,
    with_check,
)
from wallet.credential import Credit, Level
from wallet.formats.values import hours as read_hours
from wallet.pathways import State, to_json
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

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

    @pytest.mark.parametrize("verdict", [VerdictCode.CANNOT_TELL, VerdictCode.NOT_VALID])
    def test_without_the_verdict_verified_nothing_counts_whatever_the_checks_say(self, verdict):
        found = result(pathway(), award("a", "10", verdict=verdict))
        assert (found.counted, why_not(found, "a")) == (0, ["not_verified"])

    def test_no_status_mechanism_is_no_obstacle(self):
        checks = with_check(Check.STATUS, Outcome.NOT_APPLICABLE, Reason.NO_STATUS)
        assert result(pathway(), award("a", "10", checks=checks)).result == "complete"


class TestPassed:
    """What the issuer calls no pass is none (E.3, 2)."""

    @pytest.mark.parametrize(
        ("statuses", "verdict", "codes"),
        [
            ((), "complete", None),
            ((None,), "complete", None),
            (("Completed",), "complete", None),
            (("passed", None), "complete", None),
            (("Failed",), "incomplete", ["not_passed"]),
            (("failed", "Withdrew"), "incomplete", ["not_passed"]),
            (("Failed", "Completed"), "complete_if_referred", ["passed_unknown"]),
            (("Failed", None), "complete_if_referred", ["passed_unknown"]),
            (("Completed", "InProgress"), "complete_if_referred", ["passed_unknown"]),
            (("in-progress",), "complete_if_referred", ["passed_unknown"]),
            (("Enrolled",), "complete_if_referred", ["passed_unknown"]),
            (("OnHold",), "complete_if_referred", ["passed_unknown"]),
            (("Provisional",), "complete_if_referred", ["passed_unknown"]),
            (("Unpassed",), "complete_if_referred", ["passed_unknown"]),
        ],
    )
    def test_by_the_issuers_own_words(self, statuses, verdict, codes):
        found = result(pathway(), award("a", "10", result_statuses=statuses))
        assert found.result == verdict
        assert (why_not(found, "a") if found.unused else None) == codes

    def test_no_document_does_without_it(self):
        rules = [TOTAL, {"id": "a", "type": "authenticity", "expired": "counts"}]
        failed = award("a", "10", result_statuses=("Failed",))
        assert why_not(result(pathway(rules=rules), failed), "a") == ["not_passed"]


class TestDates:
    """The evaluation day decides, not the day on which the files were verified."""

    END = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def test_expired_on_the_evaluation_day(self):
        assert why_not(result(pathway(), award("a", "10", expires=self.END)), "a") == [
            "expired"
        ]

    def test_what_has_expired_counts_where_the_document_says_so_and_is_told(self):
        rule = {"id": "all", "type": "authenticity", "expired": "counts"}
        total = {"id": "total", "type": "totalCredits", "min": "10"}
        found = result(pathway(rules=[total, rule]), award("a", "10", expires=self.END))
        assert found.result == "complete"
        assert [one.code for one in found.slots[0].items[0].notes] == ["expired"]
        fresh = result(pathway(rules=[total, rule]), award("a", "10"))
        assert fresh.slots[0].items[0].notes == ()

    @pytest.mark.parametrize(
        ("reason", "code"), [(Reason.REVOKED, "revoked"), (Reason.SUSPENDED, "suspended")]
    )
    def test_nothing_else_is_spared_with_it(self, reason, code):
        rule = {"id": "all", "type": "authenticity", "expired": "counts"}
        checks = with_check(Check.STATUS, Outcome.FAILED, reason)
        held = award("a", "10", expires=self.END, verdict=VerdictCode.NOT_VALID, checks=checks)
        assert why_not(result(pathway(rules=[rule]), held), "a") == [code]

    def test_it_is_spared_in_its_slots_alone(self):
        rule = {"id": "x", "type": "authenticity", "expired": "counts", "scope": ["other"]}
        slots = [{"id": "any"}, {"id": "other", "match": {"definition": ["urn:none"]}}]
        made = pathway(slots=slots, tree={"op": "any", "of": ["any", "other"]}, rules=[rule])
        assert why_not(result(made, award("a", "10", expires=self.END)), "a") == ["expired"]

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

    @pytest.mark.parametrize(("hours", "verdict"), [("PT8H20M", True), ("PT8H19M", False)])
    def test_minutes_add_up_exactly(self, hours, verdict):
        credit = {"unit": "ECTS", "hoursPerCredit": "25"}
        rules = [{"id": "total", "type": "totalCredits", "min": "1"}]
        made = pathway(credit=credit, rules=rules)
        held = [award(name, hours=read_hours(hours)) for name in ("one", "two", "three")]
        assert (result(made, *held).result == "complete") is verdict

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
