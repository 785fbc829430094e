"""What is wrong is told while it is typed: all of it, by member, as the strict reader says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.drafts import documents, strange
from tests.helpers.pathways import document
from tests.wallet.pathways.authoring.edits import EDITS, edited
from wallet.errors import InputError
from wallet.pathways import read
from wallet.pathways.authoring import (
    ABOUT,
    RULES,
    SLOT,
    Draft,
    blank,
    look,
    member_of,
    opened,
    outline,
    place_words,
    put,
    type_into,
)
from wallet.wording.pathways import reason_words


def told(draft: Draft) -> set[tuple[str, str]]:
    return {(one.member, one.reason) for one in look(draft).problems}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    draft = Draft(
        document=document(
            version="",
            validFrom="soon",
            slots=[
                {"id": "a", "credits": {"min": "5", "max": "2"}},
                {"id": "b", "designation": "elective", "match": {"kind": ["cake"]}},
                {"id": "c"},
            ],
            tree={"of": ["a"]},
            rules=[
                {"id": "x", "type": "window"},
                {"id": "y", "type": "residency", "min": "0.5", "where": {"issuer": ["owner"]}},
                {"id": "z", "type": "diversity", "min": "two"},
            ],
        )
    )
    assert told(draft) == {
        ("version", "not_a_text"),
        ("validFrom", "not_a_date"),
        ("slots[0].credits.min", "min_over_max"),
        ("slots[1].match.kind", "unsupported_value"),
        ("slots[2]", "required_slot_outside_tree"),
        ("rules[0].years", "missing"),
        ("rules[1].of", "no_required_total"),
        ("rules[2].min", "not_a_whole_number"),
    }


def test_a_pathway_from_nothing_says_what_it_still_needs() -> None:
    assert told(blank("urn:uuid:x")) >= {("title", "missing"), ("slots", "missing")}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"slots": [{"id": "a"}, {"id": "a"}]}, ("slots[1].id", "duplicate")),
        (
            {"rules": [{"id": "r", "type": "holder"}, {"id": "r", "type": "exclusive"}]},
            ("rules[1].id", "duplicate"),
        ),
        ({"tree": {"of": ["nobody"]}}, ("tree.of[0]", "unknown_slot")),
        ({"tree": {"op": "atLeast", "n": 3, "of": ["any"]}}, ("tree.n", "out_of_range")),
        ({"destination": {"kind": "degree"}}, ("tree", "degree_needs_structure")),
        (
            {"validFrom": "2026-02-01", "validUntil": "2026-01-01"},
            ("validFrom", "min_over_max"),
        ),
        ({"credit": None}, ("credit", "missing")),
        (
            {"owner": {}, "rules": [
                {"id": "t", "type": "totalCredits", "min": "1"},
                {"id": "h", "type": "residency", "min": "1", "where": {"issuer": ["owner"]}},
            ]},
            ("rules[1].where.issuer", "owner_without_identifier"),
        ),
        (
            {"slots": [{"id": "a"}, {"id": "b"}], "rules": [
                {"id": "x", "type": "prerequisite", "a": "a", "b": "b"},
                {"id": "y", "type": "prerequisite", "a": "b", "b": "a"},
            ]},
            ("rules[1].b", "cyclic"),
        ),
    ],
)  # fmt: skip
def test_what_the_parts_together_break_is_told(
    members: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert expected in told(Draft(document=document(**members)))


@given(made=documents(), edits=st.lists(EDITS, min_size=1, max_size=8))
@settings(max_examples=8, deadline=None)
def test_the_reader_takes_a_draft_exactly_where_nothing_is_told(
    made: dict[str, Any], edits: Any
) -> None:
    draft = Draft(document=made)
    for edit in edits:
        draft = edited(draft, edit)
    found = look(draft)
    try:
        first = None
        read(draft.to_bytes())
    except InputError as error:
        first = (error.facts.get("member"), error.facts.get("reason"))
    assert (first is None) is (found.problems == ()) is (found.pathway is not None)
    assert first is None or first in {(one.member, one.reason) for one in found.problems}
    for one in found.problems:
        assert place_words(draft, one.path).strip()
        assert reason_words(one.reason).strip()


def test_half_a_sign_in_a_field_is_no_crash() -> None:
    draft = type_into(Draft(document=document()), ("slots", 0), SLOT.field("title"), "a\ud800b")
    assert look(draft).pathway is not None
    assert read(draft.to_bytes()).slots[0].title[0].text == "a?b"


@pytest.mark.parametrize(
    ("field", "typed", "written"),
    [
        ("least", "2,5", "2.5"),
        ("least", " 3 ", "3"),
        ("least", "1e3", "1e3"),
        ("least", "", None),
        ("items", "2", 2),
        ("items", "two", "two"),
        ("items", "٣", "٣"),
    ],
)
def test_what_is_typed_is_understood_or_kept_as_it_was_typed(
    field: str, typed: str, written: object
) -> None:
    draft = type_into(Draft(document=document()), ("slots", 0), SLOT.field(field), typed)
    assert draft.at(("slots", 0, *SLOT.field(field).path)) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [("60", "0.6"), ("60 %", "0.6"), ("33,5", "0.335"), ("150", "1.5"), ("half", "half"),
     ("1e9", "1e9"), ("-5", "-5"), ("0", "0"), ("100", "1")],
)  # fmt: skip
def test_shares_are_typed_in_percent(typed: str, written: str) -> None:
    draft = Draft(document=document(rules=[{"id": "o", "type": "overlap"}]))
    made = type_into(draft, ("rules", 0), RULES["overlap"].field("threshold"), typed)
    assert made.at(("rules", 0, "threshold")) == written


def test_problems_stand_where_the_person_sees_them() -> None:
    draft = Draft(
        document=document(
            slots=[{"id": "a", "title": [{"lang": "en", "text": "Data"}]}],
            rules=[{"id": "w", "type": "window"}],
        )
    )
    assert place_words(draft, ("rules", 0, "years")) == "Within some years: Years"
    assert place_words(draft, ("slots", 0, "credits", "min")) == "Data: Fewest credits"
    assert place_words(draft, ("slots", 0)) == "Data"
    assert (
        place_words(draft, ("tree", "n"))
        == "The whole pathway: How many, if a number is needed"
    )
    assert place_words(draft, ("validFrom",)).startswith("About the pathway: First day")
    assert member_of(("rules", 0, "where", "issuer")) == "rules[0].where.issuer"


def test_a_rule_that_is_not_known_is_said_and_left_alone() -> None:
    draft = Draft(document=document(rules=[{"id": "q", "type": "quantum", "spin": "up"}]))
    assert look(draft).problems == ()
    assert put(draft, ("version",), "2").at(("rules", 0, "spin")) == "up"


@given(made=strange(), lang=st.sampled_from(["en", "fi"]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_reader_does_not_look_into_is_said_and_kept_and_never_a_crash(
    made: dict[str, Any], lang: str
) -> None:
    try:
        draft = opened(json.dumps(made).encode())
    except InputError:
        return
    assert all(isinstance(one, str) for one in outline(draft, (lang,)))
    assert sum("does not know everything" in one for one in outline(draft)) == 2
    for form in ABOUT:
        for field in form.fields:
            written = type_into(draft, (), field, "x", lang)
            assert list(outline(written, (lang,)))
    assert draft.at(("rules",)) == made["rules"]
    assert put(draft, ("version",), "9").at(("rules",)) == made["rules"]
