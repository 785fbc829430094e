"""Attack: append a context after those that were signed, and give a word another meaning."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_context_behind_the_signed_ones() -> None:
    issuer = Issuer()
    good = issuer.issue(suite="eddsa-jcs-2022")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    more = "https://w3id.org/security/multikey/v1"
    twin = {**good, "@context": [*good["@context"], more]}
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_CONTEXT
    assert one.verdict.code is VerdictCode.CANNOT_TELL
