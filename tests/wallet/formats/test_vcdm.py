"""The rules of the data model, each with what breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wallet import formats, intake
from wallet.errors import IntakeError
from wallet.secured import Format

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"


def credential(**changes: Any) -> dict[str, Any]:
    """A conforming credential of VCDM 2.0; a change to None takes the member out."""
    document = {
        "@context": [V2],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:learner"},
        "proof": {"type": "DataIntegrityProof"},
    } | changes
    return {name: value for name, value in document.items() if value is not None}


def older(**changes: Any) -> dict[str, Any]:
    base = {"@context": [V1], "validFrom": None, "issuanceDate": "2026-01-01T00:00:00Z"}
    return credential(**(base | changes))


def broken(document: dict[str, Any], **how: bool) -> list[tuple[str, str]]:
    return list(formats.problems(formats.recognise(document), document, **how))


def test_a_conforming_credential_has_no_problems():
    assert broken(credential()) == []
    assert broken(older()) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"@context": [V2, "https ://x"]}, ("invalid_member", "$.@context[1]")),
        ({"@context": [V2, 7]}, ("invalid_member", "$.@context[1]")),
        ({"@context": ["https://x.example/c", V2]}, ("invalid_member", "$.@context")),
        (
            {"@context": [V2, {"VerifiableCredential": "https://x.example/#a"}]},
            ("protected_term_redefined", "$.@context[1].VerifiableCredential"),
        ),
        ({"@context": [V2, {"A": "https ://x#a"}]}, ("invalid_member", "$.@context[1].A")),
        ({"type": ["VerifiableCredential", 7]}, ("invalid_member", "$.type")),
        ({"type": ["Other"]}, ("invalid_member", "$.type")),
        ({"type": []}, ("missing_member", "$.type")),
        ({"id": "no url"}, ("invalid_member", "$.id")),
        ({"id": ["urn:a:1"]}, ("invalid_member", "$.id")),
        ({"issuer": None}, ("missing_member", "$.issuer")),
        ({"issuer": {}}, ("missing_member", "$.issuer.id")),
        ({"issuer": "Example University"}, ("invalid_member", "$.issuer")),
        ({"issuer": ["did:example:a"]}, ("invalid_member", "$.issuer")),
        ({"issuer": {"id": "fake"}}, ("invalid_member", "$.issuer.id")),
        ({"credentialSubject": []}, ("missing_member", "$.credentialSubject")),
        ({"credentialSubject": [{"a": 1}, {}]}, ("invalid_member", "$.credentialSubject")),
        ({"credentialSubject": "Sam"}, ("invalid_member", "$.credentialSubject")),
        ({"credentialSubject": {"id": "Sam"}}, ("invalid_member", "$.credentialSubject.id")),
        ({"validFrom": "2026-01-01"}, ("invalid_member", "$.validFrom")),
        ({"validFrom": "2026-01-01T00:00:00"}, ("invalid_member", "$.validFrom")),
        ({"validFrom": "2026-02-30T00:00:00Z"}, ("invalid_member", "$.validFrom")),
        ({"validFrom": ["2026-01-01T00:00:00Z"]}, ("invalid_member", "$.validFrom")),
        ({"validUntil": "2025-12-31T23:59:59Z"}, ("invalid_member", "$.validUntil")),
        ({"validUntil": "tomorrow"}, ("invalid_member", "$.validUntil")),
        (
            {"credentialStatus": {"id": "urn:a:1"}},
            ("missing_member", "$.credentialStatus.type"),
        ),
        ({"credentialStatus": "urn:a:1"}, ("invalid_member", "$.credentialStatus")),
        (
            {"credentialStatus": {"type": "A", "id": ["urn:a:1", "urn:a:2"]}},
            ("invalid_member", "$.credentialStatus.id"),
        ),
        ({"credentialSchema": {"type": "A"}}, ("missing_member", "$.credentialSchema.id")),
        ({"termsOfUse": {"id": "urn:a:1"}}, ("missing_member", "$.termsOfUse.type")),
        ({"evidence": [{"id": "urn:a:1"}]}, ("missing_member", "$.evidence.type")),
        ({"refreshService": {"id": "urn:a:1"}}, ("missing_member", "$.refreshService.type")),
        ({"proof": {"proofValue": "z1"}}, ("missing_member", "$.proof.type")),
        ({"name": 7}, ("invalid_member", "$.name")),
        ({"name": {"@value": "a", "url": "b"}}, ("invalid_member", "$.name")),
        ({"description": [{"@value": 7}]}, ("invalid_member", "$.description")),
        (
            {"issuer": {"id": "did:example:a", "name": {"@value": "a", "x": "b"}}},
            ("invalid_member", "$.issuer.name"),
        ),
    ],
)
def test_each_broken_rule_is_named_with_its_member(changes, problem):
    assert broken(credential(**changes)) == [problem]


@pytest.mark.parametrize(
    "changes",
    [
        {"@context": [V2, "https://x.example/c", {"Own": "https://x.example/#Own"}]},
        {"id": None},
        {"type": "VerifiableCredential"},
        {"type": ["https://x.example/#T", "VerifiableCredential"]},
        {"issuer": {"id": "did:example:a", "name": [{"@value": "a", "@language": "en"}]}},
        {"credentialSubject": [{"id": "did:example:a"}, {"name": "Sam"}]},
        {"validFrom": "2026-01-01T00:00:00.123456789+14:00"},
        {"validFrom": None},
        {"validUntil": "2026-01-01T00:00:00Z"},
        {"credentialStatus": [{"type": "A"}, {"type": "B", "id": "urn:a:1"}]},
        {"name": "a", "description": {"@value": "b", "@direction": "ltr", "@language": "en"}},
        {"name": {"en": "a", "de": "b"}},
    ],
)
def test_what_the_model_allows_is_no_problem(changes):
    assert broken(credential(**changes)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"issuanceDate": None}, ("missing_member", "$.issuanceDate")),
        ({"issuanceDate": "2026"}, ("invalid_member", "$.issuanceDate")),
        ({"expirationDate": "2025-01-01T00:00:00Z"}, ("invalid_member", "$.expirationDate")),
        ({"validFrom": "soon"}, ("invalid_member", "$.validFrom")),
        ({"credentialStatus": {"type": "A"}}, ("missing_member", "$.credentialStatus.id")),
        ({"refreshService": {"type": "A"}}, ("missing_member", "$.refreshService.id")),
    ],
)
def test_the_older_model_has_rules_of_its_own(changes, problem):
    assert broken(older(**changes)) == [problem]


def test_only_a_draft_may_leave_its_issuer_open():
    draft = credential(issuer=None, proof=None)
    assert broken(draft) == []
    assert broken(draft, secured=True) == [("missing_member", "$.issuer")]
    assert broken(credential(issuer={}, proof=None)) == []
    assert broken(credential(issuer="fake", proof=None)) == [("invalid_member", "$.issuer")]


def test_claims_of_a_token_stand_for_members_of_the_older_model():
    inner = older(proof=None, issuer=None, issuanceDate=None)
    assert broken({"iss": "did:example:a", "nbf": 1, "vc": inner}) == []
    assert broken({"nbf": 1, "vc": inner}) == [("missing_member", "$.vc.issuer")]


def test_paths_point_into_the_claim():
    document = {"iss": "did:example:a", "vc": older(id="no url")}
    assert broken(document) == [("invalid_member", "$.vc.id")]


_STRUCTURES = "01-data-integrity/vcdm2-test-suite"


@pytest.mark.vectors
def test_the_structures_of_the_test_suite_come_out_as_their_names_say(vectors: Path):
    judged = 0
    for path in sorted((vectors / _STRUCTURES).rglob("*.json")):
        good, bad = "-ok" in path.name, "-fail" in path.name
        if not good and not bad:
            continue  # two cases about who presents, no matter of structure
        try:
            (found,) = intake.read(path.read_bytes())
        except IntakeError:
            assert bad, path
            judged += 1
            continue
        problems = [
            *found.problems,
            *formats.problems(found.format, found.document),
            *(
                problem
                for part in found.parts
                for problem in formats.problems(part.format, part.document)
                if part.token is None
            ),
        ]
        assert bool(problems) == bad, (path, problems)
        judged += 1
    assert judged == 73


@pytest.mark.vectors
@pytest.mark.parametrize("folder", ["05-dcc/verifier-core", "05-dcc/fixtures", "05-dcc/lcw"])
def test_credentials_of_the_digital_credentials_consortium_conform(vectors: Path, folder):
    for path in sorted((vectors / folder).rglob("*.json")):
        try:
            (found,) = intake.read(path.read_bytes())
        except IntakeError:
            continue
        if found.format is not Format.PRESENTATION:
            assert formats.problems(found.format, found.document) == (), path
