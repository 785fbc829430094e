"""Attack: answer the question of revocation with the list of suspensions."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.said import NOW
from tests.helpers.status import StatusList
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence


def test_the_wrong_list_at_the_right_address() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    other = StatusList(issuer.status_list().url, issuer.did, purpose="suspension")
    listed = to_bytes(issuer.sign(other.credential(valid_from="2026-11-20T00:00:00Z")))
    files = [("r.json", registry([issuer])), ("l.json", listed)]
    held, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    one = judged(badge, held)
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_WRONG_PURPOSE
    assert one.verdict.code is VerdictCode.CANNOT_TELL
