"""Attack: write the end of a proof under its full address: still signed, but read by nobody."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.said import rfc3339
from wallet.report import VerdictCode


def test_an_expired_proof_that_hides_its_end() -> None:
    issuer = Issuer()
    ended = issuer.sign(issuer.credential(), expires=rfc3339(NOW - timedelta(days=1)))
    assert judged(ended, evidence_of(issuer)).verdict.code is VerdictCode.NOT_VALID
    proof = dict(ended["proof"])
    written = "http://www.w3.org/2001/XMLSchema#dateTime"
    proof["https://w3id.org/security#expiration"] = {
        "@type": written,
        "@value": proof.pop("expires"),
    }
    one = judged(ended | {"proof": proof}, evidence_of(issuer))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
