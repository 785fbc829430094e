"""Attack: show more than the holder did, under the holder's own signature."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, examined
from tests.helpers.sd_jwt import bind, sign, vc_payload
from wallet.report import VerdictCode
from wallet.verify import Challenge

HOLDER = Key.make("holder", "P-256")


def test_disclosures_that_the_holder_did_not_show() -> None:
    issuer = Issuer(kind="P-256")
    token = sign(issuer, vc_payload(issuer, HOLDER))
    less, asked = token.shown("family_name"), Challenge(nonce="n-1", recipient="ACME Ltd")
    for text, verdict in (
        (bind(less, HOLDER), VerdictCode.VERIFIED),
        (bind(token.shown(), HOLDER, over=less), VerdictCode.NOT_GENUINE),
    ):
        result = examined(text, evidence_of(issuer), challenge=asked)
        assert result.credentials[0].verdict.code is verdict
