"""Attack: show somebody else's credential as one's own."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined, found
from wallet.report import Check, Outcome
from wallet.verify import Challenge

HOLDER, THIEF = Key.make("holder"), Key.make("thief")


def test_shown_by_another_than_its_holder() -> None:
    issuer = Issuer()
    badge = issuer.issue(holder=HOLDER.did_key)
    asked = Challenge(nonce="n", recipient="ACME")
    for key, outcome in ((HOLDER, Outcome.PASSED), (THIEF, Outcome.INDETERMINATE)):
        shown = presentation([badge], key, nonce="n", recipient="ACME")
        part = examined(shown, evidence_of(issuer), challenge=asked).credentials[1]
        assert found(part, Check.HOLDER).outcome is outcome
