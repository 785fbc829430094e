"""Attack: let a friend sign a part of one's answer, each part a presentation by itself."""

from __future__ import annotations

from typing import Any

from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined, found
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.verify import Challenge

HOLDER, FRIEND = Key.make("holder"), Key.make("friend")


def test_parts_by_two_keys() -> None:
    issuer = Issuer()
    asked = Challenge(nonce="n-1", recipient="ACME")

    def part(by: Key) -> dict[str, Any]:
        badge = issuer.issue(holder=by.did_key)
        return presentation([badge], by, nonce="n-1", recipient="ACME")

    for second, reason, verdict in (
        (HOLDER, Reason.HOLDER_KEY_SHOWN, VerdictCode.VERIFIED),
        (FRIEND, Reason.SEVERAL_KEYS_SHOWN, VerdictCode.CANNOT_TELL),
    ):
        answer = {"vp_token": {"one": [part(HOLDER)], "two": [part(second)]}}
        told = examined(answer, evidence_of(issuer), challenge=asked).credentials
        shown = [one for one in told if one.secured.is_presentation]
        assert [found(one, Check.HOLDER).reason for one in shown] == [reason] * 2
        assert [one.verdict.code for one in shown] == [verdict] * 2
