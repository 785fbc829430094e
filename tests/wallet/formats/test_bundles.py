"""Backups and exports of other wallets: each credential comes out, nothing else does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.helpers.files import tampered
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import Limits
from wallet.report import VerdictCode


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


@pytest.fixture(scope="module")
def backup(issuer: Issuer) -> list[dict[str, Any]]:
    """As the Learner Credential Wallet writes it: a wallet for each profile."""
    profile = {
        "@context": ["https://w3id.org/wallet/v1"],
        "id": "http://example.gov/wallet/3732",
        "type": ["UniversalWallet2020"],
        "status": "UNLOCKED",
        "contents": [
            issuer.issue("One", suite="Ed25519Signature2020"),
            issuer.issue("Two", suite="vcdm11_jwt"),
            {
                "@context": ["https://w3id.org/did/v1"],
                "id": "did:key:z6Mk1",
                "authentication": [],
            },
            {
                "id": "did:key:z6Mk1#z6Mk1",
                "type": "Ed25519VerificationKey2020",
                "privateKeyMultibase": "zSECRET",
            },
            {"id": "urn:digitalcredentials:profile", "type": "ProfileMetadata", "data": {}},
        ],
    }
    return [profile, {**profile, "contents": [issuer.issue("Three")]}]


def test_every_credential_of_a_wallets_backup_is_read_and_judged(
    issuer: Issuer, backup: list[dict[str, Any]]
) -> None:
    data = json.dumps(backup).encode()
    found = intake.read(data)
    assert [one.path for one in found] == [
        "$[0].contents[0]",
        "$[0].contents[1]",
        "$[1].contents[0]",
    ]
    result = examined(data, evidence_of(issuer))
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}
    alone = intake.read(json.dumps(backup[1]["contents"][0]).encode())
    assert found[2].credential_id == alone[0].credential_id


def test_one_wallet_by_itself_is_read_too(backup: list[dict[str, Any]]) -> None:
    found = intake.read(json.dumps(backup[0]).encode())
    assert [one.path for one in found] == ["$.contents[0]", "$.contents[1]"]


def test_an_altered_one_is_told_from_the_others(
    issuer: Issuer, backup: list[dict[str, Any]]
) -> None:
    forged = tampered(backup[1], "/contents/0/name", "Doctor of Data")
    result = examined(json.dumps([backup[0], forged]).encode(), evidence_of(issuer))
    codes = [one.verdict.code for one in result.credentials]
    assert codes == [VerdictCode.VERIFIED, VerdictCode.VERIFIED, VerdictCode.NOT_GENUINE]


@pytest.mark.parametrize("member", ["credentials", "records", "vcs"])
@pytest.mark.parametrize("wrapped", [None, "vc", "credential", "verifiableCredential"])
def test_a_bundle_holds_credentials_bare_or_in_records(
    issuer: Issuer, member: str, wrapped: str | None
) -> None:
    badge = issuer.issue("One")
    entries = [{"id": "1", wrapped: badge} if wrapped else badge, issuer.jwt(badge)]
    bundle = {"version": 1, member: [*entries, "lc:network:credential:1", {"uri": "lc:1"}]}
    if wrapped:
        bundle["credentials"] = [badge] if member != "credentials" else bundle["credentials"]
    found = intake.read(json.dumps(bundle).encode())
    assert len(found) >= 2
    result = examined(json.dumps(bundle).encode(), evidence_of(issuer))
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}


def test_a_boost_around_a_credential_is_judged_apart_from_it(issuer: Issuer) -> None:
    inner = issuer.issue("One")
    cover = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:2",
        "type": ["VerifiableCredential", "CertifiedBoostCredential"],
        "issuer": issuer.did,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:3"},
        "boostId": "lc:1",
        "boostCredential": inner,
    }
    data = json.dumps({"credentials": [cover]}).encode()
    result = examined(data, evidence_of(issuer))
    codes = {one.path: one.verdict.code for one in result.credentials}
    assert codes["$.credentials[0]"] is VerdictCode.CANNOT_TELL
    assert codes["$.credentials[0].boostCredential"] is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    "value",
    [
        {"credentials": []},
        {"credentials": [{"uri": "lc:1"}]},
        {"credentials": ["lc:network:credential:1"]},
        {"credentials": [{"type": "VerifiableCredential"}], "type": "Something"},
        {"type": "UniversalWallet2020", "contents": []},
        {"type": "UniversalWallet2020", "contents": {}},
        [{"type": "UniversalWallet2020", "contents": []}, {"a": 1}],
        {"records": {"vc": {}}},
    ],
)
def test_what_holds_no_credential_is_none(value: Any) -> None:
    with pytest.raises(IntakeError) as refused:
        intake.read(json.dumps(value).encode())
    assert refused.value.code == "not_a_credential"


def test_a_backup_has_the_limits_of_any_carrier(issuer: Issuer) -> None:
    badge = issuer.credential("One")
    data = json.dumps({"vcs": [badge] * 3}).encode()
    with pytest.raises(IntakeError) as refused:
        intake.read(data, limits=Limits(embedded_credentials=2))
    assert refused.value.code == "too_complex"
