"""Attack: keep the end date back. What is not shown looks as if it were not there."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.sd_jwt import sign
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_an_end_that_its_holder_does_not_show() -> None:
    issuer = Issuer(kind="P-256")
    document = issuer.credential(model="vcdm2", valid_until=NOW + timedelta(days=1))
    token = sign(issuer, document, hide=("validUntil",), decoys=0, typ="vc+sd-jwt")
    shown, kept_back = token.shown(), f"{token.signed}~"
    assert judged(shown, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    one = judged(kept_back, evidence_of(issuer), at=NOW + timedelta(days=9))
    assert found(one, Check.VALIDITY).reason is Reason.MAY_BE_UNDISCLOSED
    assert one.verdict.code is not VerdictCode.VERIFIED
