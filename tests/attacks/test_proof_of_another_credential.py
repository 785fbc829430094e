"""Attack: take the proof of one credential and put it on another."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.report import VerdictCode


def test_a_proof_moved_to_another_credential() -> None:
    issuer = Issuer()
    course, degree = issuer.issue("Data basics"), issuer.credential("Doctor of Medicine")
    assert judged(course, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    forged = {**degree, "proof": course["proof"]}
    assert judged(forged, evidence_of(issuer)).verdict.code is VerdictCode.NOT_GENUINE
