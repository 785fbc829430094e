"""Attack: a certificate that was vouched for to sign with, used to issue certificates."""

from __future__ import annotations

from tests.helpers import seals, x509
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_an_anchor_for_something_else() -> None:
    good = seals.sealer()
    assert judged(sealed(good), trusted(good)).verdict.code is VerdictCode.VERIFIED
    narrow = seals.sealer(x509.root(uses=frozenset({"crl_sign"})))
    one = judged(sealed(narrow), trusted(narrow))
    assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
