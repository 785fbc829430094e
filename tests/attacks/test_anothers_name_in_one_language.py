"""Attack: bear an accredited body's name in one language, or beside a country not its own."""

from __future__ import annotations

import pytest

from tests.helpers.accreditation import LONG, World
from wallet.trust.accreditation import Body

OWN, OTHER = "Low College", "University of Zed"


@pytest.mark.parametrize(("names", "country"), [((OWN, OTHER), None), ((OTHER,), "DE")])
def test_a_college_that_calls_itself_a_university(
    names: tuple[str, ...], country: str | None
) -> None:
    world = World()
    college = world.university(OWN, "L1", country="DE")
    world.decision(college, **LONG)
    world.university(OTHER, "Z1", did=None, country="IE")
    good = Body(id="did:web:university.example", names=(OWN,), country="DE")
    assert world.ask(issuer=good).code == "accredited"
    told = world.ask(issuer=Body(id=good.id, names=names, country=country))
    assert (told.code, told.facts["named"]) == ("issuer_not_bound", (OTHER,))
