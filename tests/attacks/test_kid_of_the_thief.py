"""Attack: name a famous issuer, and one's own key in ``kid``."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_key_that_is_not_the_issuers() -> None:
    famous, thief = Issuer("Famous University"), Issuer("Thief")
    held = evidence_of(famous)
    assert judged(famous.issue(suite="vc+jwt"), held).verdict.code is VerdictCode.VERIFIED
    one = judged(thief.jwt(famous.credential()), held)
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_OF_ANOTHER
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.report.issuer_names == ()
