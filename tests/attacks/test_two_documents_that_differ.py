"""Attack: hand over a second document of the issuer, with the thief's key in it."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_whose_document_is_it() -> None:
    issuer = Issuer(method="did:web")
    assert judged(issuer.issue(), evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    other = issuer.document()
    other["verificationMethod"][0]["publicKeyMultibase"] = Key.make("thief").multibase
    both = evidence_of(issuer, extra=[("second.json", to_bytes(other))])
    one = judged(issuer.issue(), both)
    assert found(one, Check.PROOF).reason is Reason.CONFLICTING_EVIDENCE
    assert one.verdict.code is VerdictCode.CANNOT_TELL
