"""Proofs with a detached JWS: which pass, which fail, and under which contexts."""

from __future__ import annotations

import base64
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.keys import Key, b64url
from tests.helpers.proving import proven, refused
from tests.helpers.signing import (
    JWS_2020,
    JWS_SUITES,
    SECURITY_V2,
    V1,
    V2,
    add_proof,
    detached_jws,
)
from tests.helpers.vector_contexts import pin_vector_contexts
from wallet.encoding import contexts
from wallet.encoding.contexts import Pin
from wallet.reasons import Reason
from wallet.report import Outcome, VerdictCode

SUITES = [*JWS_SUITES.items(), *(("JsonWebSignature2020", kind) for kind in
          ("Ed25519", "P-384", "secp256k1", "RSA"))]  # fmt: skip
SAMPLES = Path(__file__).with_name("samples") / "didkit-0.3.3.json"


def _key(kind: str) -> tuple[Key, str]:
    key = Key.make("issuer", kind)
    return key, f"{key.did_jwk}#0"


def _credential(suite: str, **members: Any) -> dict[str, Any]:
    return {
        "@context": [V1, *([JWS_2020] if suite.startswith("Json") else [])],
        "id": "urn:uuid:7b1f1b1e-3f10-4c5e-9d0a-1d6f2f6e0002",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2026-08-01T00:00:00Z",
        "expirationDate": "2030-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:learner"},
        **members,
    }


def _signed(suite: str, kind: str, **options: Any) -> dict[str, Any]:
    key, method = _key(kind)
    return add_proof(_credential(suite), key, method, suite, **options)


def _bent(document: dict[str, Any], **options: Any) -> dict[str, Any]:
    found = copy.deepcopy(document)
    found["proof"].update(options)
    return found


# --- what passes ----------------------------------------------------------------------------


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_every_suite_passes_what_it_signed(suite: str, kind: str) -> None:
    document = _signed(suite, kind)
    found = proven(document)
    (fact,) = found.proofs
    assert (fact.suite, fact.outcome, fact.reason, fact.disclosure) == (
        suite, Outcome.PASSED, Reason.SIGNATURE_VALID, "whole")  # fmt: skip
    assert found.document == {k: v for k, v in document.items() if k != "proof"}
    assert (found.unsigned_members, found.selective) == ((), False)


@pytest.mark.parametrize("name", sorted(json.loads(SAMPLES.read_bytes())))
def test_what_another_implementation_signed_passes_and_its_twins_do_not(name: str) -> None:
    """Made with didkit 0.3.3, from a key of these tests."""
    document = json.loads(SAMPLES.read_bytes())[name]
    assert proven(document).reason is Reason.SIGNATURE_VALID
    for member, value in (
        ("id", "urn:uuid:7b1f1b1e-3f10-4c5e-9d0a-1d6f2f6e0009"),
        ("issuanceDate", "2026-08-02T00:00:00Z"),
        ("expirationDate", "2040-01-01T00:00:00Z"),
        ("issuer", "did:example:other"),
        ("credentialSubject", {"id": "did:example:somebody"}),
    ):
        assert refused({**document, member: value}).code == Reason.SIGNATURE_INVALID


