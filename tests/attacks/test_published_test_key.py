"""Attack: sign under a name whose keys are printed in test vectors: everybody has them."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_key_that_everybody_has() -> None:
    own = Issuer(method="did:web", host="university.example:issuers")
    assert judged(own.issue(), evidence_of(own)).verdict.code is VerdictCode.VERIFIED
    printed = Issuer(method="did:web", host="digitalcredentials.github.io:fixtures")
    one = judged(printed.issue(), evidence_of(printed))
    assert found(one, Check.ISSUER_IDENTITY).reason is Reason.TEST_KEY
    assert one.report.issuer_names == ()
    assert one.verdict.code is VerdictCode.CANNOT_TELL
