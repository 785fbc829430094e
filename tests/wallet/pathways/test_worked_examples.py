"""The worked examples of spec/pathways.md, E.4."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.helpers.pathways import (
    TODAY,
    award,
    credits_in,
    filled,
    fixes,
    pathway,
    result,
    w1_awards,
    w2_awards,
    why_not,
)
from wallet.credential import Kind
from wallet.pathways import State, evaluate, overview, templates, to_json, told


def w1():
    template = next(one for one in templates() if one.name == "micro-degree-15-30")
    return evaluate(template.pathway, w1_awards(), TODAY)


class TestMicroDegree:
    """W1: 23.5 ECTS look enough, 14.5 count."""

    def test_half_an_ects_is_missing(self):
        found = w1()
        assert (found.result, found.counted) == ("incomplete", Fraction("14.5"))
        assert found.proven_optimal
        total = next(one for one in found.rules if one.type == "totalCredits")
        assert (total.state, total.missing) == (State.UNMET, Fraction("0.5"))

    def test_each_award_that_does_not_count_says_why(self):
        found = w1()
        assert why_not(found, "tau-ethics") == ["level_out_of_range"]
        assert why_not(found, "uoc-python") == ["item_too_small"]
        assert why_not(found, "mu-robotics") == ["expired"]
        assert {one.award for one in found.unused} == {
            "tau-ethics",
            "uoc-python",
            "mu-robotics",
        }

    def test_three_small_changes_complete_it(self):
        assert fixes(w1()) == [
            ("waive", "level", "complete", Fraction("19.5")),
            ("renew", "mu-robotics", "complete", Fraction("17.5")),
            ("add", "free", "complete", Fraction(2)),
        ]

    def test_two_solutions_are_equally_good_and_the_first_by_id_is_shown(self):
        found = w1()
        assert found.equally_good == 2
        assert filled(found) == {
            "data": ["dhbw-data"],
            "green": ["mu-circular"],
            "free": ["fhj-lean", "uoc-analytics"],
        }

    def test_the_json_is_the_one_of_the_specification(self):
        made = json.loads(json.dumps(to_json(w1())))
        assert list(made) == [
            *("report_version", "pathway", "as_of", "result", "proven_optimal"),
            *("equally_good", "totals", "slots", "rules", "unused", "fixes", "optimistic"),
            "notices",
        ]
        assert made["notices"] == list(w1().headline) != []
        assert made["totals"] == {
            "counted": {"amount": "14.5", "unit": "ECTS"},
            "required": {"min": "15", "max": "30"},
        }
        assert made["slots"][0] == {
            "id": "data",
            "state": "met",
            "items": [{"award": "dhbw-data", "credits": "5", "route": "automatic"}],
            "usable": [],
        }
        assert made["rules"][0] == {
            "id": "total",
            "type": "totalCredits",
            "state": "unmet",
            "required": "15",
            "have": "14.5",
            "missing": "0.5",
        }
        assert made["unused"][1] == {
            "award": "tau-ethics",
            "reasons": [{"code": "level_out_of_range", "facts": {"level": 7}}],
        }
        assert made["fixes"][2] == {
            "kind": "add",
            "slot": "free",
            "at_least": "2",
            "gives": {"result": "complete"},
        }
        assert made["optimistic"] == {"result": "incomplete", "counted": "14.5"}


class TestStackToCertificate:
    """W2: residency, prior learning, grades and age, in US credits."""

    PATHWAY = pathway(
        credit={"unit": "US-semester", "ratios": []},
        slots=[
            {"id": "a1", "match": {"definition": ["urn:a1"]}, "credits": {"min": "6"}},
            {"id": "a2", "match": {"definition": ["urn:a2"]}, "credits": {"min": "3"}},
            {
                "id": "b",
                "match": {"kind": ["module/course", "prior-learning"]},
                "items": {"min": 2},
            },
        ],
        rules=[
            {"id": "total", "type": "totalCredits", "min": "15"},
            {"id": "home", "type": "residency", "where": {"issuer": ["owner"]}, "min": "0.5"},
            {
                "id": "rpl",
                "type": "maxShare",
                "where": {"kind": ["prior-learning"]},
                "max": "0.25",
            },
            {"id": "grade", "type": "grade", "scale": ["F", "D", "C", "B", "A"], "min": "C"},
            {"id": "age", "type": "recency", "maxAgeMonths": 84},
        ],
    )

    def test_complete_when_the_course_stands_alone(self):
        found = result(self.PATHWAY, *w2_awards(part_of_mc1=False))
        measured = {one.id: one.have for one in found.rules}
        assert (found.result, found.counted) == ("complete", 15)
        assert (measured["home"], measured["rpl"]) == (9, 3)
        assert why_not(found, "c3") == ["grade_too_low"]
        assert why_not(found, "c4") == ["too_old"]
        assert found.fixes == ()

    def test_a_part_does_not_count_beside_its_whole(self):
        found = result(self.PATHWAY, *w2_awards(part_of_mc1=True))
        assert (found.result, found.counted) == ("incomplete", 12)
        assert why_not(found, "home#c1") == ["whole_or_part_counted"]
        states = {one.id: one.state for one in (*found.slots, *found.rules)}
        asked = [states[one] for one in ("a1", "a2", "b", "total", "home", "rpl")]
        assert asked.count(State.MET) == 3
        assert states["b"] is State.PARTLY

    def test_one_home_course_of_three_credits_would_do(self):
        found = result(self.PATHWAY, *w2_awards(part_of_mc1=True))
        added = [one for one in found.fixes if one.kind == "add"]
        assert [(one.slot, one.at_least, one.issuer) for one in added] == [("b", 3, "owner")]
        assert added[0].gives.result == "complete"


class TestHoursAndRounding:
    """W3: 15 to 20 credits of 30 hours, with a certificate stated in hours."""

    @staticmethod
    def evaluated(mooc_hours: str, *more: Any, **credit: Any):
        made = pathway(
            credit={
                "unit": "KZ-credit",
                "hoursPerCredit": "30",
                "ratios": [{"from": "ECTS", "hours": "25", "source": "DHBW"}],
            }
            | credit,
            rules=[
                {"id": "total", "type": "totalCredits", "min": "15", "max": "20"},
                {
                    "id": "open",
                    "type": "maxShare",
                    "where": {"kind": ["attendance"]},
                    "max": "0.2",
                },
            ],
        )
        home = [
            award(f"home-{n}", credits=credits_in("KZ-credit", n)) for n in ("4", "5", "5.0")
        ]
        mooc = award("mooc", hours=Decimal(mooc_hours), kind=Kind.ATTENDANCE)
        return result(made, *home, mooc, *more)

    def test_hours_add_up_exactly(self):
        found = self.evaluated("40")
        assert (found.result, found.counted) == ("complete", Fraction(46, 3))
        assert to_json(found)["totals"]["counted"]["amount"] == "15.33"

    def test_an_hour_less_is_not_enough(self):
        found = self.evaluated("29")
        assert found.result == "incomplete"
        assert to_json(found)["totals"]["counted"]["amount"] == "14.97"
        assert to_json(found)["rules"][0]["missing"] == "0.03"

    def test_each_item_rounded_down_still_reaches_it_exactly(self):
        found = self.evaluated("40", rounding={"mode": "floor", "step": "0.5"})
        assert (found.result, found.counted) == ("complete", 15)

    def test_foreign_credits_convert_by_their_hours_and_more_than_the_most_is_excess(self):
        dhbw = award("dhbw", "2.5")
        assert self.evaluated("40", dhbw).counted - self.evaluated("40").counted == Fraction(
            25, 12
        )
        more = award("more", hours=Decimal(100))
        found = self.evaluated("40", dhbw, more)
        assert (found.counted, found.excess) == (20, Fraction(3, 4))


class TestMasterWithElectiveSlot:
    """W4: credits alone never make a degree."""

    PATHWAY = pathway(
        destination={"kind": "degree"},
        slots=[
            {"id": "core", "match": {"definition": ["urn:core"]}, "credits": {"min": "55"}},
            {"id": "language", "match": {"definition": ["urn:language"]}},
            {"id": "thesis", "match": {"definition": ["urn:thesis"]}},
            {
                "id": "elective",
                "designation": "elective",
                "match": {"kind": ["micro-credential"]},
                "credits": {"max": "25"},
            },
        ],
        tree={"op": "all", "of": ["core", "language", "thesis", "elective"]},
        rules=[
            {"id": "total", "type": "totalCredits", "min": "120"},
            {"id": "own", "type": "capstone", "slot": "thesis"},
            {"id": "safe", "type": "degreeSafeguard"},
        ],
        signoff={"required": True, "roles": ["advisor"]},
    )
    CORE = award("core", "55", "home", definition_ids=("urn:core",), kind=Kind.COURSE)
    LANGUAGE = award(
        "language", "10", "home", definition_ids=("urn:language",), kind=Kind.COURSE
    )

    def test_the_best_electives_fill_the_slot_and_the_thesis_is_missing(self):
        small = [award(f"mc-{n}", size) for n, size in enumerate("5554433")]
        found = result(self.PATHWAY, self.CORE, self.LANGUAGE, *small)
        assert (found.result, found.counted) == ("incomplete", 90)
        assert sum(one.credits for one in found.slots[3].items) == 25
        assert found.equally_good == 2
        assert found.slots[2].state is State.UNMET

    def test_a_heap_of_microcredentials_is_no_degree(self):
        found = result(self.PATHWAY, *(award(f"mc-{n:02}", "5") for n in range(24)))
        assert (found.result, found.counted) == ("incomplete", 25)

    @pytest.mark.parametrize(
        ("issuer", "kind", "reason"),
        [
            ("elsewhere", Kind.COURSE, "capstone_of_another"),
            ("home", Kind.PRIOR_LEARNING, "capstone_by_prior_learning"),
        ],
    )
    def test_the_thesis_is_written_at_home(self, issuer, kind, reason):
        thesis = award("thesis", "30", issuer, definition_ids=("urn:thesis",), kind=kind)
        assert why_not(result(self.PATHWAY, thesis), "thesis") == [reason]


def test_w5_a_narrow_slot_gets_its_only_candidate():
    made = pathway(
        slots=[
            {"id": "data", "match": {"definition": ["urn:a", "urn:b"]}, "items": {"max": 1}},
            {"id": "ai", "match": {"definition": ["urn:a"]}, "items": {"max": 1}},
        ]
    )
    a = award("a", "5", definition_ids=("urn:a",))
    b = award("b", "5", definition_ids=("urn:b",))
    found = result(made, a, b)
    assert filled(found) == {"data": ["b"], "ai": ["a"]}
    assert (found.result, found.counted) == ("complete", 10)


class TestOverlap:
    """W6: P and Q share three of five skills: containment 0.60, jaccard 3/7."""

    @pytest.mark.parametrize(
        ("measure", "threshold", "action", "counted"),
        [
            ("containment", "0.6", "drop-smaller", "4"),
            ("containment", "0.6", "discount", "5.2"),
            ("containment", "0.7", "drop-smaller", "7"),
            ("containment", "0.600001", "discount", "7"),
            ("jaccard", "0.42", "drop-smaller", "4"),
            ("jaccard", "0.43", "drop-smaller", "7"),
            ("jaccard", "0.6", "discount", "7"),
            ("containment", "0.6", "refer", "4"),
        ],
    )
    def test_the_measure_and_the_edge_decide(self, measure, threshold, action, counted):
        overlap = {"measure": measure, "threshold": threshold, "action": action}
        rules = [
            {"id": "total", "type": "totalCredits", "min": "4"},
            {"id": "same", "type": "overlap"} | overlap,
        ]
        found = result(
            pathway(rules=rules),
            award("p", "4", skills=frozenset({"s1", "s2", "s3", "s4", "s5"})),
            award("q", "3", skills=frozenset({"s3", "s4", "s5", "s6", "s7"})),
        )
        assert (found.result, found.counted) == ("complete", Fraction(counted))
        assert found.optimistic.counted == Fraction("7" if action == "refer" else counted)
        if counted == "4":
            why = {"refer": "overlap_referred"}.get(action, "overlap_counted")
            assert why_not(found, "q") == [why]


class TestMixedUnits:
    """W7: what a vocational badge is worth depends on the stated ratio."""

    @pytest.mark.parametrize(("hours", "worth"), [("28", "17.86"), ("25", "20")])
    def test_the_stated_ratio_decides(self, hours, worth):
        ratios = [{"from": "SBU", "hours": "1", "source": "Dutch law"}]
        made = pathway(credit={"unit": "ECTS", "hoursPerCredit": hours, "ratios": ratios})
        found = result(made, award("vet", credits=credits_in("SBU", "500")))
        assert to_json(found)["totals"]["counted"]["amount"] == worth

    def test_without_a_ratio_it_has_no_credits_but_still_fills_a_slot(self):
        made = pathway(slots=[{"id": "one", "items": {"min": 1}}], rules=[])
        found = result(made, award("vet", credits=credits_in("SBU", "500")))
        assert (found.result, found.counted) == ("complete", 0)
        assert [one.code for one in found.slots[0].items[0].notes] == ["no_ratio"]


class TestInWords:
    """What window and command line say of the worked examples."""

    def test_w2_in_both_units(self):
        learner = w2_awards(part_of_mc1=True)
        said = told(result(TestStackToCertificate.PATHWAY, *learner))
        assert said.progress == "3 US credits missing"
        assert "Share from the home institution: 6 of 7.5 US credits" in said.missing

    def test_w3_never_rounds_up_to_enough(self):
        said = told(TestHoursAndRounding.evaluated("29"))
        assert said.counted == "14.97 of 15 KZ-credit count"
        assert said.progress == "0.03 KZ-credit missing"

    def test_w4_names_the_thesis_and_not_the_sum_alone(self):
        made = TestMasterWithElectiveSlot
        small = [award(f"mc-{n}", size) for n, size in enumerate("5554433")]
        said = told(result(made.PATHWAY, made.CORE, made.LANGUAGE, *small))
        assert said.missing == (
            "Nothing fills “thesis” yet.",
            "Credits in all: 90 of 120 ECTS",
        )

    def test_w4_does_not_say_that_a_final_work_is_there(self):
        made = TestMasterWithElectiveSlot
        found = result(made.PATHWAY, made.CORE, made.LANGUAGE)
        (own,) = [one for one in overview(found).rules if one.id == "own"]
        assert (own.state, own.words) == (State.INDETERMINATE, "Nothing fills “thesis” yet.")
        assert next(one for one in found.rules if one.id == "own").state is State.MET

    def test_w4_says_so_of_one_that_is(self):
        made = TestMasterWithElectiveSlot
        thesis = award("thesis", "30", "home", definition_ids=("urn:thesis",), kind=Kind.COURSE)
        found = result(made.PATHWAY, made.CORE, made.LANGUAGE, thesis)
        (own,) = [one for one in overview(found).rules if one.id == "own"]
        assert (own.state, own.words) == (State.MET, "Met")

    def test_w7_prints_the_ratio_and_its_source(self):
        ratios = [{"from": "SBU", "hours": "1", "source": "Dutch law"}]
        made = pathway(credit={"unit": "ECTS", "hoursPerCredit": "28", "ratios": ratios})
        found = result(made, award("vet", credits=credits_in("SBU", "500")))
        filled_by = told(found).loose or told(found).tree.children
        assert filled_by[0].filled[0].amount == (  # type: ignore[union-attr]
            "17.86 ECTS (500 SBU of 1 h, 28 h for one ECTS; Dutch law)"
        )
