"""Attack: a national register, or its stolen key, speaks of a university abroad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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


_SAID = {"a key": _key, "a pinned key": _pin, "a mandate": _mandate, "a faculty": _faculty}


@pytest.mark.parametrize("said", _SAID.values(), ids=_SAID.keys())
@pytest.mark.parametrize(("country", "counts"), [("DE", True), ("FI", False)])
def test_who_a_university_abroad_is(
    country: str, said: Callable[..., None], *, counts: bool
) -> None:
    world = World()
    body = world.university(did=None)
    world.decision(body, **LONG)
    role = f"registry/{country.lower()}"
    world.source = replace(world.source, role=role, countries=frozenset({country}))
    shop = world.university("Shop", "S1", country=country, did=None)
    said(world, body, shop)
    named = Body(id="did:web:university.example", names=("Example University",))
    told = world.ask(did=_SHOP, bodies=(named,))
    assert (told.code == "accredited") is counts


@pytest.mark.parametrize(("country", "counts"), [("DE", True), ("FI", False)])
@pytest.mark.parametrize("agency", ["agency-1", "own"])
def test_what_was_decided_about_it(country: str, agency: str, *, counts: bool) -> None:
    world = World()
    body = world.university()
    world.source = replace(world.source, countries=frozenset({country}))
    world.agency("own", national_authority=True)
    world.decision(body, agency=agency, **LONG)
    assert (world.ask().code == "accredited") is counts
