"""Attack: show a token of another type, signed by the issuer for something else."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_token_made_for_something_else() -> None:
    issuer = Issuer()
    document = issuer.credential()
    assert judged(issuer.jwt(document), evidence_of(issuer)).verdict.code is (
        VerdictCode.VERIFIED
    )
    other = issuer.jwt(document, header={"typ": "vp+jwt"})
    one = judged(other, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.WRONG_PURPOSE
    assert one.verdict.code is VerdictCode.NOT_GENUINE
