"""Attack: brackets in brackets, one more than readers go down."""

from __future__ import annotations

import json

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.signing import jws
from wallet.limits import LIMITS
from wallet.report import VerdictCode


def verified(depth: int) -> bool:
    issuer = Issuer()
    text = json.dumps(issuer.credential() | {"x": 0}).encode()
    text = text.replace(b'"x": 0', b'"x": ' + b"[" * depth + b"]" * depth)
    token = jws(text, issuer.key, {"typ": "vc+jwt", "kid": issuer.method_id})
    found = examined(token, evidence_of(issuer)).credentials
    return any(one.verdict.code is VerdictCode.VERIFIED for one in found)


def test_one_level_too_many() -> None:
    assert verified(LIMITS.json_depth - 1)
    assert not verified(LIMITS.json_depth)
