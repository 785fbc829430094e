"""Attack: nodes that all look alike, so that putting them in order takes a day."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_graph_that_cannot_be_put_in_order() -> None:
    issuer = Issuer()
    good = issuer.issue()
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    names = [f"_:n{number}" for number in range(7)]
    crowd = [
        {"id": one, "https://x.example/p": [{"id": two} for two in names if two != one]}
        for one in names
    ]
    one = judged(good | {"evidence": crowd}, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.TOO_COMPLEX
    assert one.verdict.code is VerdictCode.CANNOT_TELL
