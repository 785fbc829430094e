"""Attack: answer a question about an earlier day with a list of today."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged, with_evidence
from wallet.report import Check, Outcome

THEN = NOW - timedelta(days=9)


def test_a_list_that_was_not_there_yet() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    earlier = evidence_of(issuer, at=THEN - timedelta(days=1))
    later = evidence_of(issuer, at=NOW - timedelta(days=1))
    for held, outcome in ((earlier, Outcome.PASSED), (later, Outcome.INDETERMINATE)):
        told = found(judged(badge, with_evidence(held), at=THEN), Check.STATUS)
        assert told.outcome is outcome
