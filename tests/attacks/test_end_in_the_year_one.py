"""Attack: a date before the year 1000, which strftime writes shorter than it is read."""

from __future__ import annotations

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet import wording
from wallet.report import Role, VerdictCode


@pytest.mark.parametrize("end", ["0001-12-30T00:00:00Z", "0999-12-30T00:00:00Z"])
def test_it_is_told_and_stops_nobody(end: str) -> None:
    issuer = Issuer()
    badge = issuer.sign({**issuer.credential(), "validUntil": end}, "eddsa-rdfc-2022")
    one = judged(badge, evidence_of(issuer))
    assert one.verdict.code is VerdictCode.NOT_VALID
    assert wording.verdict(one.verdict, one.report, Role.RECEIVER).sentence.endswith(
        f" {int(end[:4])}."
    )
