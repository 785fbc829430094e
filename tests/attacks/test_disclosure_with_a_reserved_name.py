"""Attack: disclose a member whose name means something to the reader's own machinery."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.sd_jwt import SdJwt, digest, disclosure, sign, vc_payload
from wallet.report import VerdictCode


def verdict(name: str) -> VerdictCode:
    issuer = Issuer(kind="P-256")
    told = disclosure(name, ["x"])
    token = sign(issuer, {**vc_payload(issuer), "_sd": [digest(told)]})
    return judged(SdJwt(token.signed, {name: told}).shown(), evidence_of(issuer)).verdict.code


def test_digests_in_a_disclosure() -> None:
    assert verdict("hobbies") is VerdictCode.VERIFIED
    assert verdict("_sd_alg") is VerdictCode.NOT_GENUINE
