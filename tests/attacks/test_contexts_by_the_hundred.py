"""Attack: hundreds of contexts, each a moment's work, in a file of a few kilobytes."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.limits import LIMITS
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_more_contexts_than_anybody_needs() -> None:
    issuer = Issuer()
    good = issuer.issue()
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    many = [*good["@context"], *[good["@context"][-1]] * LIMITS.contexts]
    one = judged(good | {"@context": many}, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.TOO_COMPLEX
    assert one.verdict.code is VerdictCode.CANNOT_TELL
