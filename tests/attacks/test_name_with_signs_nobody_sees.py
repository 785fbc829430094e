"""Attack: put signs that nobody sees into another body's name, so that it is no name of its."""

from __future__ import annotations

import pytest

from tests.helpers.accreditation import LONG, World
from wallet.trust.accreditation import Body


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_a_name_with_a_sign_inside_a_word(sign: str) -> None:
    world = World()
    college = world.university("Low College", "L1")
    world.decision(college, **LONG)
    world.university("University of Zed", "Z1", did=None)
    name = f"Univer{sign}sity of Zed"
    told = world.ask(issuer=Body(id="did:web:university.example", names=(name,)))
    assert told.code == "issuer_not_bound"
