"""Attack: show one's own badge, and beside it a better one of somebody else."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.verify import Challenge

HOLDER, VICTIM = Key.make("holder"), Key.make("victim")


def test_badges_of_two_people() -> None:
    issuer = Issuer()
    for second, verdict in (
        (HOLDER, VerdictCode.VERIFIED),
        (VICTIM, VerdictCode.CANNOT_TELL),
    ):
        badges = [issuer.issue(holder=one.did_key) for one in (HOLDER, second)]
        shown = presentation(badges, HOLDER, nonce="n", recipient="ACME")
        asked = Challenge(nonce="n", recipient="ACME")
        whole = examined(shown, evidence_of(issuer), challenge=asked).credentials[0]
        assert whole.verdict.code is verdict
    told = whole.report.find(Check.HOLDER)
    assert told is not None
    assert told.reason is Reason.DIFFERENT_HOLDERS
