"""Attack: show again to one receiver what was shown to another."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined
from wallet.report import VerdictCode
from wallet.verify import Challenge

HOLDER = Key.make("holder")


def test_the_answer_to_somebody_elses_question() -> None:
    issuer = Issuer()
    badge = issuer.issue(holder=HOLDER.did_key)
    shown = presentation([badge], HOLDER, nonce="n-1", recipient="ACME")
    for nonce, recipient, verdict in (
        ("n-1", "ACME", VerdictCode.VERIFIED),
        ("n-2", "ACME", VerdictCode.CANNOT_TELL),
        ("n-1", "Globex", VerdictCode.CANNOT_TELL),
    ):
        asked = Challenge(nonce=nonce, recipient=recipient)
        result = examined(shown, evidence_of(issuer), challenge=asked)
        assert result.credentials[0].verdict.code is verdict
