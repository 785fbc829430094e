"""Attack: name HMAC, and use the issuer's public key as the shared secret."""

from __future__ import annotations

import hashlib
import hmac
import json

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import b64url
from wallet.report import Check, VerdictCode


def test_a_secret_that_everybody_knows() -> None:
    issuer = Issuer(kind="P-256")
    token = issuer.issue(suite="vc+jwt")
    assert judged(token, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    head = {"alg": "HS256", "typ": "vc+jwt", "kid": issuer.method_id}
    text = f"{b64url(json.dumps(head).encode())}.{token.split('.')[1]}"
    secret = json.dumps(issuer.key.jwk).encode()
    mac = b64url(hmac.new(secret, text.encode(), hashlib.sha256).digest())
    one = judged(f"{text}.{mac}", evidence_of(issuer))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    # for what it says, before any key is looked for
    assert found(one, Check.PROOF).facts == {"suite": "HS256"}
