"""Attack: show a credential whose proof has ended, though its data has not."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.said import rfc3339
from wallet.report import VerdictCode


def verdict(days: int) -> VerdictCode:
    issuer = Issuer()
    ends = rfc3339(NOW + timedelta(days=days))
    badge = issuer.sign(issuer.credential(), expires=ends)
    return judged(badge, evidence_of(issuer)).verdict.code


def test_the_proofs_own_end() -> None:
    assert verdict(1) is VerdictCode.VERIFIED
    assert verdict(-1) is VerdictCode.NOT_VALID
