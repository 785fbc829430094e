"""Attack: make a proof rest upon an earlier one that nobody here can judge."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.report import VerdictCode

UNKNOWN = {
    "id": "urn:proof:first",
    "type": "DataIntegrityProof",
    "cryptosuite": "quantum-2031",
    "created": "2026-09-01T08:00:00Z",
    "proofPurpose": "assertionMethod",
    "verificationMethod": "did:example:notary#1",
    "proofValue": "z1",
}


def test_a_chain_is_as_good_as_its_first_proof() -> None:
    issuer = Issuer()
    document = issuer.credential() | {"proof": UNKNOWN}
    beside = judged(issuer.sign(document), evidence_of(issuer))
    assert beside.verdict.code is VerdictCode.VERIFIED
    chained = judged(issuer.sign(document, previous=UNKNOWN["id"]), evidence_of(issuer))
    assert chained.verdict.code is VerdictCode.CANNOT_TELL
