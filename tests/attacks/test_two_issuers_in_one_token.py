"""Attack: name one issuer in the token, and another in the credential."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.sd_jwt import sign
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_two_names_for_who_signed() -> None:
    issuer = Issuer(kind="P-256")
    for named, verdict in (
        (issuer.did, VerdictCode.VERIFIED),
        (Issuer("Famous University").did, VerdictCode.CANNOT_TELL),
    ):
        document = issuer.credential(model="vcdm2") | {"iss": named}
        token = sign(issuer, document, hide=(), decoys=0, typ="vc+sd-jwt")
        one = judged(f"{token.signed}~", evidence_of(issuer))
        assert one.verdict.code is verdict
    assert found(one, Check.FORMAT).reason is Reason.CLAIMS_CONFLICT
