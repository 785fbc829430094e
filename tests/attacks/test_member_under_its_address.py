"""Attack: write a member under its full address, where readers by name do not look."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_member_that_readers_by_name_miss() -> None:
    issuer = Issuer()
    good = issuer.issue()
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = {name: one for name, one in good.items() if name != "name"}
    twin["https://schema.org/name"] = good["name"]
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.INVALID_MEMBER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
