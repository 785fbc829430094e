"""Attack: name a member twice. One reader takes the first, another the last."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from wallet.report import VerdictCode


def test_a_title_in_front_of_the_signed_one() -> None:
    issuer = Issuer()
    good = to_bytes(issuer.issue())
    (one,) = examined(good, evidence_of(issuer)).credentials
    assert one.verdict.code is VerdictCode.VERIFIED
    twin = good.replace(b"{", b'{"name": "Doctor of Medicine",', 1)
    result = examined(twin, evidence_of(issuer))
    assert all(one.verdict.code is not VerdictCode.VERIFIED for one in result.credentials)
