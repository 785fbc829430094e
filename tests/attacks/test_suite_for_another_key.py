"""Attack: name a suite for one kind of key, and sign with a key of another kind."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_suite_for_another_kind_of_key() -> None:
    issuer = Issuer(kind="P-256")
    good = issuer.sign(issuer.credential(), "ecdsa-rdfc-2019")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    one = judged(issuer.sign(issuer.credential(), "eddsa-rdfc-2022"), evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.ALGORITHM_REFUSED
    assert one.verdict.code is VerdictCode.NOT_GENUINE
