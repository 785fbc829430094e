"""Keys in documents count only where evidence, and nothing else, holds the document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.helpers.did_documents import KEY, WEB, document, evidence, item, method
from tests.helpers.keys import Key
from wallet.encoding.multibase import base58_decode, base58_encode
from wallet.errors import ProofFailure
from wallet.evidence import Evidence, Source
from wallet.identifiers import carried_key, default_method, find_key
from wallet.reasons import Reason

OTHER = Key.make("other")
URL = "https://uni.example/issuer"
EBSI = "did:ebsi:zvHWX359A3CvfJnCYaAiAde"


def refused(method_id: str, held: Evidence) -> ProofFailure:
    with pytest.raises(ProofFailure) as caught:
        find_key(method_id, held)
    return caught.value


@pytest.mark.parametrize("owner", [WEB, URL, EBSI])
def test_a_listed_key_is_found_with_its_purposes_and_source(owner: str) -> None:
    held = evidence(document(owner))
    key = find_key(f"{owner}#key-1", held)
    assert (key.jwk, key.controller, key.document_id) == (KEY.jwk, owner, owner)
    assert key.purposes == {"assertionMethod"}
    assert not key.self_certifying
    assert key.origin is held.key_documents[0].origin


def test_an_embedded_key_serves_only_the_purpose_that_embeds_it() -> None:
    held = evidence({"id": WEB, "authentication": [method()]})
    assert find_key(f"{WEB}#key-1", held).purposes == {"authentication"}


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "RSA"])
def test_jwk_methods_are_read(kind: str) -> None:
    key = Key.make("x", kind)
    for name in ("JsonWebKey", "JsonWebKey2020"):
        one = method(type=name, publicKeyJwk=key.jwk)
        del one["publicKeyMultibase"]
        held = evidence(document(verificationMethod=[one]))
        assert find_key(f"{WEB}#key-1", held).jwk == key.jwk


def test_older_ed25519_methods_are_read() -> None:
    raw = base58_encode(base58_decode(KEY.multibase[1:])[2:])
    old = method(type="Ed25519VerificationKey2018", publicKeyBase58=raw)
    del old["publicKeyMultibase"]
    newer = method(type="Ed25519VerificationKey2020")
    for one in (old, newer):
        held = evidence(document(verificationMethod=one))
        assert find_key(f"{WEB}#key-1", held).jwk == KEY.jwk


@pytest.mark.parametrize("kind", ["EcdsaSecp256k1VerificationKey2019"])
def test_older_secp256k1_methods_are_read(kind: str) -> None:
    key = Key.make("x", "secp256k1")
    raw = base58_encode(base58_decode(key.multibase[1:])[2:])
    for written in ({"publicKeyBase58": raw}, {"publicKeyJwk": key.jwk}):
        one = method(type=kind, **written)
        del one["publicKeyMultibase"]
        held = evidence(document(verificationMethod=one))
        assert find_key(f"{WEB}#key-1", held).jwk == key.jwk
    for wrong in (
        {"publicKeyBase58": raw[:-1]},
        {"publicKeyJwk": Key.make("x", "P-256").jwk},
        {"publicKeyBase58": raw, "publicKeyJwk": key.jwk},
    ):
        one = method(type=kind, **wrong)
        del one["publicKeyMultibase"]
        failure = refused(f"{WEB}#key-1", evidence(document(verificationMethod=one)))
        assert failure.code in {Reason.MALFORMED_PROOF, Reason.WEAK_KEY}


def test_an_identifier_of_a_ledger_needs_its_document() -> None:
    failure = refused(f"{EBSI}#key-1", Evidence())
    assert (failure.code, failure.indeterminate) == (Reason.NO_KEY_EVIDENCE, True)
    carried = Evidence(key_documents=(item(document(EBSI), Source.CARRIED),))
    assert refused(f"{EBSI}#key-1", carried).code == Reason.NO_KEY_EVIDENCE
    borrowed = Evidence(key_documents=(item(document(WEB), id=EBSI),))
    assert refused(f"{EBSI}#key-1", borrowed).code == Reason.NO_KEY_EVIDENCE


def test_relative_names_are_of_the_document() -> None:
    one = method(id="#key-1")
    held = evidence(document(verificationMethod=[one], assertionMethod=["#key-1"]))
    assert find_key(f"{WEB}#key-1", held).purposes == {"assertionMethod"}


def test_the_end_of_a_key_is_told() -> None:
    held = evidence(
        document(verificationMethod=[method(revoked="2026-05-01T00:00:00Z",
                                            expires="2027-05-01T00:00:00Z")])
    )  # fmt: skip
    key = find_key(f"{WEB}#key-1", held)
    assert key.revoked == datetime(2026, 5, 1, tzinfo=UTC)
    assert key.expires == datetime(2027, 5, 1, tzinfo=UTC)


def test_without_evidence_nothing_is_known_and_nothing_fetched() -> None:
    failure = refused(f"{WEB}#key-1", Evidence())
    assert (failure.code, failure.indeterminate) == (Reason.NO_KEY_EVIDENCE, True)


def test_a_document_that_came_with_the_credential_is_no_evidence() -> None:
    held = Evidence(key_documents=(item(document(), Source.CARRIED),))
    assert refused(f"{WEB}#key-1", held).code == Reason.NO_KEY_EVIDENCE


def test_a_document_filed_under_another_name_is_no_evidence() -> None:
    held = Evidence(key_documents=(item(document("did:web:attacker.example"), id=WEB),))
    assert refused(f"{WEB}#key-1", held).code == Reason.NO_KEY_EVIDENCE


def test_a_key_of_anothers_document_is_found_there_and_not_here() -> None:
    held = evidence(document(verificationMethod=[method(id="did:web:other.example#key-1")]))
    assert refused("did:web:other.example#key-1", held).code == Reason.NO_KEY_EVIDENCE
    assert refused(f"{WEB}#key-2", held).code == Reason.KEY_NOT_FOUND


def test_the_controller_is_told_as_written() -> None:
    held = evidence(document(verificationMethod=[method(controller="did:web:other.example")]))
    assert find_key(f"{WEB}#key-1", held).controller == "did:web:other.example"


def test_two_documents_that_agree_are_one_answer() -> None:
    held = evidence(document(), document(service=[{"id": "#s", "type": "x"}]))
    assert find_key(f"{WEB}#key-1", held).jwk == KEY.jwk


@pytest.mark.parametrize(
    "changed",
    [
        {"verificationMethod": [method(key=OTHER)]},
        {"verificationMethod": []},
        {"verificationMethod": [method(revoked="2026-05-01T00:00:00Z")]},
        {"assertionMethod": []},
        {"authentication": [f"{WEB}#key-1"]},
    ],
)
def test_documents_that_differ_about_a_key_are_conflicting(changed: dict[str, Any]) -> None:
    for held in (
        evidence(document(), document(**changed)),
        evidence(document(**changed), document()),
    ):
        failure = refused(f"{WEB}#key-1", held)
        assert (failure.code, failure.indeterminate) == (Reason.CONFLICTING_EVIDENCE, True)


@pytest.mark.parametrize(
    "bad",
    [
        {"publicKeyJwk": KEY.jwk},
        {"publicKeyMultibase": "f00"},
        {"publicKeyMultibase": 5},
        {"publicKeyMultibase": KEY.multibase + "0"},
        {
            "type": "Ed25519VerificationKey2020",
            "publicKeyMultibase": Key.make("a", "P-256").multibase,
        },
        {"expires": "tomorrow"},
    ],
)  # fmt: skip
def test_misshapen_methods_are_refused(bad: dict[str, Any]) -> None:
    held = evidence(document(verificationMethod=[method(**bad)]))
    assert refused(f"{WEB}#key-1", held).code == Reason.MALFORMED_PROOF


def test_two_methods_of_one_name_are_refused() -> None:
    held = evidence(document(verificationMethod=[method(), method(key=OTHER)]))
    assert refused(f"{WEB}#key-1", held).code == Reason.MALFORMED_PROOF


def test_an_unknown_type_of_method_cannot_be_judged() -> None:
    held = evidence(document(verificationMethod=[method(type="FutureKey2040")]))
    failure = refused(f"{WEB}#key-1", held)
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_IDENTIFIER, True)


def test_the_method_meant_is_the_only_one_or_none() -> None:
    one = evidence(document())
    two = evidence(document(assertionMethod=[f"{WEB}#key-1", f"{WEB}#key-2"]))
    assert default_method(WEB, "assertionMethod", one) == f"{WEB}#key-1"
    assert default_method(WEB, "assertionMethod", two) is None
    assert default_method(WEB, "authentication", one) is None
    assert default_method("urn:x", "assertionMethod", one) is None


def test_a_key_in_a_url_is_nobodys_and_serves_no_purpose() -> None:
    key = carried_key(f"{URL}#{KEY.multibase}")
    assert key is not None
    assert (key.jwk, key.controller, key.purposes, key.document_id) == (
        KEY.jwk,
        "",
        frozenset(),
        "",
    )
    for text in (f"{URL}#key-1", URL, f"{URL}#z0", f"{URL}#{KEY.multibase[:-4]}"):
        assert carried_key(text) is None


@pytest.mark.parametrize("junk", [5, None, "x", [5, None], [[]], {"id": 5}, [{"id": None}]])
def test_junk_in_a_document_is_no_key(junk: Any) -> None:
    held = evidence(document(verificationMethod=junk, assertionMethod=junk))
    assert refused(f"{WEB}#key-1", held).code == Reason.KEY_NOT_FOUND
