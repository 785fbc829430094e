"""Attack: a good seal of one body over a credential that names another."""

from __future__ import annotations

from tests.helpers import seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_seal_that_is_not_the_issuers() -> None:
    own = seals.sealer()
    assert judged(sealed(own), trusted(own)).verdict.code is VerdictCode.VERIFIED
    other = seals.sealer(own.root, organisation_id="VATFI-99999999", name="Corner Shop Oy")
    one = judged(sealed(other), trusted(own))
    assert found(one, Check.ISSUER_KEY).reason is Reason.SEAL_OF_ANOTHER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
