"""File -> draft -> file, and every field typed again as it stands: nothing changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.helpers.drafts import documents, rules, to_bytes
from tests.helpers.pathways import document
from wallet.errors import InputError
from wallet.pathways import read, templates
from wallet.pathways.authoring import (
    ABOUT,
    COMMON,
    GROUP,
    LISTS,
    MATCH,
    RULES,
    SHORT,
    SLOT,
    Clause,
    Draft,
    Field,
    Form,
    Kind,
    Path,
    choose,
    look,
    opened,
    outline,
    parts,
    published,
    sentence_of,
    shown,
    text_in,
    type_into,
)
from wallet.pathways.rules import COMMON as COMMON_PARAMETERS
from wallet.pathways.rules import RULES as READERS
from wallet.pathways.rules.shares import _WHERE

THREE = [{"id": one, "designation": "optional"} for one in ("one", "two", "three")]
_EVERY = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def fields_of(draft: Draft) -> list[tuple[Path, Form]]:
    """Every object of a draft that has fields, and its form."""
    found: list[tuple[Path, Form]] = [((), one) for one in ABOUT]
    for index, slot in enumerate(draft.at(("slots",))):
        found.append((("slots", index), SLOT))
        found += matches(("slots", index, "match"), slot.get("match"))
    for index, rule in enumerate(draft.at(("rules",)) or ()):
        found += [(("rules", index), RULES[rule["type"]]), (("rules", index), COMMON)]
        for name in ("a", "b"):
            if isinstance(rule.get(name), dict):
                found += matches(("rules", index, name), rule[name])
    return found + groups(("tree",), draft.at(("tree",)))


def matches(path: Path, match: Any) -> list[tuple[Path, Form]]:
    """A description and those inside it."""
    if match is None:
        return []
    inner = [
        (path_, one)
        for name in ("any", "all")
        for place, one in enumerate(match.get(name) or ())
        for path_ in ((*path, name, place),)
    ]
    return [(path, MATCH), *(found for at, one in inner for found in matches(at, one))]


def groups(path: Path, group: Any) -> list[tuple[Path, Form]]:
    """A group and those inside it."""
    if not isinstance(group, dict):
        return []
    inner = [groups((*path, "of", place), one) for place, one in enumerate(group["of"])]
    return [(path, GROUP)] + [one for listed in inner for one in listed]


def retyped(draft: Draft, base: Path, field: Field) -> Draft:
    """The draft after somebody typed, or chose, exactly what a field shows."""
    value = draft.at((*base, *field.path))
    if field.kind is Kind.TEXTS:
        for one in value or ():
            draft = type_into(draft, base, field, text_in(value, one["lang"]), one["lang"])
        return draft
    if field.kind in SHORT - {Kind.CHOICE, Kind.SLOT} or field.kind in LISTS:
        return type_into(draft, base, field, shown(field, value))
    return choose(draft, base, field, value)


def check(made: dict[str, Any]) -> None:
    """What must hold for a document that the reader takes."""
    data = to_bytes(made)
    try:
        read(data)
    except InputError:
        assume(False)  # noqa: FBT003 - hypothesis
    draft = opened(data)
    assert json.loads(published(draft)) == made
    again = draft
    for base, form in fields_of(draft):
        for field in form.fields:
            again = retyped(again, base, field)
    assert json.loads(again.to_bytes()) == made
    assert list(again.document) == list(made)
    assert look(again).problems == ()
    assert all(line.strip() for line in outline(draft))


@pytest.mark.parametrize("type_", sorted(READERS))
@given(data=st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=_EVERY)
def test_every_type_of_rule_comes_out_as_it_went_in(type_: str, data: Any) -> None:
    least = {"id": "least", "type": "totalCredits", "min": "3"}
    check(document(slots=THREE, tree={"of": ["one"]}, rules=[least, data.draw(rules(type_))]))


@given(made=documents())
@settings(max_examples=6, deadline=None, suppress_health_check=_EVERY)
def test_random_documents_come_out_as_they_went_in(made: dict[str, Any]) -> None:
    check(made)


@pytest.mark.slow
@given(made=documents())
@settings(max_examples=150, deadline=None, suppress_health_check=_EVERY)
def test_more_random_documents_come_out_as_they_went_in(made: dict[str, Any]) -> None:
    check(made)


@pytest.mark.long
@given(made=documents())
@settings(max_examples=5_000, deadline=None, suppress_health_check=_EVERY)
def test_five_thousand_random_documents_come_out_as_they_went_in(made: dict[str, Any]) -> None:
    check(made)


@pytest.mark.parametrize("name", [one.name for one in templates()])
def test_the_shipped_pathways_come_out_as_they_went_in(name: str) -> None:
    check(json.loads(next(one.data for one in templates() if one.name == name)))


def test_a_signature_stays_with_what_is_not_touched_and_goes_with_an_edit() -> None:
    draft = Draft(document=document(proof={"type": "other"}))
    assert json.loads(draft.to_bytes())["proof"] == {"type": "other"}
    title = ABOUT[0].fields[0]
    assert "proof" not in type_into(draft, (), title, "Another", "en").document


@pytest.mark.parametrize("type_", sorted(READERS))
def test_every_parameter_that_the_reader_knows_has_a_field(type_: str) -> None:
    here = {one.path[0] for one in RULES[type_].fields}
    spare = {"residency": {"max", "each"}, "maxShare": {"min"}}.get(type_, set())
    assert here == set(READERS[type_].parameters) - spare
    inside = {one.path[1] for one in RULES[type_].fields if one.path[0] == "where"}
    assert inside in (set(), set(_WHERE))


def test_the_table_knows_every_type_and_every_common_member() -> None:
    assert set(RULES) == set(READERS)
    assert len(RULES) == 22
    assert {one.path[0] for one in COMMON.fields} == set(COMMON_PARAMETERS) - {"type"}


EVERY = [*RULES.values(), COMMON, *ABOUT, SLOT, GROUP]


@pytest.mark.parametrize("form", EVERY)
def test_a_sentence_has_each_of_its_fields_once_and_only_short_ones(form: Form) -> None:
    inside = [one for line in parts(form) for one in line if isinstance(one, Field)]
    assert len({one.name for one in inside}) == len(inside)
    assert {one.kind for one in inside} <= SHORT


@pytest.mark.parametrize("form", EVERY)
def test_what_is_chosen_is_a_whole_sentence_and_none_has_a_gap_left(form: Form) -> None:
    for line in parts(form):
        chosen = [one for one in line if isinstance(one, Field) and one.kind is Kind.CHOICE]
        said = [words() for one in chosen for _, words in one.choices if len(line) == 1]
        assert all(one.endswith(".") and one[0].isupper() for one in said)
        # within a sentence stand names alone, such as that of a framework
        assert all(one.name == "scheme" for one in chosen if len(line) > 1)
    for sentence in (one for clause in form.clauses for one in every(clause)):
        assert "{" not in sentence({one.name: "x" for one in form.fields})


def every(clause: Clause | str) -> list[Any]:
    """All ways in which a sentence is said."""
    if isinstance(clause, str):
        return []
    return [one for one in (clause.full, *clause.shorter, clause.exact) if one is not None]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"min": 6, "max": 6}, "Each credential is at level 6 of EQF."),
        ({"min": 5, "max": 6}, "Each credential is at level 5 to 6 of EQF."),
        ({"min": 5}, "Each credential is at level 5 of EQF or above."),
        ({"max": 6}, "Each credential is at level 6 of EQF or below."),
        ({}, ""),
    ],
)
def test_what_is_not_filled_in_is_not_said(rule: dict[str, Any], said: str) -> None:
    draft = Draft(document=document(rules=[{"id": "r", "type": "level", **rule}]))
    unknown = "If not known, an advisor decides."
    assert sentence_of(draft, ("rules", 0)) == f"{said} {unknown}".strip()


def test_more_than_the_most_is_only_spoken_of_where_there_is_a_most() -> None:
    rule = {"id": "r", "type": "totalCredits", "min": "15", "hard": True}
    said = [
        sentence_of(Draft(document=document(rules=[one])), ("rules", 0))
        for one in (rule, rule | {"max": "30"})
    ]
    assert said == [
        "The credits add up to at least 15.",
        "The credits add up to at least 15 and at most 30. More is not allowed.",
    ]


def test_that_a_rule_may_not_be_set_aside_is_told_before_it_is_published() -> None:
    rule = {"id": "r", "type": "holder", "waivable": False, "severity": "warn"}
    told = list(outline(Draft(document=document(rules=[rule]))))
    assert "An advisor may not set it aside." in told
    assert "This rule is tried for and reported." in told
