"""Attack: show a badge that was revoked."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_badge_whose_bit_is_set() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    issuer.revoke(badge)
    one = judged(badge, evidence_of(issuer))
    assert found(one, Check.STATUS).reason is Reason.REVOKED
    assert one.verdict.code is VerdictCode.NOT_VALID
