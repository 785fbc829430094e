"""Attack: keep the revocation list of the day before, and show it for ever."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers import seals
from tests.helpers.judging import judged
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import sealed, trusted
from wallet.report import VerdictCode


def test_a_list_past_its_end() -> None:
    good, day = seals.sealer(crl_at="https://ca.example/crl"), timedelta(days=1)
    old = good.root.revocation_list(begins=NOW - 9 * day, ends=NOW - day)
    for crl, verdict in (
        (good.root.revocation_list(), VerdictCode.VERIFIED),
        (old, VerdictCode.CANNOT_TELL),
    ):
        assert judged(sealed(good), trusted(good, crls=(crl,))).verdict.code is verdict
