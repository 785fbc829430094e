"""Attack: a national register gives a body of its own the number of a university abroad."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.helpers.accreditation import LONG, World

_SHOP, _NUMBER = "did:web:shop.example", "05a28rw58"


@pytest.mark.parametrize(("country", "counts"), [("DE", True), ("FI", False)])
def test_decisions_of_another_body_under_its_number(country: str, *, counts: bool) -> None:
    world = World()
    body = world.university(did=None)
    world.identifier(body, "ror", _NUMBER)
    world.decision(body, **LONG)
    world.source = replace(world.source, countries=frozenset({country}))
    shop = world.university("Shop", "S1", country=country, did=_SHOP)
    world.identifier(shop, "ror", _NUMBER)
    assert (world.ask(did=_SHOP).code == "accredited") is counts
