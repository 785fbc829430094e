"""Documents that tests of proofs bend, and how JSON-LD is read without us."""

from __future__ import annotations

import copy
from typing import Any

from wallet.encoding import contexts

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

BADGE: dict[str, Any] = {
    "@context": [V2, OB],
    "id": "urn:uuid:91537dba-56cd-11f0-8de9-0242ac120002",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://uni.example/issuer", "type": ["Profile"], "name": "Uni"},
    "validFrom": "2026-01-01T00:00:00Z",
    "validUntil": "2030-01-01T00:00:00Z",
    "name": "Soil science",
    "credentialStatus": {
        "id": "https://uni.example/status/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://uni.example/status/1",
    },
    "credentialSubject": {
        "id": "did:example:learner",
        "type": ["AchievementSubject"],
        "creditsEarned": 4.5,
        "achievement": {
            "id": "https://uni.example/achievements/1",
            "type": ["Achievement"],
            "name": "Soil science",
            "description": 'Line one\nline "two" \\ tab\t',
            "criteria": {"narrative": "Pass the test."},
            "tag": ["soil", "water"],
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": "EQF 6",
                    "targetUrl": "https://eqf.example/6",
                }
            ],
        },
    },
}
MANDATORY = ("/issuer", "/validFrom", "/credentialStatus")
SHOWN = (
    "/validUntil",
    "/credentialSubject/achievement/name",
    "/credentialSubject/achievement/tag",
    "/credentialSubject/achievement/alignment/0/targetName",
    "/credentialSubject/achievement/criteria/narrative",
)
"""Parts of ``badge``: what its issuer never lets be hidden, and what a holder chooses."""


def badge(**members: Any) -> dict[str, Any]:
    """A fresh badge with some members set."""
    return {**copy.deepcopy(BADGE), **members}


def loader(url: str, _options: Any) -> dict[str, Any]:
    """Contexts that ship with the wallet, for stock PyLD."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts.document(url),
    }
