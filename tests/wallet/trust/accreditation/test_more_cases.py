"""Forty more cases than spec/trust.md D.8 has, each to the code, both answers, the marks, the
decisions by what they are for, and the days; worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.helpers.accreditation import World, days, decisions, period, programme
from wallet.register import LevelOf
from wallet.trust.accreditation import Body

SNAPSHOT = "2024-06-01"
UNTIL = "2024-06-01"
_ROLES = ("at_award", "now", "other")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A register, a question, and the whole answer."""

    name: str
    made: Callable[[World], object]
    code: str
    answers: str
    """At the award and now, such as ``yes no``."""
    at_award: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    days: dict[str, str] = field(default_factory=dict)
    """Facts that are days, or say why."""
    as_of: str = SNAPSHOT
    day: str | None = "2020-06-01"
    asked: dict[str, Any] = field(default_factory=dict)


def decided(*rows: dict[str, Any], **uni: Any) -> Callable[[World], object]:
    """A university with these decisions, called D1, D2 ..."""

    def make(world: World) -> object:
        body = world.university(**uni)
        return [world.decision(body, **one) for one in rows]

    return make


def one(start: str, end: str, **told: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **told}


LONG = one("2018-01-01", "2030-01-01")
P = (programme(identifiers=("p",)),)
OFFER = (programme("Data", eqf=7, degree=False, ects="5", identifiers=("m",)),)
COURSE = {"kind": "micro-credential", "ects": "5"}
PARENT = ("University", "P1")


def faculty(kind: str = "faculty", **decision: Any) -> Callable[[World], object]:
    """A parent with a decision over the body that signs."""

    def make(world: World) -> object:
        parent = world.university(*PARENT, did=None)
        world.relation(parent, world.university(), kind)
        return world.decision(parent, **{**LONG, **decision})

    return make


def successor(world: World) -> None:
    """The earlier body's decision, handed on in 2021."""
    later = world.university()
    earlier = world.university("Earlier", "E1", did=None)
    world.relation(later, earlier, "succeeded", valid=period("2021-01-01"))
    world.decision(earlier, **LONG)


def by_agency(**told: Any) -> Callable[[World], object]:
    def make(world: World) -> object:
        world.agency("other", **told)
        return world.decision(world.university(), **LONG, agency="other")

    return make


def joint(world: World) -> None:
    """A joint programme of the signer's university and another."""
    uni, other = world.university(), world.university("Other", "U2", did=None)
    world.identifier(other, "eter", "DE0073")
    world.decision(uni, other, **LONG, type="joint_programme", programmes=P)


BOTH = (
    Body(id="did:web:university.example"),
    Body(names=("Other",), identifiers=(("eter", "DE0073", None),)),
)
LEVEL_8_LATER = (LevelOf(eqf=7), LevelOf(eqf=8, valid=period("2022-01-01")))

