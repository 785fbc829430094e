"""Attack: answer for the authority with a clear revocation list of one's own."""

from __future__ import annotations

from tests.helpers import seals, x509
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.report import VerdictCode


def test_a_list_that_the_authority_did_not_sign() -> None:
    good = seals.sealer(crl_at="https://ca.example/crl")
    own, forged = (
        good.root.revocation_list(signed_by=signer) for signer in (good.root, x509.root())
    )
    for crl, verdict in ((own, VerdictCode.VERIFIED), (forged, VerdictCode.CANNOT_TELL)):
        assert judged(sealed(good), trusted(good, crls=(crl,))).verdict.code is verdict
