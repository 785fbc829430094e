"""Attack: seal with the key of the university's web site, that its server gives away."""

from __future__ import annotations

import pytest

from tests.helpers import seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

_WEB_SITE, _SIGNING_IN, _DOCUMENTS = (f"1.3.6.1.5.5.7.3.{one}" for one in (1, 2, 36))


@pytest.mark.parametrize("uses", [(_WEB_SITE,), (_WEB_SITE, _SIGNING_IN)])
def test_a_certificate_for_a_web_site_seals_nothing(uses: tuple[str, ...]) -> None:
    for good in ((_DOCUMENTS,), (_SIGNING_IN,), (_WEB_SITE, _DOCUMENTS)):
        one = seals.sealer(extended=good)
        assert judged(sealed(one), trusted(one)).verdict.code is VerdictCode.VERIFIED
    site = seals.sealer(extended=uses)
    judged_one = judged(sealed(site), trusted(site))
    assert found(judged_one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert judged_one.verdict.code is VerdictCode.CANNOT_TELL
