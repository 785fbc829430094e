"""Attack: seal with the key of the university's web site, that its server gives away."""

from __future__ import annotations

from tests.helpers import seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

_WEB_SITE, _DOCUMENTS = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.36"


def test_a_certificate_for_a_web_site_seals_nothing() -> None:
    good = seals.sealer(extended=(_DOCUMENTS,))
    assert judged(sealed(good), trusted(good)).verdict.code is VerdictCode.VERIFIED
    site = seals.sealer(good.root, extended=(_WEB_SITE,))
    one = judged(sealed(site), trusted(good))
    assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
