"""Attack: a revoked badge that names the place of somebody else's, with a list of one's own."""

from __future__ import annotations

from dataclasses import replace

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined, found, judged
from tests.helpers.status import StatusList
from wallet.evidence import Evidence
from wallet.reasons import Reason
from wallet.report import Check, Role
from wallet.vault.importing import looked


def test_nobody_elses_badge_is_revoked_by_it() -> None:
    issuer, thief = Issuer(), Issuer("Thief", seed="thief")
    badge = issuer.issue(status=("revocation",))
    own = StatusList(issuer.status_list().url, thief.did)
    own.bits = set(range(64))
    bait = thief.credential("Bait")
    bait["credentialStatus"] = badge["credentialStatus"]
    listed = thief.sign(own.credential(valid_from="2026-11-20T00:00:00Z"))
    sent = archive(
        {"bait.json": to_bytes(thief.sign(bait)), "evidence-1.json": to_bytes(listed)}
    )
    result = examined(sent, Evidence(), role=Role.HOLDER)
    assert found(result.credentials[0], Check.STATUS).reason is Reason.REVOKED
    seen = looked(result, lambda _one: {}).revoked
    known = replace(evidence_of(issuer), revocations_seen=seen)
    assert found(judged(badge, known), Check.STATUS).reason is Reason.NOT_REVOKED
