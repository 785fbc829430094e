"""Attack: sign with a key that its issuer has ended, and write an older date."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_key_that_ended_yesterday() -> None:
    issuer = Issuer(method="did:web")
    badge = issuer.issue()
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    issuer.rotate(ended=NOW - timedelta(days=1))
    one = judged(badge, evidence_of(issuer))
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_ENDED_NO_PROOF_OF_TIME
    assert one.verdict.code is VerdictCode.CANNOT_TELL
