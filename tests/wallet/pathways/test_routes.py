"""By which ways credentials may come into a slot (spec/pathways.md, E.6; A-07)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.pathways import DATA, GREEN, award, filled, pathway, result, why_not
from wallet.pathways import State, WhatIf, evaluate
from wallet.pathways.rules.interface import Decided
from wallet.wording import pathways as words

LISTED = ["did:example:a", "did:example:b"]
CAP = {
    "id": "cap",
    "type": "maxShare",
    "of": "required",
    "where": {"issuer": LISTED},
    "max": "0.5",
}
BY_LIST = {"id": "s", "match": {"issuer": LISTED}, "routes": ["academic-issuer"]}


def asked(cap: dict[str, Any] | None = CAP, slot: dict[str, Any] = BY_LIST, **members: Any):
    """10 ECTS through one slot, at most half of it by the institutions on the list."""
    total = {"id": "total", "type": "totalCredits", "min": "10"}
    slots = [slot, {"id": "rest", "designation": "elective", "match": {"skills": [GREEN]}}]
    return pathway(slots=slots, rules=[total, *([cap] if cap else ())], **members)


def by_a(ects: str = "5"):
    return award("course", ects, issuer="a")


def own(ects: str = "5"):
    return award("own", ects, issuer="home", skills=frozenset({GREEN}))


def ways(found):
    return {one.award: one.route for slot in found.slots for one in slot.items}


def test_a_listed_institution_counts_by_itself_up_to_its_cap():
    found = result(asked(), by_a(), own())
    assert (found.result, str(found.counted)) == ("complete", "10")
    assert ways(found) == {"course": "academic-issuer", "own": "elective"}
    assert words.route(found.slots[0].items[0].route) == "From a listed institution"


def test_more_than_the_cap_does_not_complete_it():
    found = result(asked(), by_a("6"), own())
    assert found.result == "incomplete"
    assert [one.id for one in found.rules if one.state is not State.MET] == ["cap"]


@pytest.mark.parametrize(
    "cap",
    [
        None,
        CAP | {"severity": "warn"},
        CAP | {"where": {"issuer": ["did:example:b"]}},
        CAP | {"scope": ["rest"]},
        CAP | {"max": "1"},
    ],
)
def test_a_list_without_a_cap_on_it_asks_for_an_advisor(cap):
    found = result(asked(cap), by_a(), own())
    assert found.slots[0].state is State.REFERRED
    assert why_not(found, "course") == ["needs_decision"]


def test_a_residency_is_no_cap():
    home = {"id": "home", "type": "residency", "of": "required", "min": "0.1"}
    found = result(asked(home | {"where": {"issuer": LISTED}}), by_a(), own())
    assert why_not(found, "course") == ["needs_decision"]


@pytest.mark.parametrize(
    "match",
    [
        {"any": [{"issuer": LISTED}, {"skills": [DATA]}]},
        {"any": [{"skills": [DATA]}, {"all": [{"skills": [DATA]}, {"issuer": LISTED}]}]},
        {"skills": [DATA]},
    ],
)
def test_what_fits_without_the_list_does_not_come_by_the_list(match):
    fits = award("course", "5", issuer="a", skills=frozenset({DATA}))
    found = result(asked(slot=BY_LIST | {"match": match}), fits)
    assert found.slots[0].referred == ("course",)


@pytest.mark.parametrize(
    "match",
    [
        {"any": [{"issuer": LISTED}, {"skills": [DATA]}]},
        {"all": [{"issuer": LISTED}, {"kind": ["micro-credential"]}]},
        {"kind": ["micro-credential"], "any": [{"issuer": LISTED}]},
    ],
)
def test_the_list_may_stand_among_alternatives(match):
    found = result(asked(slot=BY_LIST | {"match": match}), by_a())
    assert ways(found) == {"course": "academic-issuer"}


def test_somebody_off_the_list_is_not_let_in_by_their_name():
    stranger = award("course", "5", issuer="c", issuer_names=("did:example:a",))
    found = result(asked(), stranger)
    assert filled(found)["s"] == []
    assert found.slots[0].referred == ()


def test_the_owner_is_at_home_and_needs_no_list():
    at_home = BY_LIST | {"match": {"issuer": ["did:example:home"]}}
    open_slot = at_home | {"routes": ["automatic", "academic-issuer"]}
    every = CAP | {"where": {"kind": ["micro-credential"]}}
    found = result(asked(every, slot=open_slot), award("course", "5", issuer="home"))
    assert ways(found) == {"course": "automatic"}


def test_a_list_beside_an_open_way_is_still_named():
    both = BY_LIST | {"routes": ["automatic", "academic-issuer"]}
    assert ways(result(asked(slot=both), by_a())) == {"course": "academic-issuer"}
    neither = BY_LIST | {"routes": ["automatic"]}
    assert ways(result(asked(slot=neither), by_a())) == {"course": "automatic"}


def test_a_cap_that_was_waived_takes_nobody_off_the_list():
    waived = WhatIf(waived=frozenset({"cap"}))
    found = evaluate(asked(), (by_a("6"), own()), result(asked()).as_of, what_if=waived)
    assert (found.result, str(found.counted)) == ("complete", "11")
    decided = WhatIf(decided=Decided(waived=frozenset({"cap"})))
    again = evaluate(asked(), (by_a("6"), own()), result(asked()).as_of, what_if=decided)
    assert ways(again) == {"course": "academic-issuer", "own": "elective"}
