"""Attack: show a signed accreditation whose limit or outcome cannot be read as one of all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.chain import Chain, code, elm

_ACCREDITATION = "http://data.europa.eu/snb/accreditation/"


@pytest.mark.parametrize(
    "limit",
    [
        {"limitEQFLevel": [{"id": "https://levels.example/5"}]},
        {"limitEQFLevel": [[{"id": "http://data.europa.eu/snb/eqf/5"}]]},
        {"limitField": [{"prefLabel": {"en": ["Welding"]}}]},
        {"limitJurisdiction": [{"prefLabel": {"en": ["Sweden"]}}]},
        {"limitQualification": [{"id": "urn:another-programme"}]},
        {"dcType": {"id": f"{_ACCREDITATION}820101cba6"}},
        {"decision": {"prefLabel": {"en": ["Refused"]}}},
        {"status": "withdrawn"},
    ],
)
def test_a_limit_that_is_passed_over(limit: dict[str, Any]) -> None:
    institutional = {"dcType": {"id": f"{_ACCREDITATION}bb4618238e"}}
    assert code(elm(Chain(), **institutional).judged()) == "accredited"
    assert code(elm(Chain(), **(institutional | limit)).judged()) == "known_not_reviewed"
