"""What the further cases are made of: a register in a line, a question, the whole answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.helpers.accreditation import World, period, programme
from wallet.register import LevelOf
from wallet.trust.accreditation import Body

SNAPSHOT = "2024-06-01"
UNTIL = "2024-06-01"


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
