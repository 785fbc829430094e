"""Attack: seal with a certificate that is for encrypting letters."""

from __future__ import annotations

from tests.helpers import seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_key_that_may_not_sign() -> None:
    good = seals.sealer()
    assert judged(sealed(good), trusted(good)).verdict.code is VerdictCode.VERIFIED
    letters = seals.sealer(good.root, uses=frozenset({"key_encipherment"}))
    one = judged(sealed(letters), trusted(good))
    assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
