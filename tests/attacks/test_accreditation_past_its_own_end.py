"""Attack: show a signed accreditation that ended by what it says of itself."""

from __future__ import annotations

import pytest

from tests.helpers.chain import Chain, code, elm


@pytest.mark.parametrize("end", ["2024-02-01T00:00:00Z", "some day"])
def test_an_end_inside_the_accreditation(end: str) -> None:
    good = elm(Chain(), expiryDate="2027-02-01T00:00:00Z")
    assert code(good.judged()) == "accredited"
    assert code(elm(Chain(), expiryDate=end).judged()) == "known_not_reviewed"
