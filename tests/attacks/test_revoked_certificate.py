"""Attack: seal with a certificate that its authority has revoked."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers import seals
from tests.helpers.judging import judged
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import sealed, trusted
from wallet.report import VerdictCode


def test_a_certificate_on_a_list() -> None:
    good = seals.sealer()
    own = (good.certificate.serial_number, NOW - timedelta(days=30))
    clear, listed = good.root.revocation_list(), good.root.revocation_list(own)
    for crl, verdict in ((clear, VerdictCode.VERIFIED), (listed, VerdictCode.NOT_GENUINE)):
        assert judged(sealed(good), trusted(good, crls=(crl,))).verdict.code is verdict
