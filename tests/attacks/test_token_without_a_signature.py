"""Attack: set the algorithm to ``none`` and leave the signature out."""

from __future__ import annotations

import json

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import b64url
from wallet.report import Check, VerdictCode


def test_a_token_that_nobody_signed() -> None:
    issuer = Issuer()
    token = issuer.issue(suite="vc+jwt")
    assert judged(token, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    head = {"alg": "none", "typ": "vc+jwt", "kid": issuer.method_id}
    forged = f"{b64url(json.dumps(head).encode())}.{token.split('.')[1]}."
    one = judged(forged, evidence_of(issuer))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    # for what it says, before any key is looked for
    assert found(one, Check.PROOF).facts == {"suite": "none"}
