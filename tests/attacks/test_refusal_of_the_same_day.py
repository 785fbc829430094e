"""Attack: a yes is shown where the register has a yes and a no of one day."""

from __future__ import annotations

import pytest

from tests.helpers.accreditation import World


@pytest.mark.parametrize(
    ("refused_on", "code"), [("2017-01-01", "accredited"), ("2018-01-01", "refused")]
)
def test_a_contradiction_is_no_yes(refused_on: str, code: str) -> None:
    world = World()
    body = world.university()
    world.decision(body, start="2018-01-01", end="2030-01-01")
    world.decision(body, start=refused_on, end="2030-01-01", decision="negative")
    assert world.ask().code == code
