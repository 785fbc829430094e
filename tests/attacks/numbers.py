"""A credential whose issuer writes a number of its own choice."""

from __future__ import annotations

import json

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.signing import jws
from wallet.report import VerdictCode


def verified(number: bytes) -> bool:
    """Whether a signed credential with that number for its credit counts as verified."""
    issuer = Issuer()
    document = issuer.credential()
    document["credentialSubject"]["creditsEarned"] = 4.5
    text = json.dumps(document).encode().replace(b"4.5", number)
    token = jws(text, issuer.key, {"typ": "vc+jwt", "kid": issuer.method_id})
    found = examined(token, evidence_of(issuer)).credentials
    return any(one.verdict.code is VerdictCode.VERIFIED for one in found)
