"""A badge made out to the fingerprint of an address says so, and never more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.said import name_identifier
from wallet.reasons import Reason
from wallet.report import Check, Outcome

HASHED = {
    "type": "IdentityObject",
    "hashed": True,
    "identityHash": "sha256$" + "ab" * 32,
    "identityType": "emailAddress",
    "salt": "sea",
}


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ({"identifier": [HASHED]}, Reason.HOLDER_HASHED_ONLY),
        ({"identifier": HASHED}, Reason.HOLDER_HASHED_ONLY),
        ({"identifier": [HASHED, name_identifier("Sam")]}, Reason.HOLDER_NAME_ONLY),
        ({"identifier": [HASHED], "name": "Sam"}, Reason.HOLDER_NAME_ONLY),
        ({"identifier": [name_identifier("Sam")]}, Reason.HOLDER_NAME_ONLY),
        ({"identifier": []}, Reason.HOLDER_NAME_ONLY),
        ({"id": "urn:uuid:1", "identifier": [HASHED]}, Reason.HOLDER_NAME_ONLY),
    ],
)
def test_what_a_badge_says_of_its_holder(subject: dict[str, Any], reason: Reason) -> None:
    issuer = Issuer()
    document = issuer.credential("Data basics")
    document["credentialSubject"] |= subject
    finding = found(judged(issuer.jwt(document), evidence_of(issuer)), Check.HOLDER)
    assert (finding.outcome, finding.reason) == (Outcome.INDETERMINATE, reason)
