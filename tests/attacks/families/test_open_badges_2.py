"""Open Badges 2.0: what is served is not signed, and a signature is worth what its key is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers import signing
from tests.helpers.badges_2 import HostingIssuer
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key, b64url
from wallet.evidence import Evidence, IssuerRegistry, Origin, RegistryIssuer, Source
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.trust import read_evidence


@pytest.fixture
def issuer() -> HostingIssuer:
    return HostingIssuer()


def held(issuer: HostingIssuer, *extra: dict[str, Any], without: str = "") -> Evidence:
    files = [one for one in issuer.evidence_files() if not without or without not in str(one)]
    files += [(f"extra-{n}.json", to_bytes(one)) for n, one in enumerate(extra)]
    evidence, refused = read_evidence(files, source=Source.CALLER, received_at=NOW)
    assert not refused
    return evidence


def listed(issuer: HostingIssuer, evidence: Evidence) -> Evidence:
    """The same, with a registry that names the issuer by its profile's address."""
    url = f"{issuer.base}/issuer.json"
    registry = IssuerRegistry(
        name="Schools",
        issuers={url: RegistryIssuer(id=url, name=issuer.name)},
        origin=Origin(source=Source.ACCEPTED, name="r", sha256="0", received_at=NOW),
    )
    return replace(evidence, registries=(registry,))


def test_a_signed_badge_of_a_listed_issuer_is_verified(issuer: HostingIssuer) -> None:
    one = judged(issuer.signed(), listed(issuer, held(issuer)))
    assert one.verdict.code is VerdictCode.VERIFIED
    assert found(one, Check.STATUS).reason is Reason.NOT_REVOKED
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_HASHED_ONLY
    assert one.view is not None
    assert one.view.awards[0].title[0].text == "Robotics"
    assert one.view.provenance["/awards/0/title"].source == "type-metadata"
    assert one.view.provenance["/awards/0/award_date"].source == "signed"


@pytest.mark.parametrize("kind", ["P-256", "Ed25519"])
def test_keys_of_other_kinds_are_read_too(kind: str) -> None:
    issuer = HostingIssuer(kind=kind)
    one = judged(issuer.signed(), held(issuer))
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_AUTHORISED


def test_a_hosted_badge_proves_nothing_though_a_copy_was_kept(issuer: HostingIssuer) -> None:
    evidence = listed(issuer, held(issuer))
    one = judged(issuer.assertion(), evidence)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.verdict.deciding.reason is Reason.HOSTED_NOT_SIGNED
    assert one.view is None


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("id", "https://robots.example/assertions/2.json"),
        ("badge", "https://robots.example/other.json"),
        ("issuedOn", "2025-01-31T10:00:00Z"),
        ("expires", "2040-01-01T00:00:00Z"),
        ("recipient", {"type": "email", "hashed": False, "identity": "me@example.org"}),
        ("verification", {"type": "signed"}),
        ("evidence", "https://robots.example/video"),
    ],
)
def test_each_signed_member_is_covered(issuer: HostingIssuer, member: str, value: Any) -> None:
    token = issuer.signed()
    head, _, signature = token.split(".")
    verification = {"type": "signed", "creator": f"{issuer.base}/key.json"}
    changed = issuer.assertion(**{"verification": verification, member: value})
    forged = f"{head}.{b64url(json.dumps(changed).encode())}.{signature}"
    one = judged(forged, listed(issuer, held(issuer)))
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert found(one, Check.PROOF).outcome is not Outcome.PASSED


def test_a_key_that_names_another_owner_is_anothers(issuer: HostingIssuer) -> None:
    thief = HostingIssuer("Thief", host="thief.example")
    verification = {"type": "signed", "creator": f"{thief.base}/key.json"}
    token = issuer.signed(thief.key, verification=verification)
    one = judged(token, listed(issuer, held(issuer, thief.key_document(), thief.profile())))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.verdict.deciding.reason is Reason.KEY_OF_ANOTHER


def test_a_key_that_claims_the_issuer_and_is_not_listed_by_it_fails() -> None:
    issuer = HostingIssuer()
    thief = HostingIssuer("Thief", host="thief.example", key_owner=f"{issuer.base}/issuer.json")
    verification = {"type": "signed", "creator": f"{thief.base}/key.json"}
    token = issuer.signed(thief.key, verification=verification)
    one = judged(token, listed(issuer, held(issuer, thief.key_document())))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.verdict.deciding.reason is Reason.KEY_NOT_AUTHORISED


def test_a_badge_that_carries_its_issuers_profile_gains_nothing_by_it() -> None:
    issuer, thief = HostingIssuer(), HostingIssuer("Thief", host="thief.example")
    badge = {**issuer.embedded(), "issuer": {**issuer.profile(), "publicKey": "https://t/k"}}
    verification = {"type": "signed", "creator": f"{thief.base}/key.json"}
    token = issuer.signed(thief.key, badge=badge, verification=verification)
    one = judged(token, held(thief))
    assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED
    assert one.verdict.code is not VerdictCode.VERIFIED


