"""Attack: an mdoc with the university's certificate, signed by a key of one's own."""

from __future__ import annotations

from tests.helpers import mdoc
from tests.helpers import x509 as ca
from tests.helpers.judging import judged
from tests.helpers.keys import Key
from wallet.report import VerdictCode


def test_a_signature_by_the_thief() -> None:
    issuer = mdoc.MdocIssuer()
    for by, verdict in (
        (issuer.key, VerdictCode.VERIFIED),
        (Key.make("thief", "P-256"), VerdictCode.NOT_GENUINE),
    ):
        data = mdoc.file(issuer.issue(by=by))
        assert judged(data, ca.anchors(issuer.root)).verdict.code is verdict
