"""Attack: take the proof off, in the hope that what nobody signed passes for good."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.report import Check, Outcome, VerdictCode


def test_a_credential_without_its_proof() -> None:
    issuer = Issuer()
    good = issuer.issue()
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    bare = {name: one for name, one in good.items() if name != "proof"}
    one = judged(bare, evidence_of(issuer))
    assert found(one, Check.PROOF).outcome is Outcome.INDETERMINATE
    assert one.view is None
    assert one.verdict.code is VerdictCode.CANNOT_TELL
