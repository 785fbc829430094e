"""Attack: sign an SD-JWT in the name of an issuer, with a key of one's own."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, judged
from tests.helpers.sd_jwt import vc_payload
from tests.helpers.signing import jws
from wallet.report import VerdictCode


def test_a_signature_by_another_key() -> None:
    issuer = Issuer(kind="P-256")
    head = {"typ": "dc+sd-jwt", "kid": issuer.method_id}
    for key, verdict in (
        (issuer.key, VerdictCode.VERIFIED),
        (Key.make("thief", "P-256"), VerdictCode.NOT_GENUINE),
    ):
        token = f"{jws(vc_payload(issuer), key, head)}~"
        assert judged(token, evidence_of(issuer)).verdict.code is verdict
