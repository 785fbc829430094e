"""Attack: sign a token or an mdoc with the key of the university's web site."""

from __future__ import annotations

import pytest

from tests.helpers import mdoc
from tests.helpers import x509 as ca
from tests.helpers.certified import Certified
from tests.helpers.judging import found, judged
from tests.helpers.x509 import Wanted
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

_WEB_SITE, _SIGNING_IN, _DOCUMENTS = (f"1.3.6.1.5.5.7.3.{one}" for one in (1, 2, 36))
_MDOC = "1.0.18013.5.1.2"
_USES = [
    ((_DOCUMENTS,), True),
    ((_MDOC,), True),
    ((_WEB_SITE,), False),
    ((_WEB_SITE, _SIGNING_IN), False),
]


@pytest.mark.parametrize(("uses", "counts"), _USES)
def test_a_token(uses: tuple[str, ...], *, counts: bool) -> None:
    own = Certified.make(Wanted(dns=["university.example"], extended=uses))
    one = judged(own.sd_jwt(), own.evidence())
    assert (one.verdict.code is VerdictCode.VERIFIED) is counts
    told = found(one, Check.ISSUER_KEY).reason
    assert told is (Reason.KEY_AUTHORISED if counts else Reason.CERTIFICATE_NOT_ALLOWED)


@pytest.mark.parametrize(("uses", "counts"), _USES)
def test_an_mdoc(uses: tuple[str, ...], *, counts: bool) -> None:
    own = mdoc.MdocIssuer(wanted=Wanted(extended=uses))
    one = judged(mdoc.file(own.issue()), ca.anchors(own.root))
    assert (one.verdict.code is VerdictCode.VERIFIED) is counts
