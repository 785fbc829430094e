"""Attack: put a claim that decides into a disclosure, so that it can be left out later."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.sd_jwt import sign, vc_payload
from wallet.report import VerdictCode


def test_an_end_that_could_be_left_out() -> None:
    issuer = Issuer(kind="P-256")
    for hidden, verdict in (
        ("family_name", VerdictCode.VERIFIED),
        ("exp", VerdictCode.NOT_GENUINE),
    ):
        token = sign(issuer, vc_payload(issuer), hide=[hidden])
        assert judged(token.shown(), evidence_of(issuer)).verdict.code is verdict
