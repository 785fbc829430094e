"""Attack: sign under a name that a list gave up, or with another key than it pins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged, with_evidence
from wallet.reasons import Reason
from wallet.register import Period
from wallet.report import Check, VerdictCode

_TODAY: date = NOW.date()


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"valid": Period(end=_TODAY)}, True),
        ({"valid": Period(end=_TODAY - timedelta(days=1))}, False),
        ({"valid": Period(start=_TODAY + timedelta(days=1))}, False),
        ({"thumbprints": ("another",)}, False),
    ],
)
def test_a_row_that_does_not_speak_of_this_key_today(
    said: dict[str, Any], *, counts: bool
) -> None:
    issuer = Issuer()
    evidence = evidence_of(issuer)
    (listed,) = evidence.registries
    rows = {name: replace(row, **said) for name, row in listed.issuers.items()}
    held = with_evidence(evidence, registries=(replace(listed, issuers=rows),))
    one = judged(issuer.issue(), held)
    assert (one.verdict.code is VerdictCode.VERIFIED) is counts
    identity = found(one, Check.ISSUER_IDENTITY).reason
    assert identity is (Reason.ISSUER_LISTED if counts else Reason.ISSUER_NOT_LISTED)
