"""Attack: a national register, or its stolen key, speaks of a university abroad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from tests.helpers.accreditation import LONG, World
from wallet.register import InstitutionRow
from wallet.trust.accreditation import Body

_SHOP = "did:web:shop.example"


def _key(world: World, body: InstitutionRow, _shop: InstitutionRow) -> None:
    world.identifier(body, "did", _SHOP)


def _pin(world: World, body: InstitutionRow, _shop: InstitutionRow) -> None:
    world.issuer(_SHOP, "Example University", institution=body.id)


def _mandate(world: World, body: InstitutionRow, shop: InstitutionRow) -> None:
    world.identifier(shop, "did", _SHOP)
    world.relation(body, shop, "mandate")


def _faculty(world: World, body: InstitutionRow, shop: InstitutionRow) -> None:
    world.identifier(shop, "did", _SHOP)
    world.relation(body, shop, "faculty")


def _who_it_is(country: str, said: Callable[..., None]) -> str:
    world = World()
    body = world.university(did=None)
    world.decision(body, **LONG)
    role = f"registry/{country.lower()}"
    world.source = replace(world.source, role=role, countries=frozenset({country}))
    shop = world.university("Shop", "S1", country=country, did=None)
    said(world, body, shop)
    named = Body(id="did:web:university.example", names=("Example University",))
    return world.ask(did=_SHOP, bodies=(named,)).code


def _what_was_decided(country: str, agency: str) -> str:
    world = World()
    body = world.university()
    world.source = replace(world.source, countries=frozenset({country}))
    world.agency("own", national_authority=True)
    world.decision(body, agency=agency, **LONG)
    return world.ask().code


_SAID = {
    "a key": partial(_who_it_is, said=_key),
    "a pinned key": partial(_who_it_is, said=_pin),
    "a mandate": partial(_who_it_is, said=_mandate),
    "a faculty": partial(_who_it_is, said=_faculty),
    "a decision": partial(_what_was_decided, agency="agency-1"),
    "a decision of its own": partial(_what_was_decided, agency="own"),
}


@pytest.mark.parametrize("told", _SAID.values(), ids=_SAID.keys())
@pytest.mark.parametrize(("country", "counts"), [("DE", True), ("FI", False)])
def test_nothing_is_said_of_a_university_abroad(
    country: str, told: Callable[[str], str], *, counts: bool
) -> None:
    assert (told(country) == "accredited") is counts
