"""Attack: issue a certificate in another's name with one that is no authority's."""

from __future__ import annotations

from tests.helpers import seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_signer_is_no_authority() -> None:
    good = seals.sealer()
    assert judged(sealed(good), trusted(good)).verdict.code is VerdictCode.VERIFIED
    shop = seals.sealer(good.root, organisation_id="VATFI-99999999", name="Corner Shop Oy")
    one = judged(sealed(seals.sealer(shop)), trusted(good))
    assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
