"""Attack: give oneself a badge, and be listed as an issuer of badges."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_badge_about_oneself() -> None:
    issuer = Issuer(method="did:jwk")
    assert judged(issuer.issue(), evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    own = judged(issuer.issue(holder=issuer.key.did_key), evidence_of(issuer))
    assert found(own, Check.ISSUER_IDENTITY).reason is Reason.SELF_ASSERTED
    assert own.verdict.code is VerdictCode.CANNOT_TELL
