"""Attack: a whole number that two readers round to two numbers."""

from __future__ import annotations

import json

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.signing import jws
from wallet.report import VerdictCode


def verified(number: bytes) -> bool:
    issuer = Issuer()
    document = issuer.credential()
    document["credentialSubject"]["creditsEarned"] = 4.5
    text = json.dumps(document).encode().replace(b"4.5", number)
    token = jws(text, issuer.key, {"typ": "vc+jwt", "kid": issuer.method_id})
    found = examined(token, evidence_of(issuer)).credentials
    return any(one.verdict.code is VerdictCode.VERIFIED for one in found)


def test_a_number_that_readers_read_differently() -> None:
    assert verified(b"4.5")
    assert not verified(b"9007199254740993")
