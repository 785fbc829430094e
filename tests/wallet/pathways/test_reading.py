"""A pathway document that is not sound is refused, with the member and the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.pathways import document, pathway
from wallet.errors import InputError, WalletError
from wallet.pathways import read, templates

SLOT = {"id": "any", "designation": "elective"}
DEGREE = {
    "destination": {"kind": "degree"},
    "slots": [{"id": "core"}, {"id": "thesis"}],
    "rules": [
        {"id": "total", "type": "totalCredits", "min": "120"},
        {"id": "thesis", "type": "capstone", "slot": "thesis"},
    ],
    "signoff": {"required": True, "roles": ["advisor"]},
}


def rule(**members: Any) -> dict[str, Any]:
    """A document with one rule."""
    return {"rules": [{"id": "r"} | members]}


def slot(**members: Any) -> dict[str, Any]:
    """A document with one slot."""
    return {"slots": [SLOT | members]}


REFUSED = {
    "another format": ({"format": "pathway/2"}, "format", "unsupported_value"),
    "a member nobody knows": ({"bonus": 1}, "bonus", "unknown_member"),
    "no title": ({"title": []}, "title", "missing"),
    "a title that is no text": (
        {"title": [{"lang": "en", "text": 4}]},
        "title[0].text",
        "not_a_text",
    ),
    "an empty version": ({"version": " "}, "version", "not_a_text"),
    "no destination": ({"destination": None}, "destination", "missing"),
    "a destination nobody knows": (
        {"destination": {"kind": "phd"}},
        "destination.kind",
        "unsupported_value",
    ),
    "a list for an object": ({"credit": []}, "credit", "not_an_object"),
    "no unit": ({"credit": {}}, "credit.unit", "missing"),
    "points that are no credit": (
        {"credit": {"unit": "ECTS", "ratios": [{"from": "ecvet", "toUnit": "1"}]}},
        "credit.ratios[0].from",
        "unsupported_value",
    ),
    "counting in such points": (
        {"credit": {"unit": "ECVET"}},
        "credit.unit",
        "unsupported_value",
    ),
    "half items": (
        {"credit": {"unit": "ECTS", "wholeItemsOnly": False}},
        "credit.wholeItemsOnly",
        "unsupported_value",
    ),
    "an hour of nothing": (
        {"credit": {"unit": "ECTS", "hoursPerCredit": "0"}},
        "credit.hoursPerCredit",
        "out_of_range",
    ),
    "hours without hours per credit": (
        {"credit": {"unit": "ECTS", "ratios": [{"from": "SBU", "hours": "1"}]}},
        "credit.ratios[0].hours",
        "hours_per_credit_missing",
    ),
    "two ratios at once": (
        {"credit": {"unit": "ECTS", "ratios": [{"from": "US", "toUnit": "2", "hours": "1"}]}},
        "credit.ratios[0].hours",
        "hours_or_tounit",
    ),
    "the same ratio twice": (
        {
            "credit": {
                "unit": "ECTS",
                "ratios": [{"from": "US", "toUnit": "2"}, {"from": "us", "toUnit": "3"}],
            }
        },
        "credit.ratios[1].from",
        "duplicate",
    ),
    "rounding up": (
        {"credit": {"unit": "ECTS", "rounding": {"mode": "ceil", "step": "1"}}},
        "credit.rounding.mode",
        "unsupported_value",
    ),
    "no slots": ({"slots": []}, "slots", "missing"),
    "slots that are no list": ({"slots": {}}, "slots", "not_a_list"),
    "a tree of too many groups": (
        {"tree": {"op": "any", "of": [{"of": [{"of": ["any"]}] * 50}] * 40}},
        "tree",
        "too_many",
    ),
    "too many alternatives": (
        slot(match={"any": [{"any": [{"kind": ["micro-credential"]}] * 50}] * 40}),
        "slots",
        "too_many",
    ),
    "too many rules for so many slots": (
        {
            "slots": [SLOT | {"id": f"s{number}"} for number in range(201)],
            "rules": [{"id": f"r{number}", "type": "exclusive"} for number in range(100)],
        },
        "rules",
        "too_many",
    ),
    "five hundred and one slots": ({"slots": [SLOT] * 501}, "slots", "too_many"),
    "two slots of one name": ({"slots": [SLOT, SLOT]}, "slots[1].id", "duplicate"),
    "two slots that look the same": (
        {"slots": [SLOT | {"id": "Donn\u00e9es"}, SLOT | {"id": "Donne\u0301es"}]},
        "slots[1].id",
        "duplicate",
    ),
    "sharing with nobody": (slot(reuseWith=["other"]), "slots[0].reuseWith", "unknown_slot"),
    "sharing with itself": (slot(reuseWith=["any"]), "slots[0].reuseWith", "unknown_slot"),
    "half an item": (slot(items={"min": "0.5"}), "slots[0].items", "not_a_whole_number"),
    "room for nothing": (slot(items={"max": 0}), "slots[0].items.max", "out_of_range"),
    "more at least than at most": (
        slot(credits={"min": "5", "max": "2"}),
        "slots[0].credits.min",
        "min_over_max",
    ),
    "a decimal comma": (slot(credits={"min": "2,5"}), "slots[0].credits.min", "not_an_amount"),
    "a float": (slot(credits={"min": 2.5}), "slots[0].credits.min", "not_an_amount"),
    "an absurd number": (
        slot(credits={"max": "999999"}),
        "slots[0].credits.max",
        "out_of_range",
    ),
    "a negative number": (slot(credits={"max": "-1"}), "slots[0].credits.max", "not_an_amount"),
    "a route nobody knows": (slot(routes=["by-luck"]), "slots[0].routes", "unsupported_value"),
    "a match that names nothing": (slot(match={}), "slots[0].match", "missing"),
    "a match with an empty list": (slot(match={"kind": []}), "slots[0].match.kind", "missing"),
    "a kind nobody knows": (
        slot(match={"kind": ["nanodegree"]}),
        "slots[0].match.kind",
        "unsupported_value",
    ),
    "a coverage of nothing": (
        slot(match={"coverage": "0.6"}),
        "slots[0].match.coverage",
        "skills_missing",
    ),
    "more than all of it": (
        slot(match={"skills": ["urn:s"], "coverage": "1.5"}),
        "slots[0].match.coverage",
        "out_of_range",
    ),
    "a tree with a missing slot": (
        {"tree": {"op": "all", "of": ["gone"]}},
        "tree.of[0]",
        "unknown_slot",
    ),
    "an empty group": ({"tree": {"op": "all", "of": []}}, "tree.of", "missing"),
    "three of two": (
        {"tree": {"op": "atLeast", "n": 3, "of": ["any"]}},
        "tree.n",
        "out_of_range",
    ),
    "at least nobody says": ({"tree": {"op": "atLeast", "of": ["any"]}}, "tree.n", "missing"),
    "a slot twice in a group": (
        {"tree": {"op": "all", "of": ["any", "any"]}},
        "tree.of",
        "duplicate",
    ),
    "a group within itself": (
        {
            "tree": {
                "id": "top",
                "op": "all",
                "of": ["any", {"op": "any", "of": ["any", "top"]}],
            }
        },
        "tree.of[1].of[1]",
        "cyclic",
    ),
    "a required slot outside the tree": (
        {"slots": [SLOT, {"id": "must"}], "tree": {"op": "all", "of": ["any"]}},
        "slots[1]",
        "required_slot_outside_tree",
    ),
    "two rules of one name": (
        {"rules": [{"id": "r", "type": "exclusive"}, {"id": "r", "type": "unit"}]},
        "rules[1].id",
        "duplicate",
    ),
    "a rule without a type": (rule(), "rules[0].type", "missing"),
    "a rule that is a word": ({"rules": ["level"]}, "rules[0]", "not_an_object"),
    "a severity nobody knows": (
        rule(type="unit", severity="fatal"),
        "rules[0].severity",
        "unsupported_value",
    ),
    "a scope that is not there": (
        rule(type="level", min=6, scope=["gone"]),
        "rules[0].scope",
        "unknown_slot",
    ),
    "a level turned round": (rule(type="level", min=7, max=6), "rules[0].min", "min_over_max"),
    "a level without bounds": (rule(type="level"), "rules[0].min", "missing"),
    "a level that is true": (
        rule(type="level", min=True),
        "rules[0].min",
        "not_a_whole_number",
    ),
    "a total turned round": (
        rule(type="totalCredits", min="30", max="15"),
        "rules[0].min",
        "min_over_max",
    ),
    "an age without months": (rule(type="recency"), "rules[0].maxAgeMonths", "missing"),
    "a grade outside its scale": (
        rule(type="grade", scale=["B", "A"], min="C"),
        "rules[0].min",
        "not_in_scale",
    ),
    "a share without a total": (
        rule(type="residency", where={"issuer": ["owner"]}, min="0.5"),
        "rules[0].of",
        "no_required_total",
    ),
    "a share of nobody": (
        rule(type="maxShare", where={}, max="0.5"),
        "rules[0].where",
        "missing",
    ),
    "an owner nobody can recognise": (
        {"owner": {"name": "Home"}}
        | rule(type="residency", of="counted", where={"issuer": ["owner"]}, min="0.5"),
        "rules[0].where.issuer",
        "owner_without_identifier",
    ),
    "waivable by mood": (
        rule(type="level", min=6, waivable="maybe"),
        "rules[0].waivable",
        "not_true_or_false",
    ),
    "a day that is none": ({"validFrom": "2026-02-30"}, "validFrom", "not_a_date"),
    "a day in another spelling": ({"validFrom": "20260901"}, "validFrom", "not_a_date"),
    "an end before the beginning": (
        {"validFrom": "2026-09-01", "validUntil": "2026-08-01"},
        "validFrom",
        "min_over_max",
    ),
    "a very long text": ({"version": "1" * 3000}, "version", "too_long"),
    "a degree by credits alone": (
        {"destination": {"kind": "degree"}, "slots": [SLOT | {"designation": "required"}]},
        "tree",
        "degree_needs_structure",
    ),
    "a degree without a thesis": (
        DEGREE | {"rules": DEGREE["rules"][:1]},
        "rules",
        "degree_needs_capstone",
    ),
    "a degree by nobody": (DEGREE | {"owner": {}}, "owner.name", "degree_needs_owner"),
    "a degree nobody signs": (
        DEGREE | {"signoff": {"required": False}},
        "signoff.required",
        "degree_needs_signoff",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name_of_member_and_reason(name):
    members, member, reason = REFUSED[name]
    with pytest.raises(InputError) as refusal:
        pathway(**members)
    assert refusal.value.code == "malformed_pathway"
    assert dict(refusal.value.facts) == {"member": member, "reason": reason}


def test_a_group_nested_too_deep_is_refused():
    tree: Any = "any"
    for _ in range(12):
        tree = {"op": "all", "of": [tree]}
    with pytest.raises(InputError) as refusal:
        pathway(tree=tree)
    assert refusal.value.facts["reason"] == "too_deep"


def test_what_is_large_and_can_be_weighed_is_read():
    tree = {"op": "any", "of": [{"of": [{"of": ["any"]}] * 48}] * 40}
    match = {"any": [{"any": [{"kind": ["micro-credential"]}] * 48}] * 40}
    assert pathway(slots=[SLOT | {"match": match}], tree=tree).slots[0].match is not None
    slots = [SLOT | {"id": f"s{number}"} for number in range(200)]
    rules = [{"id": f"r{number}", "type": "exclusive"} for number in range(100)]
    assert len(pathway(slots=slots, rules=rules).rules) == 100


def test_a_match_nested_too_deep_is_refused():
    match: Any = {"kind": ["degree"]}
    for _ in range(12):
        match = {"any": [match]}
    with pytest.raises(InputError) as refusal:
        pathway(slots=[SLOT | {"match": match}])
    assert refusal.value.facts["reason"] == "too_deep"


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{", b'{"a":1,"a":2}', b"\xff"])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(InputError):
        read(data)


@given(st.binary(max_size=200))
def test_no_bytes_get_past_the_reader(data):
    with pytest.raises(WalletError):
        read(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "type", "min", "of", "op", "match"]), inner
            )
        ),
        max_leaves=6,
    ),
    st.sampled_from(["slots", "tree", "rules", "credit", "owner", "title", "signoff"]),
)
def test_any_member_gives_a_pathway_or_a_refusal(value, member):
    refused = None
    try:
        read(json.dumps(document(**{member: value})).encode())
    except InputError as refusal:
        refused = refusal.code
    assert refused in {None, "malformed_pathway"}


def test_a_degree_with_structure_thesis_owner_and_signoff_is_read():
    assert pathway(**DEGREE).kind == "degree"


def test_a_document_without_a_tree_wants_its_required_slots():
    made = pathway(slots=[SLOT, {"id": "must"}])
    assert made.tree.children == ("must",)


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.name)
def test_each_template_is_sound(one):
    assert one.pathway.title
    assert all(not type(rule).__name__.startswith("Unknown") for rule in one.pathway.rules)
