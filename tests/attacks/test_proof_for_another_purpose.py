"""Attack: show a presentation whose proof its holder made for something else."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined
from wallet.report import VerdictCode
from wallet.verify import Challenge

HOLDER = Key.make("holder")


def shown(purpose: str) -> VerdictCode:
    issuer = Issuer()
    badge = issuer.issue(holder=HOLDER.did_key)
    data = presentation([badge], HOLDER, nonce="n", recipient="ACME", purpose=purpose)
    asked = Challenge(nonce="n", recipient="ACME")
    return examined(data, evidence_of(issuer), challenge=asked).credentials[0].verdict.code


def test_a_proof_made_for_another_purpose() -> None:
    assert shown("authentication") is VerdictCode.VERIFIED
    assert shown("assertionMethod") is VerdictCode.NOT_GENUINE
