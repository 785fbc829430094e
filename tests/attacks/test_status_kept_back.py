"""Attack: keep back that a credential may have been revoked."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.sd_jwt import sign
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_status_that_its_holder_does_not_show() -> None:
    issuer = Issuer(kind="P-256")
    document = issuer.credential(model="vcdm2", status=("revocation",))
    token = sign(issuer, document, hide=("credentialStatus",), decoys=0, typ="vc+sd-jwt")
    assert judged(token.shown(), evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    issuer.revoke(document)
    one = judged(f"{token.signed}~", evidence_of(issuer))
    assert found(one, Check.STATUS).reason is Reason.MAY_BE_UNDISCLOSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
