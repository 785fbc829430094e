"""Attack: answer a question with what its holder wanted to be relied on for a minute only."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined
from wallet.examine import answers
from wallet.verify import Challenge

HOLDER = Key.make("holder")


def test_an_answer_whose_day_is_over() -> None:
    issuer = Issuer()
    badge = issuer.issue(holder=HOLDER.did_key)
    shown = presentation(
        [badge], HOLDER, nonce="n-1", recipient="ACME", expires=NOW + timedelta(minutes=1)
    )
    asked = Challenge(nonce="n-1", recipient="ACME")
    for minutes, is_answer in ((0, True), (2, False)):
        at = NOW + timedelta(minutes=minutes)
        result = examined(shown, evidence_of(issuer), at=at, challenge=asked)
        assert answers(result, result.credentials[1]) is is_answer
