"""Attack: keep the list of the day before the revocation, and show it for ever."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_list_of_last_year() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",), valid_from=NOW - timedelta(days=400))
    fresh = evidence_of(issuer, at=NOW - timedelta(days=1))
    assert judged(badge, fresh).verdict.code is VerdictCode.VERIFIED
    one = judged(badge, evidence_of(issuer, at=NOW - timedelta(days=300)))
    assert found(one, Check.STATUS).reason is Reason.EVIDENCE_TOO_OLD
    assert one.verdict.code is VerdictCode.CANNOT_TELL
