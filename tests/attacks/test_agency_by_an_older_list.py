"""Attack: keep a bundle from before an agency lost its registration beside a newer one."""

from __future__ import annotations

import pytest

from tests.helpers.accreditation import World, period


@pytest.mark.parametrize(
    ("ended", "code"), [("2030-01-01", "accredited"), ("2019-06-30", "agency_not_recognised")]
)
def test_the_older_list_still_calls_it_registered(ended: str, code: str) -> None:
    new = World(changes={"bundle_sha256": "b1" * 32})
    new.agency("lost", registered=(period("2008-01-01", ended),))
    new.decision(new.university(), start="2020-02-01", end="2030-01-01", agency="lost")
    old = World(as_of="2021-01-01")
    old.agency("lost", registered=(period("2008-01-01", "2030-01-01"),))
    assert new.ask("2021-06-01", also=(old,)).code == code
