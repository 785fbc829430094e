"""Attack: hand over, with somebody's badge, a list of one's own that calls it revoked."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.status import StatusList
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence


def test_a_strangers_list_revokes_nothing() -> None:
    issuer, thief = Issuer(), Issuer("Thief")
    badge = issuer.issue(status=("revocation",))
    own = StatusList(issuer.status_list().url, thief.did)
    own.bits = set(range(64))
    listed = to_bytes(thief.sign(own.credential(valid_from="2026-11-20T00:00:00Z")))
    came, _ = read_evidence([("l.json", listed)], source=Source.CARRIED, received_at=NOW)
    one = judged(badge, evidence_of(issuer).joined(came))
    assert found(one, Check.STATUS).reason is Reason.NOT_REVOKED
    assert one.verdict.code is VerdictCode.VERIFIED
