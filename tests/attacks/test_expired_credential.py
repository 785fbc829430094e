"""Attack: show a credential after its last second."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_one_second_too_late() -> None:
    issuer = Issuer()
    badge, end = issuer.issue(valid_until=NOW), timedelta(seconds=1)
    assert judged(badge, evidence_of(issuer), at=NOW - end).verdict.code is VerdictCode.VERIFIED
    one = judged(badge, evidence_of(issuer))
    assert found(one, Check.VALIDITY).reason is Reason.EXPIRED
    assert one.verdict.code is VerdictCode.NOT_VALID
