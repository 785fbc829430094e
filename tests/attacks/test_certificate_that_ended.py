"""Attack: seal with a certificate that has ended, and write an older date."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers import seals
from tests.helpers.judging import judged
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import sealed, trusted
from wallet.report import VerdictCode


def test_an_ended_certificate() -> None:
    for days, verdict in ((1, VerdictCode.VERIFIED), (-1, VerdictCode.CANNOT_TELL)):
        sealer = seals.sealer(ends=NOW + timedelta(days=days))
        assert judged(sealed(sealer), trusted(sealer)).verdict.code is verdict
