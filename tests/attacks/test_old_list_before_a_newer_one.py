"""Attack: send the list of last week along, so that the receiver's newer one is not asked."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined, found
from tests.helpers.status import StatusList
from wallet.reasons import Reason
from wallet.report import Check


def test_what_the_receiver_was_given_is_asked_all_the_same() -> None:
    issuer = Issuer("Example University")
    held = issuer.lists["revocation", "bitstring"] = StatusList(
        "https://example.edu/status/revocation-2026", issuer.did
    )
    badge = issuer.issue(status=("revocation",))
    old = issuer.publish(at=NOW - timedelta(days=9))
    issuer.revoke(badge)
    held.url = "https://mirror.example/lists/revocation-2026"
    newer = issuer.publish(at=NOW - timedelta(days=1))
    known = evidence_of(issuer, extra=[("revocation-2026.json", newer)])
    for members in ({}, {"evidence-1.json": old}):
        sent = archive({"badge.json": to_bytes(badge), **members})
        (one,) = examined(sent, known).credentials
        assert found(one, Check.STATUS).reason is Reason.REVOKED