@pytest.mark.parametrize(
    ("without", "check", "reason"),
    [
        ("CryptographicKey", Check.PROOF, Reason.NO_KEY_EVIDENCE),
        ("BadgeClass", Check.ISSUER_KEY, Reason.UNBOUND),
        ('"Issuer"', Check.ISSUER_KEY, Reason.NO_KEY_EVIDENCE),
        ("RevocationList", Check.STATUS, Reason.STATUS_LIST_MISSING),
    ],
)
def test_what_is_not_among_the_evidence_is_not_known(
    issuer: HostingIssuer, without: str, check: Check, reason: Reason
) -> None:
    one = judged(issuer.signed(), listed(issuer, held(issuer, without=f"{without}")))
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert (found(one, check).outcome, found(one, check).reason) == (
        Outcome.INDETERMINATE,
        reason,
    )


@pytest.mark.parametrize("row", ["{}", {"id": "{}", "revocationReason": "Cheating"}])
def test_a_revoked_badge_is_not_valid(issuer: HostingIssuer, row: Any) -> None:
    name = issuer.assertion()["id"]
    issuer.revoked = [{**row, "id": name} if isinstance(row, dict) else name]
    one = judged(issuer.signed(), listed(issuer, held(issuer)))
    assert one.verdict.code is VerdictCode.NOT_VALID
    assert one.verdict.deciding.reason is Reason.REVOKED


def test_a_list_with_a_row_that_cannot_be_read_clears_nobody(issuer: HostingIssuer) -> None:
    issuer.revoked = [{"reason": "somebody"}]
    one = judged(issuer.signed(), listed(issuer, held(issuer)))
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_UNREADABLE


def test_a_list_that_is_old_or_anothers_clears_nobody(issuer: HostingIssuer) -> None:
    evidence = listed(issuer, held(issuer))
    later = judged(issuer.signed(), evidence, at=NOW + timedelta(days=60))
    assert found(later, Check.STATUS).reason is Reason.EVIDENCE_TOO_OLD
    earlier = judged(issuer.signed(), evidence, at=NOW - timedelta(days=60))
    assert found(earlier, Check.STATUS).outcome is Outcome.INDETERMINATE
    lists = [
        replace(one, document={**one.document, "issuer": "https://other.example/"})
        if one.url.endswith("revoked.json")
        else one
        for one in evidence.hosted
    ]
    other = judged(issuer.signed(), replace(evidence, hosted=tuple(lists)))
    assert found(other, Check.STATUS).reason is Reason.STATUS_LIST_WRONG_ISSUER


def test_a_revocation_seen_once_stays(issuer: HostingIssuer) -> None:
    name = issuer.assertion()["id"]
    seen = {f"{issuer.base}/revoked.json#{name}/revocation": NOW - timedelta(days=3)}
    evidence = replace(listed(issuer, held(issuer)), revocations_seen=seen)
    one = judged(issuer.signed(), evidence)
    assert found(one, Check.STATUS).reason is Reason.REVOKED


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_the_algorithm_is_not_the_tokens_to_choose(
    issuer: HostingIssuer, algorithm: str
) -> None:
    _, body, signature = issuer.signed().split(".")
    header = b64url(json.dumps({"alg": algorithm}).encode())
    forged = f"{header}.{body}.{signature}"
    one = judged(forged, listed(issuer, held(issuer)))
    assert found(one, Check.PROOF).reason is Reason.ALGORITHM_REFUSED


def test_a_key_in_the_header_is_never_followed(issuer: HostingIssuer) -> None:
    thief = Key.make("thief", "RSA")
    verification = {"type": "signed", "creator": f"{issuer.base}/key.json"}
    document = issuer.assertion(verification=verification)
    token = signing.jws(document, thief, {"jwk": thief.jwk})
    one = judged(token, listed(issuer, held(issuer)))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_two_documents_at_one_address_conflict(issuer: HostingIssuer) -> None:
    other = {**issuer.badge(), "name": "Nobel prize"}
    one = judged(issuer.signed(), held(issuer, other))
    assert found(one, Check.PROOF).reason is Reason.CONFLICTING_EVIDENCE
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_documents_that_came_with_the_badge_are_no_evidence(issuer: HostingIssuer) -> None:
    evidence, _ = read_evidence(issuer.evidence_files(), source=Source.CARRIED, received_at=NOW)
    one = judged(issuer.signed(), evidence)
    assert found(one, Check.PROOF).reason is Reason.NO_KEY_EVIDENCE


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"expires": "2026-03-01T00:00:00Z"}, Reason.EXPIRED),
        ({"issuedOn": "2099-01-01T00:00:00Z"}, Reason.NOT_YET_VALID),
        ({"issuedOn": "2026-01-31"}, Reason.NO_END_DATE),
        ({"expires": "someday"}, Reason.MALFORMED_DATE),
    ],
)
def test_dates_count(issuer: HostingIssuer, dates: dict[str, str], reason: Reason) -> None:
    one = judged(issuer.signed(**dates), listed(issuer, held(issuer)), role=Role.HOLDER)
    assert found(one, Check.VALIDITY).reason is reason
