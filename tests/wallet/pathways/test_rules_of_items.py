"""Rules about levels, shares, grades and the final work: each with twins."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest

from tests.helpers.pathways import award, pathway, result, why_not

TOTAL = {"id": "total", "type": "totalCredits", "min": "4"}


def made(rule: dict[str, Any], **members: Any):
    """A pathway of 4 ECTS with one more rule."""
    return pathway(rules=[TOTAL, {"id": "r"} | rule], **members)


class TestSharesOfLevelsAndIssuers:
    """R-05 and R-10."""

    @pytest.mark.parametrize(("low", "verdict"), [("1", "complete"), ("1.2", "incomplete")])
    def test_a_share_may_lie_below_the_level(self, low, verdict):
        rule = {"type": "level", "min": 6, "max": 7, "shareBelow": "0.2"}
        total = [{"id": "total", "type": "totalCredits", "min": "5"}, {"id": "r"} | rule]
        held = award("a", "4"), award("b", low, eqf="5")
        assert result(pathway(rules=total), *held).result == verdict

    def test_the_other_side_is_still_out(self):
        rule = {"type": "level", "min": 6, "max": 6, "shareBelow": "0.2"}
        found = result(made(rule), award("a", "4"), award("b", "1", eqf="7"))
        assert why_not(found, "b") == ["level_out_of_range"]

    def test_no_single_issuer_may_have_too_much(self):
        rule = {"type": "maxShare", "of": "counted", "each": "issuer", "max": "0.5"}
        total = [{"id": "total", "type": "totalCredits", "min": "8"}, {"id": "r"} | rule]
        even = award("a", "4"), award("b", "4")
        uneven = award("a", "5"), award("b", "4")
        assert result(pathway(rules=total), *even).result == "complete"
        assert result(pathway(rules=total), *uneven).result == "incomplete"

    def test_credit_below_a_level_may_be_capped(self):
        rule = {"type": "maxShare", "of": "counted", "where": {"levelBelow": 6}, "max": "0.25"}
        total = [{"id": "total", "type": "totalCredits", "min": "8"}, {"id": "r"} | rule]
        assert result(
            pathway(rules=total), award("a", "6"), award("b", "2", eqf="5")
        ).result == ("complete")
        assert result(
            pathway(rules=total), award("a", "5"), award("b", "3", eqf="5")
        ).result == ("incomplete")


class TestGrades:
    """R-14: only the same scale, or the supplied table."""

    RULE: ClassVar[Any] = {"type": "grade", "scale": ["F", "D", "C", "B", "A"], "min": "C"}

    @pytest.mark.parametrize(
        ("rule", "grade", "scheme", "verdict"),
        [
            ({}, "B", None, "complete"),
            ({}, "D", None, "incomplete"),
            ({"scheme": "US"}, "B", "US", "complete"),
            ({"scheme": "US"}, "B", "Finnish", "complete_if_referred"),
            (
                {"table": [{"scheme": "German", "grade": "1", "as": "A"}]},
                "1",
                "German",
                "complete",
            ),
            (
                {"table": [{"scheme": "German", "grade": "4", "as": "D"}]},
                "4",
                "German",
                "incomplete",
            ),
            (
                {"table": [{"scheme": "German", "grade": "1", "as": "A"}]},
                "1",
                "Finnish",
                "complete_if_referred",
            ),
            ({}, "passed", None, "complete_if_referred"),
            ({"passFailOk": True}, "Passed", None, "complete"),
            ({"passFailOk": True}, "failed", None, "complete_if_referred"),
            ({"passFailOk": True}, "D", None, "incomplete"),
        ],
    )
    def test_scale(self, rule, grade, scheme, verdict):
        held = award("a", "4", grades=(grade,), grade_schemes=(scheme,))
        assert result(made(self.RULE | rule), held).result == verdict

    def test_of_retakes_the_best_counts_unless_the_latest_is_asked_for(self):
        course = {"issuer": "home", "definition_ids": ("urn:c",)}
        held = (
            award("before", "4", grades=("B",), award_date=date(2025, 1, 1), **course),
            award("after", "4", grades=("D",), award_date=date(2026, 1, 1), **course),
        )
        assert result(made(self.RULE), *held).result == "complete"
        found = result(made(self.RULE | {"retake": "latest"}), *held)
        assert found.result == "incomplete"
        assert why_not(found, "before") == ["retaken"]


class TestCapstone:
    """R-13: kind and assessment."""

    SLOTS: ClassVar[Any] = [{"id": "thesis", "match": {"definition": ["urn:t"]}}]

    @pytest.mark.parametrize(
        ("rule", "verdict"),
        [
            ({}, "complete"),
            ({"kind": ["micro-credential"]}, "complete"),
            ({"kind": ["module/course"]}, "incomplete"),
            ({"assessment": ["oral exam"]}, "complete"),
            ({"assessment": ["portfolio"]}, "complete_if_referred"),
        ],
    )
    def test_it_is_what_is_asked_for(self, rule, verdict):
        held = award(
            "t", "4", "home", definition_ids=("urn:t",), assessment_types=("oral exam",)
        )
        rule = {"type": "capstone", "slot": "thesis"} | rule
        assert result(made(rule, slots=self.SLOTS), held).result == verdict
