"""Attack: half of a character, which some readers drop and others replace."""

from __future__ import annotations

import json

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.signing import jws
from wallet.report import VerdictCode


def verified(title: bytes) -> bool:
    issuer = Issuer()
    text = json.dumps(issuer.credential("TITLE")).encode().replace(b"TITLE", title)
    token = jws(text, issuer.key, {"typ": "vc+jwt", "kid": issuer.method_id})
    found = examined(token, evidence_of(issuer)).credentials
    return any(one.verdict.code is VerdictCode.VERIFIED for one in found)


def test_a_title_with_half_a_character() -> None:
    assert verified(rb"Doctor \ud83c\udf93")
    assert not verified(rb"Doctor \ud83c")
