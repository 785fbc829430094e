"""Rules about outcomes, order, overlap, language, accreditation, time: each with twins."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

import pytest

from tests.helpers.pathways import award, filled, pathway, result, why_not
from wallet.errors import InputError
from wallet.pathways import State
from wallet.pathways.skills import covers

TOTAL = {"id": "total", "type": "totalCredits", "min": "4"}
TWO = [{"id": "first", "match": {"definition": ["urn:first"]}}, {"id": "then"}]


def made(rule: dict[str, Any], **members: Any):
    """A pathway of 4 ECTS with one more rule."""
    return pathway(rules=[TOTAL, {"id": "r"} | rule], **members)


def state(found, name: str = "r") -> State:
    """How the rule stands."""
    return next(one.state for one in found.rules if one.id == name)


class TestOutcomes:
    """R-06: the union over what is counted."""

    S = ("urn:a", "urn:b", "urn:c", "urn:d")

    @pytest.mark.parametrize(
        ("rule", "first", "second", "verdict"),
        [
            ({"outcomes": S, "minCount": 3}, "ab", "bc", "complete"),
            ({"outcomes": S, "minCount": 3}, "ab", "ab", "incomplete"),
            ({"outcomes": S, "minCoverage": "0.75"}, "ab", "bc", "complete"),
            ({"outcomes": S, "minCoverage": "0.76"}, "ab", "bc", "incomplete"),
            ({"outcomes": S}, "ab", "cd", "complete"),
            ({"outcomes": S}, "ab", "c", "incomplete"),
            ({"essential": ["urn:a"]}, "a", "", "complete"),
            ({"essential": ["urn:a"]}, "b", "", "incomplete"),
            ({"outcomes": S, "essential": ["urn:d"], "minCount": 2}, "ab", "", "incomplete"),
            ({"outcomes": S, "essential": ["urn:d"], "minCount": 2}, "ad", "", "complete"),
        ],
    )
    def test_covered_together(self, rule, first, second, verdict):
        held = [
            award(name, "4", skills=frozenset(f"urn:{one}" for one in letters))
            for name, letters in (("x", first), ("y", second))
        ]
        rule = {"type": "outcomes"} | {
            key: list(one) if isinstance(one, tuple) else one for key, one in rule.items()
        }
        assert result(made(rule), *held).result == verdict

    def test_what_is_not_covered_is_named_the_essential_apart(self):
        rule = {"type": "outcomes", "outcomes": ["urn:a", "urn:b"], "essential": ["urn:z"]}
        found = result(made(rule), award("x", "4", skills=frozenset({"urn:a"})))
        measured = next(one for one in found.rules if one.id == "r")
        assert measured.facts == {"essential": ("urn:z",), "others": ("urn:b",)}
        assert (measured.have, measured.missing) == (1, 1)

    def test_a_skill_of_an_award_that_is_not_counted_does_not_count(self):
        rule = {"type": "outcomes", "essential": ["urn:a"]}
        level = {"id": "l", "type": "level", "min": 6, "max": 6}
        found = result(
            pathway(rules=[TOTAL, level, {"id": "r"} | rule]),
            award("x", "4"),
            award("high", "4", eqf="7", skills=frozenset({"urn:a"})),
        )
        assert state(found) is State.UNMET

    @pytest.mark.parametrize(
        ("wanted", "have", "fits"),
        [
            ("esco/skill/S2.7", "esco/skill/S2.7", True),
            ("esco/skill/S2.7", "esco/skill/S2.7.1", True),
            ("esco/skill/S2.7", "esco/skill/S2.70", False),
            ("esco/skill/S2.7.1", "esco/skill/S2.7", False),
            ("esco/isced-f/0542", "snb/isced-f/0542", True),
            ("esco/isced-f/054", "snb/isced-f/0542", True),
            ("esco/isced-f/0542", "snb/isced-f/054", False),
            ("esco/isced-f/0542", "snb/isced-f/0541", False),
            ("esco/skill/000f1d3d", "esco/skill/000f1d3d-220f", False),
        ],
    )
    def test_a_group_covers_what_lies_below_it(self, wanted, have, fits):
        base = "http://data.europa.eu/"
        assert covers(base + wanted, base + have) is fits
        assert not covers(f"http://evil.example/{wanted}", base + have)


class TestPrerequisite:
    """R-07: by award date."""

    RULE: ClassVar[Any] = {"type": "prerequisite", "a": "first", "b": "then"}

    @staticmethod
    def held(first: date | None, then: date | None):
        return (
            award("a", "2", definition_ids=("urn:first",), award_date=first),
            award("b", "2", award_date=then),
        )

    @pytest.mark.parametrize(
        ("first", "then", "same_day", "verdict"),
        [
            (date(2026, 1, 1), date(2026, 1, 2), False, "complete"),
            (date(2026, 1, 2), date(2026, 1, 1), False, "incomplete"),
            (date(2026, 1, 1), date(2026, 1, 1), False, "incomplete"),
            (date(2026, 1, 1), date(2026, 1, 1), True, "complete"),
            (None, date(2026, 1, 1), False, "complete_if_referred"),
            (date(2026, 1, 1), None, False, "complete_if_referred"),
        ],
    )
    def test_order(self, first, then, same_day, verdict):
        rule = self.RULE | ({"sameDay": True} if same_day else {})
        assert result(made(rule, slots=TWO), *self.held(first, then)).result == verdict

    def test_without_the_first_the_second_does_not_count_and_says_so(self):
        slots = [TWO[0], {"id": "then", "match": {"kind": ["micro-credential"]}}]
        found = result(made(self.RULE, slots=slots), award("b", "4"))
        assert filled(found) == {"first": [], "then": []}
        assert why_not(found, "b") == ["prerequisite_missing"]

    def test_it_may_be_only_a_suggestion(self):
        rule = self.RULE | {"severity": "warn"}
        held = self.held(date(2026, 1, 2), date(2026, 1, 1))
        found = result(made(rule, slots=TWO), *held)
        assert (found.result, state(found)) == ("complete", State.UNMET)

    def test_a_waiver_lets_it_count(self):
        held = self.held(date(2026, 1, 2), date(2026, 1, 1))
        found = result(made(self.RULE, slots=TWO), *held)
        assert [one.rule for one in found.fixes if one.kind == "waive"] == ["r"]


class TestOverlap:
    """R-15 beyond W6."""

    SAME = frozenset({"s1", "s2"})

    def test_of_several_the_largest_share_is_taken_off_once(self):
        rule = {"type": "overlap", "threshold": "0.5", "action": "discount"}
        found = result(
            made(rule),
            award("a", "4", skills=frozenset({"s1", "s2"})),
            award("b", "4", skills=frozenset({"s2", "s3"})),
            award("c", "2", skills=frozenset({"s1", "s2", "s3"})),
        )
        # b has half in common with a; c has all of a's and of b's two: it adds nothing.
        assert found.counted == Fraction(6)

    def test_what_names_no_outcomes_overlaps_nothing(self):
        rule = {"type": "overlap", "threshold": "0.5"}
        assert result(made(rule), award("a", "2"), award("b", "2")).counted == 4

    def test_a_slot_gets_only_what_is_left(self):
        rule = {"type": "overlap", "threshold": "1", "action": "discount"}
        slots = [{"id": "x", "match": {"issuer": ["did:example:b"]}, "credits": {"min": "1"}}]
        found = result(
            made(rule, slots=[*slots, {"id": "y", "designation": "elective"}]),
            award("a", "4", skills=self.SAME),
            award("b", "2", skills=self.SAME),
        )
        # Beside a nothing of b is left for its slot; alone b fills it, and that comes first.
        assert filled(found) == {"x": ["b"], "y": []}
        assert found.counted == 2


class TestLanguage:
    """R-16."""

    @pytest.mark.parametrize(
        ("languages", "verdict"),
        [
            (("en",), "complete"),
            (("en-GB",), "complete"),
            (("fi", "EN"), "complete"),
            (("fi",), "incomplete"),
            (("eng",), "incomplete"),
            ((), "complete_if_referred"),
        ],
    )
    def test_each_item(self, languages, verdict):
        rule = {"type": "language", "allowed": ["en"]}
        assert result(made(rule), award("a", "4", languages=languages)).result == verdict

    def test_unknown_may_be_a_no(self):
        rule = {"type": "language", "allowed": ["en"], "unknown": "no"}
        assert result(made(rule), award("a", "4")).result == "incomplete"

    def test_so_many_of_them(self):
        rule = {"type": "language", "allowed": ["en", "fr"], "min": 2}
        en, fr, fi = (award(one, "2", languages=(one,)) for one in ("en", "fr", "fi"))
        assert result(made(rule), en, fr).result == "complete"
        assert result(made(rule), en, fi).result == "incomplete"


class TestAccreditation:
    """R-17: by the verification; missing is unknown, never a yes and never a no."""

    @pytest.mark.parametrize(
        ("code", "verdict"),
        [
            ("accredited", "complete"),
            ("accredited_then_lapsed", "complete"),
            ("accredited_then_withdrawn", "complete"),
            ("not_yet_accredited", "incomplete"),
            ("gap_at_award", "incomplete"),
            ("scope_mismatch", "incomplete"),
            ("level_mismatch", "incomplete"),
            ("refused", "incomplete"),
            ("agency_not_recognised", "incomplete"),
            ("no_register", "complete_if_referred"),
            ("conflicting_evidence", "complete_if_referred"),
            ("claimed_not_confirmed", "complete_if_referred"),
            ("known_not_reviewed", "complete_if_referred"),
            ("something_new", "complete_if_referred"),
            (None, "complete_if_referred"),
        ],
    )
    def test_code(self, code, verdict):
        found = result(made({"type": "accreditation"}), award("a", "4", accreditation=code))
        assert found.result == verdict

    def test_unknown_may_be_a_no(self):
        rule = {"type": "accreditation", "unknown": "no"}
        assert result(made(rule), award("a", "4")).result == "incomplete"

    def test_a_document_may_accept_other_codes(self):
        rule = {"type": "accreditation", "accepted": ["no_scheme_applies"]}
        held = {
            one: award("a", "4", accreditation=one)
            for one in ("no_scheme_applies", "accredited")
        }
        assert result(made(rule), held["no_scheme_applies"]).result == "complete"
        assert result(made(rule), held["accredited"]).result == "complete_if_referred"

    @pytest.mark.parametrize(
        ("member", "modifier"), [("viaParent", "via_parent"), ("voluntary", "voluntary")]
    )
    def test_a_way_of_cover_may_be_refused(self, member, modifier):
        held = award(
            "a", "4", accreditation="accredited", accreditation_modifiers=frozenset({modifier})
        )
        assert result(made({"type": "accreditation"}), held).result == "complete"
        refused = result(made({"type": "accreditation", member: False}), held)
        assert why_not(refused, "a") == ["accreditation_by_other_way"]


class TestWindow:
    """R-21: to the day."""

    @pytest.mark.parametrize(
        ("first", "verdict"),
        [
            (date(2024, 3, 1), "complete"),
            (date(2024, 2, 29), "incomplete"),
            (None, "complete_if_referred"),
        ],
    )
    def test_within_two_years(self, first, verdict):
        held = award("a", "2", award_date=first), award("b", "2", award_date=date(2026, 3, 1))
        assert result(made({"type": "window", "years": 2}), *held).result == verdict

    def test_the_window_with_most_credit_is_taken(self):
        days = {"a": date(2018, 1, 1), "b": date(2023, 1, 1), "c": date(2024, 1, 1)}
        held = [award(name, "3", award_date=day) for name, day in days.items()]
        found = result(made({"type": "window", "years": 2}), *held)
        assert (found.result, found.counted) == ("complete", 6)
        assert why_not(found, "a") == ["outside_window"]


class TestIncompatible:
    """R-22: either way round."""

    RULE: ClassVar[Any] = {
        "type": "incompatible",
        "a": {"definition": ["urn:old"]},
        "b": {"any": [{"definition": ["urn:new"]}, {"kind": ["degree"]}]},
    }

    @pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
    def test_not_both(self, order):
        held = [award(one, "4", definition_ids=(f"urn:{one}",)) for one in order]
        found = result(made(self.RULE), *held)
        assert found.counted == 4
        assert [one.reasons[0].code for one in found.unused] == ["incompatible_counted"]

    def test_others_are_left_alone(self):
        held = [award(one, "4", definition_ids=(f"urn:{one}",)) for one in ("old", "x")]
        assert result(made(self.RULE), *held).counted == 8


REFUSED = {
    "outcomes of nothing": ({"type": "outcomes"}, "outcomes", "missing"),
    "more than there are": (
        {"type": "outcomes", "outcomes": ["urn:a"], "minCount": 2},
        "minCount",
        "out_of_range",
    ),
    "after itself": ({"type": "prerequisite", "a": "x", "b": "x"}, "b", "cyclic"),
    "after nobody": ({"type": "prerequisite", "a": "gone", "b": "x"}, "a", "unknown_slot"),
    "before nobody": ({"type": "prerequisite", "a": "x", "b": "gone"}, "b", "unknown_slot"),
    "no threshold": ({"type": "overlap"}, "threshold", "missing"),
    "everything overlaps": ({"type": "overlap", "threshold": "0"}, "threshold", "out_of_range"),
    "a measure nobody knows": (
        {"type": "overlap", "threshold": "1", "measure": "cosine"},
        "measure",
        "unsupported_value",
    ),
    "a discount here and there": (
        {"type": "overlap", "threshold": "1", "action": "discount", "scope": ["x"]},
        "scope",
        "unsupported_value",
    ),
    "no language": ({"type": "language"}, "allowed", "missing"),
    "a code nobody knows": (
        {"type": "accreditation", "accepted": ["good"]},
        "accepted",
        "unsupported_value",
    ),
    "a window of nothing": ({"type": "window", "years": 0}, "years", "out_of_range"),
    "no window": ({"type": "window"}, "years", "missing"),
    "one side only": (
        {"type": "incompatible", "a": {"kind": ["degree"]}},
        "b",
        "missing",
    ),
    "a match of nothing": (
        {"type": "incompatible", "a": {}, "b": {"kind": ["degree"]}},
        "a",
        "missing",
    ),
    "a grade for no grade": (
        {
            "type": "grade",
            "scale": ["B", "A"],
            "min": "B",
            "table": [{"grade": "1", "as": "C"}],
        },
        "table[0].as",
        "not_in_scale",
    ),
    "home by each": (
        {"type": "residency", "of": "counted", "each": "issuer", "min": "0.5"},
        "each",
        "unknown_member",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_that_is_off_is_refused_by_member_and_reason(name):
    rule, member, reason = REFUSED[name]
    with pytest.raises(InputError) as refusal:
        pathway(slots=[{"id": "x"}, {"id": "y"}], rules=[{"id": "r"} | rule])
    facts = {"member": f"rules[0].{member}", "reason": reason}
    assert dict(refusal.value.facts) == facts


def test_prerequisites_in_a_circle_are_refused():
    around = [("x", "y"), ("y", "z"), ("z", "x")]
    rules = [
        {"id": f"r{n}", "type": "prerequisite", "a": a, "b": b}
        for n, (a, b) in enumerate(around)
    ]
    with pytest.raises(InputError) as refusal:
        pathway(slots=[{"id": one} for one in "xyz"], rules=rules)
    assert dict(refusal.value.facts) == {"member": "rules[2].b", "reason": "cyclic"}
    assert pathway(slots=[{"id": one} for one in "xyz"], rules=rules[:2])
