"""Attack: use a token that the holder signed for something else as their consent."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, examined
from tests.helpers.sd_jwt import bind, sign, vc_payload
from wallet.report import VerdictCode
from wallet.verify import Challenge

HOLDER = Key.make("holder", "P-256")


def test_a_token_of_another_type_binds_nothing() -> None:
    issuer = Issuer(kind="P-256")
    shown = sign(issuer, vc_payload(issuer, HOLDER)).shown("family_name")
    asked = Challenge(nonce="n-1", recipient="ACME Ltd")
    for typ, verdict in (("kb+jwt", VerdictCode.VERIFIED), ("JWT", VerdictCode.NOT_GENUINE)):
        result = examined(bind(shown, HOLDER, typ=typ), evidence_of(issuer), challenge=asked)
        assert result.credentials[0].verdict.code is verdict
