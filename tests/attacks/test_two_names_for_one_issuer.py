"""Attack: hand over a second list that gives the issuer's key another, more famous name."""

from __future__ import annotations

import dataclasses

from tests.helpers.issuer import Issuer, registry
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_two_lists_that_contradict() -> None:
    issuer = Issuer("One University")
    assert judged(issuer.issue(), evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    famous = dataclasses.replace(issuer, name="Famous University", methods=issuer.methods[:])
    famous.did = issuer.did
    both = evidence_of(issuer, extra=[("second.json", registry([famous]))])
    one = judged(issuer.issue(), both)
    assert found(one, Check.ISSUER_IDENTITY).reason is Reason.CONFLICTING_EVIDENCE
    assert one.report.issuer_names == ()
