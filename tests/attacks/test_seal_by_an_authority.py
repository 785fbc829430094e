"""Attack: seal with the key of an authority, which is for issuing certificates."""

from __future__ import annotations

from tests.helpers import seals, x509
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

_BOTH = frozenset({"digital_signature", "key_cert_sign"})


def test_who_issues_certificates_signs_nothing_else() -> None:
    root = x509.root()
    for is_authority, verdict in (
        (False, VerdictCode.VERIFIED),
        (True, VerdictCode.CANNOT_TELL),
    ):
        one = seals.sealer(root, is_authority=is_authority, uses=_BOTH)
        told = judged(sealed(one), trusted(one))
        assert told.verdict.code is verdict
    assert found(told, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    pinned = x509.anchors(one).joined(trusted(one))
    told = judged(sealed(one), pinned)
    assert told.verdict.code is VerdictCode.VERIFIED, "it was itself vouched for"
