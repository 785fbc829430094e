"""Attack: show a token that was made for something else as a selectively shown credential."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.sd_jwt import sign, vc_payload
from wallet.report import VerdictCode


def test_a_type_that_is_none_of_its_own() -> None:
    issuer = Issuer(kind="P-256")
    for typ, verdict in (
        ("dc+sd-jwt", VerdictCode.VERIFIED),
        ("example+sd-jwt", VerdictCode.NOT_GENUINE),
    ):
        token = sign(issuer, vc_payload(issuer), typ=typ)
        assert judged(token.shown(), evidence_of(issuer)).verdict.code is verdict
