"""The worked examples of spec/pathways.md, E.4."""

from __future__ import annotations

from fractions import Fraction

from tests.wallet.pathways.makers import TODAY, filled, fixes, w1_awards, why_not
from wallet.pathways import State, evaluate, templates


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
