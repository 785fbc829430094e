"""Attack: bring the key along in the header, as ``jwk`` or at the address in ``jku``."""

from __future__ import annotations

from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import found, judged
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.trust import read_evidence


def test_a_key_that_only_the_token_knows() -> None:
    issuer = Issuer(method="did:web")
    did = ("did.json", str(issuer.document()).replace("'", '"').encode())
    names = ("registry.json", registry([issuer]))
    known, _ = read_evidence([did, names], source=Source.CALLER, received_at=NOW)
    listed, _ = read_evidence([names], source=Source.CALLER, received_at=NOW)
    header = {"jwk": issuer.key.jwk, "jku": "https://thief.example/jwks.json"}
    token = issuer.jwt(issuer.credential(), header=header)
    assert judged(token, known).verdict.code is VerdictCode.VERIFIED
    one = judged(token, listed)
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert found(one, Check.ISSUER_KEY).reason is Reason.UNBOUND
    assert one.verdict.code is VerdictCode.CANNOT_TELL
