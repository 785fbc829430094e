"""Attack: make an authority of one's own with the name of a trusted one."""

from __future__ import annotations

from tests.helpers import seals, x509
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode


def test_a_name_is_no_key() -> None:
    good = seals.sealer()
    assert judged(sealed(good), trusted(good)).verdict.code is VerdictCode.VERIFIED
    namesake = seals.sealer(x509.root())
    assert namesake.root.certificate.subject == good.root.certificate.subject
    one = judged(sealed(namesake), trusted(good))
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.INDETERMINATE
    assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ANCHORED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
