"""Attack: a national register, or its stolen key, gives a foreign university another key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.helpers.accreditation import LONG, World


@pytest.mark.parametrize(("country", "counts"), [("DE", True), ("FI", False)])
def test_a_key_for_a_university_abroad(country: str, *, counts: bool) -> None:
    world = World()
    body = world.university(did=None)
    world.decision(body, **LONG)
    role = f"registry/{country.lower()}"
    world.source = replace(world.source, role=role, countries=frozenset({country}))
    world.identifier(body, "did", "did:web:university.example")
    assert (world.ask().code == "accredited") is counts
