"""Anybody may add a proof of their own to what somebody else signed.

The thief's signature is good, and proves nothing but that the thief was there: it makes no
status list the issuer's, and no old list a new one.
"""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import Key
from tests.helpers.said import rfc3339
from tests.helpers.signing import add_proof
from wallet.evidence import Evidence, Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence

THIEF = Key.make("thief")
METHOD = f"{THIEF.did_key}#{THIEF.multibase}"
UNKNOWN = {
    "type": "DataIntegrityProof",
    "cryptosuite": "nobody-2030",
    "proofPurpose": "assertionMethod",
    "verificationMethod": "did:example:1#1",
    "proofValue": "z1",
}


def with_thief(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the thief's own good proof beside those it has."""
    own = document.get("proof", [])
    bare = {name: value for name, value in document.items() if name != "proof"}
    added = add_proof(bare, THIEF, METHOD, "eddsa-rdfc-2022", created=rfc3339(NOW))["proof"]
    return {**bare, "proof": [*(own if isinstance(own, list) else [own]), added]}


def holding(issuer: Issuer, *lists: bytes, source: Source = Source.CALLER) -> Evidence:
    """The registry, and these lists from this source."""
    names, _ = read_evidence(
        [("registry.json", registry([issuer]))], source=Source.CALLER, received_at=NOW
    )
    files = [(f"list-{number}.json", one) for number, one in enumerate(lists)]
    given, refused = read_evidence(files, source=source, received_at=NOW)
    assert not refused
    return names.joined(given)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


def test_a_second_signature_alone_changes_nothing(issuer: Issuer) -> None:
    badge = with_thief(issuer.issue(status=("revocation",)))
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize("source", [Source.CARRIED, Source.CALLER])
def test_a_list_by_whoever_signed_the_badge_as_well(issuer: Issuer, source: Source) -> None:
    badge = with_thief(issuer.issue(status=("revocation",)))
    clear = issuer.status_list().credential(valid_from=rfc3339(NOW))
    forged = with_thief(clear)
    forged["proof"] = [*(one for one in forged["proof"] if one), UNKNOWN]
    one = judged(badge, holding(issuer, to_bytes(forged), source=source))
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_NOT_PROVEN


def test_an_old_list_signed_again_by_the_thief_today(issuer: Issuer) -> None:
    badge = issuer.issue(status=("revocation",))
    old = issuer.status_list().credential(valid_from=rfc3339(NOW - timedelta(days=200)))
    signed = issuer.sign(old)
    stale = judged(badge, holding(issuer, to_bytes(signed)))
    assert found(stale, Check.STATUS).reason is Reason.EVIDENCE_TOO_OLD
    refreshed = with_thief(copy.deepcopy(signed))
    one = judged(badge, holding(issuer, to_bytes(refreshed)))
    assert found(one, Check.STATUS).reason is Reason.EVIDENCE_TOO_OLD


def test_an_old_list_signed_again_withdraws_no_revocation(issuer: Issuer) -> None:
    badge = issuer.issue(status=("revocation",))
    old = issuer.sign(
        issuer.status_list().credential(valid_from=rfc3339(NOW - timedelta(days=9)))
    )
    issuer.revoke(badge)
    revoked = issuer.publish(at=NOW - timedelta(days=1))
    one = judged(badge, holding(issuer, to_bytes(with_thief(old)), revoked))
    assert one.verdict.code is VerdictCode.NOT_VALID
