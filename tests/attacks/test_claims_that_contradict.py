"""Attack: a token about one person around a badge about another."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_two_people_in_one_token() -> None:
    issuer, learner = Issuer(), Key.make("learner").did_key
    document = issuer.credential(model="ob3-1.1", holder=learner)
    good = issuer.jwt(document, "vcdm11_jwt")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    other = {"sub": Key.make("somebody else").did_key}
    one = judged(issuer.jwt(document, "vcdm11_jwt", claims=other), evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.CLAIMS_CONFLICT
    assert one.verdict.code is VerdictCode.CANNOT_TELL
