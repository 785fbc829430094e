"""Attack: add a member that no context defines: it is dropped before anything is hashed."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_member_that_the_signature_does_not_see() -> None:
    issuer = Issuer()
    good = issuer.issue()
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    one = judged(good | {"finalGrade": "with distinction"}, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_MEMBERS
    assert found(one, Check.FORMAT).facts["members"] == ("$.finalGrade",)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