@pytest.mark.vectors
def test_real_blockcerts_proofs_pass(vectors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin_vector_contexts(vectors, monkeypatch)
    folder = vectors / "07-blockcerts/v3"
    document = json.loads((folder / "proof-chain-example-secp256k1.json").read_bytes())
    found = proven(document)
    assert found.reason is Reason.SIGNATURE_VALID
    assert [one.outcome for one in found.proofs] == [Outcome.PASSED, Outcome.PASSED]
    document["credentialSubject"]["id"] = "did:example:other"
    assert refused(document).code == Reason.SIGNATURE_INVALID


@pytest.mark.vectors
def test_real_status_lists_pass(vectors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin_vector_contexts(vectors, monkeypatch)
    listed = json.loads((vectors / "contexts/index.json").read_bytes())
    entry = next(one for one in listed if "secp256k1-2019" in one["file"])
    pin = Pin(entry["sha256"], str(vectors / entry["file"]))
    monkeypatch.setitem(contexts.PINS, "https://ns.did.ai/suites/secp256k1-2019/v1", pin)
    for name in ("blockcerts-status-list-2021", "blockcerts-status-list-2021-suspension"):
        document = json.loads((vectors / f"07-blockcerts/support/{name}.json").read_bytes())
        assert proven(document).reason is Reason.SIGNATURE_VALID
        document["credentialSubject"]["encodedList"] += "A"
        assert refused(document).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("suite", JWS_SUITES)
def test_a_badge_of_a_known_issuer_is_verified_and_its_twin_is_not(suite: str) -> None:
    issuer = Issuer(kind=JWS_SUITES[suite])
    badge = issuer.issue(suite=suite)
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    badge["credentialSubject"]["achievement"]["name"] = "Something better"
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.NOT_GENUINE


# --- contexts -------------------------------------------------------------------------------


def test_where_the_document_does_not_define_the_proof_security_v2_does() -> None:
    """As jsonld-signatures 5 to 8 signed, whatever the document's contexts."""
    key, method = _key("Ed25519")
    options = {
        "type": "Ed25519Signature2018",
        "created": "2026-09-01T08:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    bare = {**_credential("Ed25519Signature2018"), "@context": [V2]}
    del bare["issuanceDate"], bare["expirationDate"]
    jws = detached_jws(bare, options, key, context=SECURITY_V2)
    document = {**bare, "proof": {**options, "jws": jws}}
    assert proven(document).reason is Reason.SIGNATURE_VALID
    for bent in (
        _bent(document, created="2026-09-01T08:00:01Z"),
        {**document, "id": "urn:uuid:7b1f1b1e-3f10-4c5e-9d0a-1d6f2f6e0009"},
    ):
        assert refused(bent).code == Reason.SIGNATURE_INVALID
    failure = refused(_bent(document, claim="x"))  # covered by no context
    assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, True)


def test_a_proof_may_name_contexts_but_not_write_them() -> None:
    document = json.loads(SAMPLES.read_bytes())["JsonWebSignature2020 Ed25519 0"]
    assert document["proof"]["@context"] == [JWS_2020]
    inline = {"created": "urn:x:made", "jws": "urn:x:jws"}
    failure = refused(_bent(document, **{"@context": [JWS_2020, inline]}))
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)
    unknown = refused(_bent(document, **{"@context": "https://unknown.example/v1"}))
    assert (unknown.code, unknown.indeterminate) == (Reason.UNKNOWN_CONTEXT, True)
    none = copy.deepcopy(document)
    del none["proof"]["@context"]
    failure = refused(none)  # security/v2 does not know this suite
    assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, True)


# --- what fails -----------------------------------------------------------------------------


@pytest.mark.parametrize("member", ["created", "verificationMethod", "proofPurpose", "nonce"])
@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_every_option_is_signed(suite: str, kind: str, member: str) -> None:
    other = Key.make("other", kind)
    changed = {
        "created": "2026-09-01T08:00:01Z",
        "verificationMethod": f"{other.did_jwk}#0",
        "proofPurpose": "authentication",
        "nonce": "abd",
    }
    document = _signed(suite, kind, nonce="abc")
    assert proven(document).proofs[0].outcome is Outcome.PASSED
    failure = refused(_bent(document, **{member: changed[member]}))
    assert failure.code in {Reason.SIGNATURE_INVALID, Reason.WRONG_PURPOSE}


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_each_member_is_signed_and_a_proof_stays_where_it_was(suite: str, kind: str) -> None:
    document = _signed(suite, kind)
    for member, value in (
        ("id", "urn:uuid:7b1f1b1e-3f10-4c5e-9d0a-1d6f2f6e0009"),
        ("issuer", "did:example:other"),
        ("issuanceDate", "2026-08-02T00:00:00Z"),
        ("expirationDate", "2040-01-01T00:00:00Z"),
        ("credentialSubject", {"id": "did:example:somebody"}),
        ("credentialSubject", [{"id": "did:example:learner"}, {"id": "did:example:x"}]),
    ):
        assert refused({**document, member: value}).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("suite", JWS_SUITES)
