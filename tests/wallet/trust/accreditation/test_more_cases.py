"""Forty more cases than spec/trust.md D.8 has, each to the code, both answers, the marks, the
decisions by what they are for, and the days; worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.accreditation import World, days, decisions, period
from tests.wallet.trust.accreditation.cases_made import Case
from tests.wallet.trust.accreditation.cases_of_days import DAYS
from tests.wallet.trust.accreditation.cases_of_scope import SCOPE

_ROLES = ("at_award", "now", "other")
CASES = (*DAYS, *SCOPE)


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


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"national_authority": True, "country": "AT"}, "accredited"),
        ({"registered": (period("2008-01-01", "2019-06-30"),)}, "agency_not_recognised"),
    ],
)
def test_that_it_is_an_authority_abroad_takes_no_registration(
    told: dict[str, Any], code: str
) -> None:
    world = World()
    world.agency("registered", registered=(period("2008-01-01"),))
    world.decision(
        world.university(), start="2020-02-01", end="2030-01-01", agency="registered"
    )
    other = World(changes={"role": "registry/at", "countries": frozenset({"AT", "DE"})})
    other.agency("registered", **told)
    assert world.ask("2021-06-01", also=(other,)).code == code
