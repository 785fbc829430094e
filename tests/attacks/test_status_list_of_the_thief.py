"""Attack: swap the issuer's list for a clear one of one's own, at the same address."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.status import StatusList
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence


def test_a_clear_list_by_somebody_else() -> None:
    issuer, thief = Issuer(), Issuer("Thief")
    badge = issuer.issue(status=("revocation",))
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    own = StatusList(issuer.status_list().url, thief.did)
    listed = to_bytes(thief.sign(own.credential(valid_from="2026-11-20T00:00:00Z")))
    files = [("r.json", registry([issuer])), ("l.json", listed)]
    held, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    one = judged(badge, held)
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_WRONG_ISSUER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