CASES = (
    Case(
        name="the first day counts",
        made=decided(one("2020-06-01", "2030-01-01")),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
        days={"covered_from": "2020-06-01"},
    ),
    Case(
        name="the day before the first does not",
        made=decided(one("2020-06-02", "2030-01-01")),
        code="not_yet_accredited",
        answers="no yes",
        now=("D1",),
        other=("D1",),
        days={"covered_from": "2020-06-02"},
    ),
    Case(
        name="the last day counts",
        made=decided(one("2018-01-01", "2020-06-01")),
        code="accredited_then_lapsed",
        answers="yes no",
        at_award=("D1",),
        other=("D1",),
        days={"covered_to": "2020-06-01"},
    ),
    Case(
        name="the day after the last does not",
        made=decided(one("2018-01-01", "2020-05-31")),
        code="gap_at_award",
        answers="no no",
        other=("D1",),
        days={"covered_to": "2020-05-31", "gap_from": "2020-06-01"},
    ),
    Case(
        name="the last day of the snapshot counts for now",
        made=decided(one("2018-01-01", UNTIL)),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="withdrawn the day after the award",
        made=decided({**LONG, "withdrawn": "2020-06-02"}),
        code="accredited_then_withdrawn",
        answers="yes no",
        at_award=("D1",),
        other=("D1",),
        days={"withdrawn_on": "2020-06-02"},
    ),
    Case(
        name="withdrawn on the day of the award",
        made=decided({**LONG, "withdrawn": "2020-06-01"}),
        code="gap_at_award",
        answers="no no",
        other=("D1",),
        days={"covered_to": "2020-05-31"},
    ),
    Case(
        name="withdrawn and accredited again",
        made=decided({**LONG, "withdrawn": "2020-06-02"}, one("2022-01-01", "2030-01-01")),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D2",),
    ),
    Case(
        name="refused later",
        made=decided(LONG, one("2021-01-01", "2027-01-01", decision="negative")),
        code="accredited_then_withdrawn",
        answers="yes no",
        at_award=("D1",),
        other=("D1",),
        days={"withdrawn_on": "2021-01-01"},
    ),
    Case(
        name="refused earlier, then accredited",
        made=decided(one("2016-01-01", "2022-01-01", decision="negative"), LONG),
        code="accredited",
        answers="yes yes",
        at_award=("D2",),
        now=("D2",),
    ),
    Case(
        name="refused and never anything else",
        made=decided({**LONG, "decision": "negative"}),
        code="refused",
        answers="no no",
        other=("D1",),
    ),
    Case(
        name="a gap of one day",
        made=decided(one("2018-01-01", "2020-05-31"), one("2020-06-02", "2030-01-01")),
        code="gap_at_award",
        answers="no yes",
        now=("D2",),
        other=("D2",),
        days={"gap_from": "2020-06-01", "gap_to": "2020-06-01"},
    ),
    Case(
        name="two that follow each other without a gap",
        made=decided(one("2018-01-01", "2020-06-01"), one("2020-06-02", "2030-01-01")),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D2",),
        days={"covered_from": "2018-01-01"},
    ),
    Case(
        name="six years from a leap day",
        made=decided({"start": "2016-02-29"}),
        day="2022-02-28",
        code="accredited_then_lapsed",
        answers="yes no",
        at_award=("D1",),
        other=("D1",),
        days={"covered_to": "2022-02-28"},
    ),
    Case(
        name="the better of two",
        made=decided({**LONG, "decision": "positive_with_conditions"}, LONG),
        code="accredited",
        answers="yes yes",
        at_award=("D2",),
        now=("D2",),
    ),
    Case(
        name="conditions and voluntary",
        made=decided({**LONG, "decision": "positive_with_conditions", "status": "voluntary"}),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
        marks=("conditions", "voluntary"),
    ),
    Case(
        name="a flag of high level",
        made=decided({**LONG, "flag": "high"}),
        code="evaluated_without_decision",
        answers="unknown unknown",
        other=("D1",),
    ),
    Case(
        name="a flag of low level",
        made=decided({**LONG, "flag": "low"}),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="a provider's voluntary review",
        made=decided({**LONG, "status": "obligatory"}, kind="other_provider"),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
        marks=("voluntary",),
    ),
    Case(
        name="a provider without any",
        made=decided(kind="other_provider"),
        code="no_scheme_applies",
        answers="unknown unknown",
    ),
    Case(
        name="a university without any",
        made=decided(),
        code="known_not_reviewed",
        answers="unknown unknown",
    ),
    Case(
        name="a university without any, that claims one",
        made=decided(),
        asked={"claims": ("Accredited by us",)},
        code="claimed_not_confirmed",
        answers="unknown unknown",
        days={"claims": ("Accredited by us",)},
    ),
    Case(
        name="without any, and the award is recent",
        made=decided(),
        day="2024-05-01",
        code="known_not_reviewed",
        answers="unknown unknown",
        marks=("register_lag",),
    ),
    Case(
        name="lapsed, and the award is recent",
        made=decided(one("2018-01-01", "2024-01-31")),
        day="2024-02-02",
        code="gap_at_award",
        answers="unknown no",
        other=("D1",),
        marks=("register_lag",),
        days={"covered_to": "2024-01-31"},
    ),
    Case(
        name="registered at the level later",
        made=decided(LONG, levels_of=LEVEL_8_LATER),
        asked={"eqf": 8},
        code="not_yet_accredited",
        answers="no yes",
        now=("D1",),
        other=("D1",),
        days={"covered_from": "2022-01-01"},
    ),
    Case(
        name="never registered at the level",
        made=decided(LONG),
        asked={"eqf": 5},
        code="level_mismatch",
        answers="no no",
        other=("D1",),
    ),
    Case(
        name="no level on the award",
        made=decided(LONG),
        asked={"eqf": None},
        code="insufficient_data",
        answers="unknown unknown",
        other=("D1",),
        days={"why": "level_missing"},
    ),
    Case(
        name="a programme by its identifier",
        made=decided({**LONG, "type": "programme", "programmes": P}),
        asked={"ids": ("p",)},
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="another programme",
        made=decided({**LONG, "type": "programme", "programmes": P}),
        asked={"ids": ("q",)},
        code="scope_mismatch",
        answers="no no",
        other=("D1",),
        days={"why": "programme"},
    ),
    Case(
        name="a course of the programme's identifier",
        made=decided({**LONG, "type": "programme", "programmes": P}),
        asked={"ids": ("p",), **COURSE},
        code="scope_mismatch",
        answers="no no",
        other=("D1",),
        days={"why": "kind"},
    ),
    Case(
        name="a course declared part of it",
        made=decided({**LONG, "type": "programme", "programmes": P}),
        asked={"part_of": ("p",), **COURSE},
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="a programme of the same name",
        made=decided({**LONG, "type": "programme", "programmes": P}),
        asked={"titles": ("automotive  engineering",)},
        code="insufficient_data",
        answers="unknown unknown",
        other=("D1",),
        days={"why": "programme_missing"},
    ),
    Case(
        name="a reviewed offer",
        made=decided({**LONG, "type": "micro_credential", "programmes": OFFER}),
        asked={"ids": ("m",), **COURSE},
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="a degree of the offer's identifier",
        made=decided({**LONG, "type": "micro_credential", "programmes": OFFER}),
        asked={"ids": ("m",), "ects": "60"},
        code="scope_mismatch",
        answers="no no",
        other=("D1",),
        days={"why": "kind"},
    ),
    Case(
        name="another field",
        made=decided({**LONG, "fields": ("07",)}),
        asked={"fields": ("0912",)},
        code="scope_mismatch",
        answers="no no",
        other=("D1",),
        days={"why": "field"},
    ),
    Case(
        name="a narrower field",
        made=decided({**LONG, "fields": ("07",)}),
        asked={"fields": ("0713",)},
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="another place",
        made=decided(LONG),
        asked={"country": "AE"},
        code="scope_mismatch",
        answers="no no",
        other=("D1",),
        days={"why": "place"},
    ),
    Case(
        name="an agency that was never registered",
        made=by_agency(),
        code="agency_not_recognised",
        answers="no no",
        other=("D1",),
        days={"agency": "Agency other"},
    ),
    Case(
        name="an authority of the country",
        made=by_agency(national_authority=True, country="DE"),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="an authority of another country",
        made=by_agency(national_authority=True, country="AT"),
        code="agency_not_recognised",
        answers="no no",
        other=("D1",),
    ),
    Case(
        name="a faculty by its parent",
        made=faculty(),
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
        marks=("via_parent",),
    ),
    Case(
        name="an independent faculty",
        made=faculty("independent_faculty"),
        code="known_not_reviewed",
        answers="unknown unknown",
    ),
    Case(
        name="a member by its alliance",
        made=faculty("alliance"),
        code="known_not_reviewed",
        answers="unknown unknown",
    ),
    Case(
        name="a successor, before it was one",
        made=successor,
        code="not_yet_accredited",
        answers="no yes",
        now=("D1",),
        other=("D1",),
        days={"covered_from": "2021-01-01"},
    ),
    Case(
        name="a joint programme of both",
        made=joint,
        asked={"ids": ("p",), "bodies": BOTH},
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
        marks=("joint",),
    ),
    Case(
        name="181 days later",
        made=decided(LONG),
        asked={"now": "2024-11-29"},
        code="accredited",
        answers="yes unknown",
        at_award=("D1",),
        now=("D1",),
        marks=("stale_now",),
    ),
    Case(
        name="401 days later",
        made=decided(LONG),
        asked={"now": "2025-07-07"},
        code="accredited",
        answers="yes unknown",
        at_award=("D1",),
        now=("D1",),
        marks=("stale_now",),
        days={"register_expired": True},
    ),
    Case(
        name="the year alone, all of it covered",
        made=decided(LONG),
        day=None,
        asked={"days": "2020"},
        code="accredited",
        answers="yes yes",
        at_award=("D1",),
        now=("D1",),
    ),
    Case(
        name="the year alone, half of it covered",
        made=decided(one("2020-07-01", "2030-01-01")),
        day=None,
        asked={"days": "2020"},
        code="insufficient_data",
        answers="unknown yes",
        days={"why": "award_date"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_whole_answer(case: Case) -> None:
    world = World(as_of=case.as_of)
    case.made(world)
    asked = dict(case.asked)
    if "days" in asked:
        asked["days"] = days(f"{asked['days']}-01-01", f"{asked['days']}-12-31")
    told = world.ask(case.day, **asked)
    assert (told.code, f"{told.at_award} {told.now}") == (case.code, case.answers)
    assert told.modifiers == case.marks
    assert {role: decisions(told, role) for role in _ROLES} == {
        "at_award": [*case.at_award],
        "now": [*case.now],
        "other": [*case.other],
    }
    assert {name: told.facts.get(name) for name in case.days} == case.days
    assert told.facts["snapshot"] == case.as_of
    assert told.facts["register_signer"] == world.source.signer


def test_there_are_forty() -> None:
    assert len({one.name for one in CASES}) >= 40
