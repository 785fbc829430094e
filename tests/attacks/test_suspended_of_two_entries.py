"""Attack: hide a suspension behind a good entry that stands before it."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_the_worst_of_several_entries_counts() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation", "suspension"))
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    issuer.suspend(badge)
    one = judged(badge, evidence_of(issuer))
    assert found(one, Check.STATUS).reason is Reason.SUSPENDED
    assert one.verdict.code is VerdictCode.NOT_VALID
