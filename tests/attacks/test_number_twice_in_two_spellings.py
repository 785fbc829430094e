"""Attack: say a number twice, once as text: a graph holds it once, readers find a list."""

from __future__ import annotations

import copy

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_credits_that_are_no_single_number_any_more() -> None:
    issuer = Issuer()
    document = issuer.credential()
    document["credentialSubject"]["achievement"]["creditsAvailable"] = 5
    good = issuer.sign(document)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = copy.deepcopy(good)
    twin["credentialSubject"]["achievement"]["creditsAvailable"] = [5, "5"]
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_MEMBERS
    assert one.verdict.code is VerdictCode.CANNOT_TELL
