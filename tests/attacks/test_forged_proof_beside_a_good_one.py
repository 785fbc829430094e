"""Attack: put a forged proof by somebody famous beside a good one of one's own."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.report import VerdictCode


def test_a_forged_proof_is_not_made_good_by_another() -> None:
    issuer, famous = Issuer(), Issuer("Famous University")
    two = famous.sign(issuer.issue())
    assert judged(two, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    two["proof"][1]["proofValue"] = two["proof"][0]["proofValue"]
    assert judged(two, evidence_of(issuer)).verdict.code is VerdictCode.NOT_GENUINE
