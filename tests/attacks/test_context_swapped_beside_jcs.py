"""Attack: leave the context that was signed in the proof, and put another in the document."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.signing import OB3, V2
from wallet.report import VerdictCode


def test_a_context_that_is_not_the_one_that_was_signed() -> None:
    issuer = Issuer()
    good = issuer.issue(suite="eddsa-jcs-2022")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = {**good, "@context": [V2, OB3.replace("3.0.3", "3.0.2")]}
    assert judged(twin, evidence_of(issuer)).verdict.code is not VerdictCode.VERIFIED
