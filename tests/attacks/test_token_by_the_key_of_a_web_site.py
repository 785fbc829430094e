"""Attack: sign a token or an mdoc with the key of the university's web site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.helpers import mdoc
from tests.helpers import x509 as ca
from tests.helpers.certified import Certified
from tests.helpers.judging import found, judged
from tests.helpers.x509 import Wanted
from wallet.examine import Judged
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


def _token(uses: tuple[str, ...]) -> Judged:
    own = Certified.make(Wanted(dns=["university.example"], extended=uses))
    return judged(own.sd_jwt(), own.evidence())


def _mdoc(uses: tuple[str, ...]) -> Judged:
    own = mdoc.MdocIssuer(wanted=Wanted(extended=uses))
    return judged(mdoc.file(own.issue()), ca.anchors(own.root))


@pytest.mark.parametrize("signed", [_token, _mdoc])
@pytest.mark.parametrize(("uses", "counts"), _USES)
def test_a_key_of_a_web_site_signs_no_credential(
    signed: Callable[[tuple[str, ...]], Judged], uses: tuple[str, ...], *, counts: bool
) -> None:
    one = signed(uses)
    assert (one.verdict.code is VerdictCode.VERIFIED) is counts
    refused = found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert refused is not counts