def test_a_proof_of_one_suite_is_none_of_another(suite: str) -> None:
    document = _signed(suite, JWS_SUITES[suite])
    for other in (*JWS_SUITES, "Ed25519Signature2020", "RsaSignature2018"):
        if other != suite:
            failure = refused(_bent(document, type=other))
            assert failure.code != Reason.SIGNATURE_VALID


@pytest.mark.parametrize(
    ("suite", "kind"),
    [("Ed25519Signature2018", "P-256"), ("Ed25519Signature2018", "secp256k1"),
     ("EcdsaSecp256k1Signature2019", "P-256"), ("EcdsaSecp256k1Signature2019", "Ed25519")],
)  # fmt: skip
def test_a_key_of_another_kind_is_refused(suite: str, kind: str) -> None:
    failure = refused(_signed(suite, kind))
    assert (failure.code, failure.indeterminate) == (Reason.ALGORITHM_REFUSED, False)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, Reason.ALGORITHM_REFUSED),
        ({"alg": "HS256"}, Reason.ALGORITHM_REFUSED),
        ({"alg": "ES384"}, Reason.ALGORITHM_REFUSED),
        ({"alg": None}, Reason.ALGORITHM_REFUSED),
        ({"b64": True}, Reason.UNKNOWN_CRITICAL_HEADER),
        ({"crit": []}, Reason.UNKNOWN_CRITICAL_HEADER),
        ({"crit": ["b64", "exp"], "exp": 1}, Reason.UNKNOWN_CRITICAL_HEADER),
        ({"crit": "b64"}, Reason.UNKNOWN_CRITICAL_HEADER),
    ],
)
def test_the_header_may_say_nothing_else(header: dict[str, Any], code: Reason) -> None:
    document = _signed("JsonWebSignature2020", "P-256")
    proof = {k: v for k, v in document["proof"].items() if k != "jws"}
    bare = {k: v for k, v in document.items() if k != "proof"}
    jws = detached_jws(bare, proof, _key("P-256")[0], header=header)
    failure = refused(_bent(document, jws=jws))
    assert (failure.code, failure.indeterminate) == (code, False)


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_a_jws_has_one_form(suite: str, kind: str) -> None:
    document = _signed(suite, kind)
    head, _, signature = document["proof"]["jws"].split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    doubled = b64url(b'{"alg":"EdDSA","alg":"none","b64":false,"crit":["b64"]}')
    for jws in (
        f"{head}.e30.{signature}",
        f"{head}..{signature}=",
        f"{head}..{b64url(raw[:-1])}",
        f"{head}..{b64url(raw + b'0')}",
        f"{head}..{b64url(bytes(len(raw)))}",
        f"{head}..",
        f"{head}.{signature}",
        f"{doubled}..{signature}",
        f"{b64url(b'[]')}..{signature}",
        f"..{signature}",
        "",
        None,
        [document["proof"]["jws"]],
    ):
        failure = refused(_bent(document, jws=jws))
        assert failure.code in {Reason.MALFORMED_PROOF, Reason.SIGNATURE_INVALID}
        assert not failure.indeterminate
    value = _bent(document, proofValue=document["proof"].get("jws"))
    del value["proof"]["jws"]
    assert refused(value).code == Reason.MALFORMED_PROOF


@given(st.text(alphabet=".eyJAQ_-=0", max_size=40), st.sampled_from(sorted(JWS_SUITES)))
def test_any_jws_is_refused(jws: str, suite: str) -> None:
    document = _credential(suite)
    key, method = _key(JWS_SUITES[suite])
    del key
    document["proof"] = {
        "type": suite,
        "created": "2026-09-01T08:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        "jws": jws,
    }
    assert not refused(document).indeterminate
