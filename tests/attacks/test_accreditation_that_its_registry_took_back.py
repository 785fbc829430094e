"""Attack: keep an accreditation in use that the registry it stands in calls revoked."""

from __future__ import annotations

import json

from tests.helpers.said import NOW
from wallet.register import AccreditationRow
from wallet.trust.reading import read_sources

TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"


def carried(*kinds: str) -> int:
    """How many accreditations a bundle made of such an answer would hold."""
    listed = [{"hash": one, "body": TOKEN, "issuerType": one} for one in kinds]
    data = json.dumps({"items": [{"did": "did:ebsi:zUni", "attributes": listed}]}).encode()
    found = read_sources([("tir.json", data, NOW)])
    return sum(isinstance(row, AccreditationRow) for one in found.lists for row in one.rows)


def test_what_was_taken_back_is_not_carried() -> None:
    assert carried("TI") == 1
    assert carried("Revoked") == 0
    assert carried("TI", "Revoked") == 0
