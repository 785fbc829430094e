"""Attack: a token that says it was signed tomorrow."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.report import VerdictCode


def verdict(days: int) -> VerdictCode:
    issuer = Issuer()
    made = int((NOW + timedelta(days=days)).timestamp())
    token = issuer.jwt(issuer.credential(), claims={"iat": made})
    return judged(token, evidence_of(issuer)).verdict.code


def test_a_token_signed_tomorrow() -> None:
    assert verdict(-1) is VerdictCode.VERIFIED
    assert verdict(1) is VerdictCode.NOT_VALID
