"""Attack: take the host that older rules turned the host of a university into."""

from __future__ import annotations

import pytest

from tests.helpers.accreditation import LONG, World


@pytest.mark.parametrize(
    ("did", "counts"),
    [
        ("did:web:xn--strae-oqa.example", True),
        ("did:web:strasse.example", False),
        ("did:web:stra\u00dfe.example", False),
        ("did:web:thief%40xn--strae-oqa.example", False),
    ],
)
def test_sharp_s_is_no_double_s(did: str, *, counts: bool) -> None:
    world = World()
    body = world.university(did=None)
    world.identifier(body, "website", "https://www.stra\u00dfe.example/")
    world.decision(body, **LONG)
    assert (world.ask(did=did).code == "accredited") is counts
