"""Edges of what is held (spec/pathways.md, E.7): re-issues, parts, learners, odd credits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.helpers.pathways import (
    DATA,
    TODAY,
    award,
    filled,
    pathway,
    result,
    why_not,
    with_check,
)
from wallet.credential import Credit, Kind, Level, Text
from wallet.pathways import WhatIf, ahead, compare, evaluate, told, told_ahead
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

TOTAL = {"id": "total", "type": "totalCredits", "min": "10"}


class TestIssuedAgain:
    """Of a credential that was issued again the latest counts, whatever it is worth."""

    @staticmethod
    def issue(name: str, ects: str, year: int, **members: Any):
        values: dict[str, Any] = {
            "issuer": "home",
            "document_id": "urn:credential:1",
            "issued": datetime(year, 1, 1, tzinfo=UTC),
        }
        return award(name, ects, **(values | members))

    def test_twice(self):
        made = [self.issue(f"v{n}", ects, 2024 + n) for n, ects in enumerate(("12", "11", "4"))]
        found = result(pathway(), *made)
        assert (found.result, found.counted) == ("incomplete", 4)
        assert why_not(found, "v0") == ["reissued"]
        assert why_not(found, "v1") == ["reissued"]

    def test_a_revoked_later_one_does_not_bring_the_older_back(self):
        revoked = self.issue(
            "new",
            "12",
            2026,
            verdict=VerdictCode.NOT_VALID,
            checks=with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED),
        )
        assert result(pathway(), self.issue("old", "12", 2025), revoked).counted == 0

    @pytest.mark.parametrize(
        "other",
        [
            {"issuer": "elsewhere"},
            {"document_id": "urn:credential:2"},
            {"document_id": None},
            {"issued": None},
            {"checks": with_check(Check.PROOF, Outcome.FAILED, Reason.SIGNATURE_INVALID)},
        ],
    )
    def test_only_the_same_issuer_proven_and_dated_replaces(self, other):
        found = result(
            pathway(), self.issue("old", "12", 2025), self.issue("x", "1", 2026, **other)
        )
        assert "old" in {one.award for slot in found.slots for one in slot.items}


class TestSameCourse:
    """The same course is counted once, however it comes."""

    def test_in_two_languages(self):
        named = ((("en", "Statistics"),), (("fi", "Tilastotiede"),))
        made = [
            award(
                f"c{n}",
                "6",
                definition_ids=("urn:course",),
                title=tuple(Text(lang=lang, text=text) for lang, text in texts),
            )
            for n, texts in enumerate(named)
        ]
        assert result(pathway(), *made).counted == 6

    def test_under_two_ids_that_one_of_them_links(self):
        """``exactMatchOf`` arrives as a second definition id."""
        made = (
            award("a", "6", definition_ids=("urn:here", "urn:there")),
            award("b", "6", definition_ids=("urn:there",)),
        )
        assert result(pathway(), *made).counted == 6

    def test_a_transcript_that_contains_the_badge(self):
        whole = award("t#whole", "12", credential_id="t", award_id="whole", issuer="home")
        part = award(
            "t#part",
            "4",
            credential_id="t",
            award_id="part",
            parent="whole",
            issuer="home",
            definition_ids=("urn:course",),
        )
        badge = award("badge", "4", definition_ids=("urn:course",))
        found = result(pathway(), whole, part, badge)
        assert found.counted == 12
        assert why_not(found, "badge") == ["whole_or_part_counted"]
        assert result(pathway(), part, badge).counted == 4

    def test_a_part_and_its_whole_in_another_file(self):
        said = {"credential_id": "t", "issuer": "home"}
        whole = award("t#whole", "12", award_id="whole", definition_ids=("urn:all",), **said)
        part = award("t#part", "4", award_id="part", parent="whole", **said)
        diploma = award("diploma", "12", definition_ids=("urn:all",))
        found = result(pathway(), whole, part, diploma)
        assert (found.counted, why_not(found, "t#part")) == (12, ["whole_or_part_counted"])
        another = award("another", "12", definition_ids=("urn:else",))
        assert result(pathway(), part, another).counted == 16

    def test_a_joint_award_is_one_award_of_one_issuer(self):
        rules = [TOTAL, {"id": "p", "type": "diversity", "min": 2}]
        joint = award("joint", "10", issuer_names=("Joint Programme of A and B",))
        assert result(pathway(rules=rules), joint).result == "incomplete"


class TestLearners:
    """Files of two learners are never quietly mixed."""

    @staticmethod
    def by(name: str, learner: str, born: date | None):
        return award(name, "5", learner_names=frozenset({learner}), birth_date=born)

    def test_the_same_name_and_birth_date(self):
        born = date(2000, 1, 1)
        made = self.by("a", "robin example", born), self.by("b", "robin example", born)
        assert result(pathway(), *made).result == "complete"

    @pytest.mark.parametrize(
        ("learner", "born"),
        [("robin changed", date(2000, 1, 1)), ("robin example", date(2000, 1, 2))],
    )
    def test_another_name_or_another_birth_date_is_left_to_an_advisor(self, learner, born):
        made = self.by("a", "robin example", date(2000, 1, 1)), self.by("b", learner, born)
        assert result(pathway(), *made).result == "complete_if_referred"

    def test_a_new_name_with_the_same_key_is_the_same_learner(self):
        key = frozenset({"did:me"})
        made = [
            award(
                name,
                "5",
                learner_ids=key,
                learner_names=frozenset({name}),
                birth_date=date(2000, 1, 1),
            )
            for name in ("before", "after")
        ]
        assert result(pathway(), *made).result == "complete"

    def test_a_name_without_a_birth_date_says_nothing(self):
        made = self.by("a", "robin example", None), self.by("b", "kim other", None)
        assert result(pathway(), *made).result == "complete"

    def test_awarded_before_birth_is_left_to_an_advisor(self):
        odd = award("a", "10", award_date=date(1999, 1, 1), birth_date=date(2000, 1, 1))
        found = result(pathway(), odd)
        assert (found.result, why_not(found, "a")) == (
            "complete_if_referred",
            ["awarded_before_birth"],
        )
        born_then = award("a", "10", award_date=date(2000, 1, 1), birth_date=date(2000, 1, 1))
        assert result(pathway(), born_then).result == "complete"


class TestCredits:
    """Credits as they come."""

    def test_a_badge_of_no_credits_fills_a_slot_of_items(self):
        made = pathway(slots=[{"id": "s"}], rules=[])
        assert result(made, award("badge", "0")).result == "complete"

    def test_without_credits_or_hours_it_fills_a_slot_and_adds_nothing(self):
        made = pathway(slots=[{"id": "one", "items": {"min": 1}}], rules=[])
        found = result(made, award("silent"))
        assert (found.result, found.counted) == ("complete", 0)
        assert [one.code for one in found.slots[0].items[0].notes] == ["credits_unknown"]
        sized = pathway(rules=[{"id": "size", "type": "itemSize", "min": "2"}])
        unsized = result(sized, award("silent"))
        assert why_not(unsized, "silent") == ["size_unknown"]
        assert why_not(result(sized, award("small", "1")), "small") == ["item_too_small"]

    def test_several_frameworks_at_once_are_not_added_up(self):
        both = tuple(
            Credit(amount=Decimal(amount), framework=unit)
            for amount, unit in (("6", "ECTS"), ("12", "UK-CATS"))
        )
        unit = {"unit": "ECTS", "ratios": [{"from": "UK-CATS", "toUnit": "0.5"}]}
        assert result(pathway(credit=unit), award("a", credits=both)).counted == 6

    def test_ecvet_points_do_not_convert(self):
        points = (Credit(amount=Decimal(20), framework="ECVET"),)
        found = result(pathway(), award("a", credits=points))
        assert (found.counted, "no_ratio" in why_not(found, "a")) == (0, True)


class TestLevelsAndKinds:
    """A bachelor course in a master, a short cycle beside EQF 5."""

    @pytest.mark.parametrize(
        ("scheme", "value", "verdict"),
        [
            ("EQF", "5", "complete"),
            ("QF-EHEA", "short cycle", "complete_if_referred"),
            ("ISCED", "5", "complete_if_referred"),
        ],
    )
    def test_only_the_scheme_that_is_asked_for_is_read(self, scheme, value, verdict):
        rule = {"id": "l", "type": "level", "scheme": "EQF", "min": 5, "max": 5}
        held = award("a", "10", levels=(Level(scheme=scheme, value=value),))
        assert result(pathway(rules=[TOTAL, rule]), held).result == verdict

    def test_a_bachelor_course_in_the_elective_slot_of_a_master(self):
        rule = {"id": "l", "type": "level", "min": 7, "scope": ["elective"]}
        slots = [{"id": "elective", "match": {"kind": ["module/course"]}}]
        held = award("a", "10", kind=Kind.COURSE, eqf="6")
        found = result(pathway(slots=slots, rules=[TOTAL, rule]), held)
        assert why_not(found, "a") == ["level_out_of_range"]


class TestSlots:
    """Items that match nothing, or everything."""

    def test_one_that_fits_everywhere_fills_one_and_ties_are_counted(self):
        made = pathway(slots=[{"id": "x"}, {"id": "y"}], rules=[])
        found = result(made, award("a", "5"))
        assert (found.result, found.equally_good) == ("incomplete", 2)
        assert filled(found) == {"x": ["a"], "y": []}
        assert found.slots[1].as_good == ("a",)

    def test_one_that_fits_nowhere_says_so(self):
        made = pathway(slots=[{"id": "x", "match": {"definition": ["urn:x"]}}])
        assert why_not(result(made, award("a", "5")), "a") == ["fits_no_slot"]

    def test_an_association_is_a_hint_and_never_counts(self):
        """CLR ``isPartOf`` and ELM parts: the whole is what the slot asks for."""
        made = pathway(slots=[{"id": "x", "match": {"definition": ["urn:whole"]}}], rules=[])
        part = award("c#part", "5", credential_id="c", award_id="part", parent="whole")
        whole = award(
            "c#whole",
            "5",
            credential_id="c",
            award_id="whole",
            definition_ids=("urn:whole",),
            checks=with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED),
            verdict=VerdictCode.NOT_VALID,
        )
        found = result(made, part, whole)
        assert (found.counted, found.result) == (0, "incomplete")
        assert found.slots[0].hints == ("c#part",)
        assert result(made, part).slots[0].hints == ()


class TestPins:
    """The learner chooses among what is allowed, and nothing else."""

    SLOTS = ({"id": "x", "items": {"max": 1}}, {"id": "y", "designation": "elective"})
    HELD = (award("a", "5"), award("b", "5"))

    def pinned(self, *pairs: tuple[str, str], held: Any = HELD):
        made = pathway(slots=list(self.SLOTS))
        return evaluate(made, held, TODAY, what_if=WhatIf(pinned=frozenset(pairs)))

    def test_a_pin_stands(self):
        assert filled(self.pinned(("b", "x"))) == {"x": ["b"], "y": ["a"]}
        assert filled(self.pinned(("a", "x"))) == {"x": ["a"], "y": ["b"]}

    def test_pins_that_exclude_each_other_are_set_aside_and_that_is_said(self):
        found = self.pinned(("a", "x"), ("b", "x"))
        assert (found.result, "pins_impossible" in found.notices) == ("complete", True)

    def test_a_pin_never_makes_a_revoked_one_count(self):
        revoked = award(
            "a",
            "5",
            checks=with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED),
            verdict=VerdictCode.NOT_VALID,
        )
        found = self.pinned(("a", "x"), held=(revoked, self.HELD[1]))
        assert "pins_impossible" in found.notices
        assert "a" not in {one.award for slot in found.slots for one in slot.items}

    def test_a_pin_may_cost_something(self):
        slots = [{"id": "x", "match": {"skills": [DATA]}}, *self.SLOTS[1:]]
        made = pathway(slots=slots, rules=[])
        one = award("a", "5", skills=frozenset({DATA}))
        change = WhatIf(pinned=frozenset({("a", "y")}))
        assert evaluate(made, (one,), TODAY).result == "complete"
        assert evaluate(made, (one,), TODAY, what_if=change).result == "incomplete"


class TestLater:
    """What dates will bring, and two pathways that want the same item."""

    ENDS = datetime(2027, 6, 1, 12, tzinfo=UTC)

    def test_an_end_reopens_a_slot(self):
        made = pathway(slots=[{"id": "aid"}], rules=[])
        found = result(made, award("first-aid", "1", expires=self.ENDS))
        (day,) = ahead(found)
        assert (day.on, day.awards, day.reopened) == (
            date(2027, 6, 1),
            ("first-aid",),
            ("aid",),
        )
        assert (day.result, day.counted) == ("incomplete", 0)
        (said,) = told_ahead(found, (day,))
        assert said.startswith("1 Jun 2027: “First-Aid” ends or grows too old.")
        assert said.endswith("Then “aid” is open again, and 0 ECTS count.")

    def test_what_was_complete_is_said_not_to_be_any_more(self):
        total = {"id": "total", "type": "totalCredits", "min": "3"}
        made = pathway(slots=[{"id": "any"}], rules=[total])
        found = result(made, award("a", "2", expires=self.ENDS), award("b", "2"))
        (said,) = told_ahead(found, ahead(found))
        assert said.endswith("Then it is not complete any more: 2 ECTS count.")
        short = result(made, award("a", "2", expires=self.ENDS))
        (said,) = told_ahead(short, ahead(short))
        assert "any more" not in said, "it never was"

    def test_another_takes_its_place(self):
        made = pathway(slots=[{"id": "aid", "items": {"max": 1}}], rules=[])
        found = result(made, award("a", "2", expires=self.ENDS), award("b", "1"))
        (day,) = ahead(found)
        assert (day.reopened, day.result, day.counted) == ((), "complete", 1)

    def test_growing_too_old_is_an_end_to_the_day(self):
        rule = {"id": "age", "type": "recency", "maxAgeMonths": 12}
        made = pathway(slots=[{"id": "s"}], rules=[rule])
        held = award("a", "5", award_date=date(2026, 3, 1))
        found = result(made, held)
        (day,) = ahead(found)
        assert day.on == date(2027, 3, 2)
        assert result(made, held, on=day.on - timedelta(days=1)).result == "complete"
        assert result(made, held, on=day.on).result == "incomplete"

    def test_nothing_beyond_two_years_and_nothing_that_does_not_count(self):
        far = datetime(2030, 1, 1, tzinfo=UTC)
        made = pathway(slots=[{"id": "s", "items": {"max": 1}}], rules=[])
        assert ahead(result(made, award("a", "5", expires=far))) == ()
        spare = award("spare", "1", expires=self.ENDS)
        assert ahead(result(made, award("a", "5"), spare)) == ()

    def test_two_pathways_want_the_same_item(self):
        near = pathway(id="urn:near", rules=[TOTAL | {"min": "6"}])
        far = pathway(id="urn:far", rules=[TOTAL | {"min": "60"}])
        done = pathway(id="urn:done", rules=[TOTAL | {"min": "5"}])
        held = award("a", "5")
        found = compare([result(one, held) for one in (far, near, done)])
        assert [one.result.pathway.id for one in found] == ["urn:done", "urn:near", "urn:far"]
        assert [one.elsewhere for one in found] == [("a",)] * 3
        assert found[1].missing == 1


def test_what_was_complete_is_not_after_a_revocation():
    good = award("a", "10")
    revoked = award(
        "a",
        "10",
        checks=with_check(Check.STATUS, Outcome.FAILED, Reason.REVOKED),
        verdict=VerdictCode.NOT_VALID,
    )
    assert result(pathway(), good).result == "complete"
    assert result(pathway(), revoked).result == "incomplete"


def test_a_credential_that_is_not_proven_has_no_word_of_its_own():
    more = {"verdict": VerdictCode.NOT_GENUINE, "title": (), "checks": {}, "is_proven": False}
    bad, named = award("bad", **more), award("worse", file="worse.json", **more)
    said = told(result(pathway(), bad, named))
    titles = {one.award.id: one.award.title for one in said.unused}
    assert titles["bad"] == "A file that is not proven (bad)"
    assert titles["worse"] == "Not proven: file “worse.json”"


def test_what_is_proven_and_has_no_title_is_not_called_unproven():
    said = told(result(pathway(), award("a", "1", title=())))
    assert "not proven" not in repr(said)
    assert "Without a title" in repr(said)
