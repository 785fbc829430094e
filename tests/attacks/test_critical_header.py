"""Attack: a header that must be understood, and that no reader here understands."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_critical_header_nobody_knows() -> None:
    issuer = Issuer()
    document = issuer.credential()
    good = issuer.jwt(document, header={"onlyFor": "ACME"})
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    told = issuer.jwt(document, header={"onlyFor": "ACME", "crit": ["onlyFor"]})
    one = judged(told, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.UNKNOWN_CRITICAL_HEADER
    assert one.verdict.code is VerdictCode.NOT_GENUINE
