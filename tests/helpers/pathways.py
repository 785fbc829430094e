"""Awards and pathway documents for tests of pathways, with every value in sight."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from wallet.credential import Credit, Kind, Level, Text
from wallet.pathways import Checked, HeldAward, Pathway, PathwayResult, evaluate, read
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

TODAY = date(2026, 11, 21)
DATA = "http://data.europa.eu/esco/skill/S2.7"
GREEN = "http://data.europa.eu/esco/isced-f/0712"

GOOD = {
    Check.FORMAT: Checked(outcome=Outcome.PASSED, reason=Reason.CONFORMS),
    Check.PROOF: Checked(outcome=Outcome.PASSED, reason=Reason.SIGNATURE_VALID),
    Check.ISSUER_KEY: Checked(outcome=Outcome.PASSED, reason=Reason.KEY_AUTHORISED),
    Check.VALIDITY: Checked(outcome=Outcome.PASSED, reason=Reason.WITHIN_DATES),
    Check.STATUS: Checked(outcome=Outcome.PASSED, reason=Reason.NOT_REVOKED),
    Check.ISSUER_IDENTITY: Checked(outcome=Outcome.PASSED, reason=Reason.ISSUER_LISTED),
}


def award(name: str, ects: str | None = None, issuer: str = "", **members: Any) -> HeldAward:
    """A verified micro-credential at EQF 6."""
    eqf = members.pop("eqf", "6")
    values: dict[str, Any] = {
        "id": name,
        "credential_id": name,
        "award_id": "award-1",
        "verdict": VerdictCode.VERIFIED,
        "checks": GOOD,
        "judged_at": datetime(2026, 11, 21, 9, tzinfo=UTC),
        "title": (Text(lang="en", text=name.title()),),
        "kind": Kind.MICRO_CREDENTIAL,
        "credits": (Credit(amount=Decimal(ects), framework="ECTS"),) if ects else (),
        "levels": (Level(scheme="EQF", value=eqf),) if eqf else (),
        "issuer_id": f"did:example:{issuer or name}",
        "award_date": date(2026, 3, 1),
    }
    return HeldAward(**(values | members))


def with_check(check: Check, outcome: Outcome, reason: Reason) -> dict[Check, Checked]:
    """Good checks but for one."""
    return GOOD | {check: Checked(outcome=outcome, reason=reason)}


def unknown_issuer() -> dict[str, Any]:
    """Members of an award whose issuer no trust source names."""
    return {
        "verdict": VerdictCode.CANNOT_TELL,
        "checks": with_check(
            Check.ISSUER_IDENTITY, Outcome.INDETERMINATE, Reason.NO_TRUST_SOURCE
        ),
    }


def document(**members: Any) -> dict[str, Any]:
    """A small pathway document: one open slot, 10 ECTS."""
    return {
        "format": "pathway/1",
        "id": "urn:example:pathway",
        "version": "1",
        "title": [{"lang": "en", "text": "A pathway"}],
        "owner": {"name": "Home University", "identifiers": ["did:example:home"]},
        "destination": {"kind": "certificate"},
        "credit": {"unit": "ECTS"},
        "slots": [{"id": "any", "designation": "elective"}],
        "rules": [{"id": "total", "type": "totalCredits", "min": "10"}],
    } | members


def pathway(**members: Any) -> Pathway:
    """That document, read."""
    return read(json.dumps(document(**members)).encode())


def result(made: Pathway, *held: HeldAward, on: date = TODAY) -> PathwayResult:
    """The evaluation of those awards."""
    return evaluate(made, held, on)


def filled(found: PathwayResult) -> dict[str, list[str]]:
    """Slot id -> the awards that fill it."""
    return {slot.id: [one.award for one in slot.items] for slot in found.slots}


def why_not(found: PathwayResult, name: str) -> list[str]:
    """Reason codes of one unused award."""
    unused = next(one for one in found.unused if one.award == name)
    return [one.code for one in unused.reasons]


def fixes(found: PathwayResult) -> list[tuple[Any, ...]]:
    """Fixes as (kind, what, result, counted or least credit)."""
    return [
        (
            one.kind,
            one.rule or one.award or one.slot,
            one.gives.result,
            one.gives.counted if one.at_least is None else one.at_least,
        )
        for one in found.fixes
    ]


def w1_awards() -> tuple[HeldAward, ...]:
    """The learner of the worked example W1."""
    return (
        award("dhbw-data", "5", skills=frozenset({DATA})),
        award("mu-circular", "3", skills=frozenset({GREEN}), issuer="mu"),
        award("uoc-analytics", "4", skills=frozenset({DATA}), issuer="uoc"),
        award("fhj-lean", "2.5", issuer="fhj"),
        award("tau-ethics", "5", issuer="tau", eqf="7"),
        award("uoc-python", "1", issuer="uoc"),
        award(
            "mu-robotics",
            "3",
            issuer="mu",
            expires=datetime(2026, 6, 1, tzinfo=UTC),
            verdict=VerdictCode.NOT_VALID,
            checks=with_check(Check.VALIDITY, Outcome.FAILED, Reason.EXPIRED),
        ),
    )


def credits_in(framework: str, amount: str) -> tuple[Credit, ...]:
    return (Credit(amount=Decimal(amount), framework=framework),)


def w2_awards(*, part_of_mc1: bool = False) -> tuple[HeldAward, ...]:
    """The learner of the worked example W2."""

    def course(name: str, amount: str, **members: Any):
        values: dict[str, Any] = {"issuer": "home", "kind": Kind.COURSE, "grades": ("B",)}
        return award(name, credits=credits_in("US-semester", amount), **(values | members))

    mc1 = course("home#mc1", "6", definition_ids=("urn:a1",), kind=Kind.MICRO_CREDENTIAL)
    c1 = course("home#c1", "3")
    whole = "mc1" if part_of_mc1 else None
    mc1 = replace(mc1, credential_id="home", award_id="mc1")
    c1 = replace(c1, credential_id="home", award_id="c1", parent=whole)
    mc2 = {"definition_ids": ("urn:a2",), "kind": Kind.MICRO_CREDENTIAL}
    return (
        mc1,
        c1,
        course("mc2", "3", issuer="sister", **mc2),
        course("c2", "3", kind=Kind.PRIOR_LEARNING),
        course("c3", "3", grades=("D",)),
        course("c4", "4", award_date=date(2017, 9, 1)),
    )
