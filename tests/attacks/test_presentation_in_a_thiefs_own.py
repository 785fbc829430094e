"""Attack: sign, for this receiver, an old presentation of somebody else's."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined, found
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.verify import Challenge

HOLDER, THIEF = Key.make("holder"), Key.make("thief")


def test_what_somebody_else_showed_elsewhere() -> None:
    issuer = Issuer()
    shown = presentation([issuer.issue(holder=HOLDER.did_key)], HOLDER, nonce="old")
    asked = Challenge(nonce="n-1", recipient="ACME")
    for by, reason, verdict in (
        (HOLDER, Reason.HOLDER_KEY_SHOWN, VerdictCode.VERIFIED),
        (THIEF, Reason.HOLDER_PROOF_MISSING, VerdictCode.CANNOT_TELL),
    ):
        again = presentation([shown], by, nonce="n-1", recipient="ACME")
        outer = examined(again, evidence_of(issuer), challenge=asked).credentials[0]
        assert found(outer, Check.HOLDER).reason is reason
        assert outer.verdict.code is verdict
