"""Attack: a type that is no address is left out of the graph, and so of the signature."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_evidence_that_the_signature_does_not_see() -> None:
    issuer = Issuer()
    document = issuer.credential() | {"evidence": [{"id": "urn:x:1", "type": ["Evidence"]}]}
    good = issuer.sign(document)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    more = {"id": "urn:x:1", "type": ["Evidence", "DoctoralThesis"]}
    one = judged(good | {"evidence": [more]}, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_MEMBERS
    assert one.verdict.code is VerdictCode.CANNOT_TELL
