"""Compact JWS: whose key, and which algorithm."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.helpers.did_documents import document as did_document
from tests.helpers.did_documents import evidence, method
from tests.helpers.keys import Key, b64url
from tests.helpers.proving import (
    HOLDER_SETTING,
    ISSUER,
    KEY,
    METHOD,
    SETTING,
    parts,
    proven,
    refused,
    token,
)
from tests.helpers.signing import V2, jws
from tests.wallet.proofs.tokens import MODERN, modern, vc
from wallet.errors import ProofFailure
from wallet.limits import LIMITS
from wallet.proofs import check
from wallet.reasons import Reason
from wallet.report import Outcome

# --- algorithms and keys -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "algorithm"),
    [("Ed25519", "EdDSA"), ("P-256", "ES256"), ("P-384", "ES384"), ("RSA", "RS256"),
     ("RSA", "PS256"), ("RSA", "RS384"), ("RSA", "RS512"), ("RSA", "PS384"), ("RSA", "PS512"),
     ("secp256k1", "ES256K")],
)  # fmt: skip
def test_every_algorithm_passes_what_it_signed(kind: str, algorithm: str) -> None:
    key = Key.make("issuer", kind)
    header = {"typ": "vc+jwt", "kid": f"{key.did_jwk}#0", "alg": algorithm}
    found = proven(token(jws(vc(issuer=key.did_jwk), key, header), "vc_jose"))
    (fact,) = found.proofs
    assert (fact.suite, fact.outcome, fact.reason) == (
        algorithm, Outcome.PASSED, Reason.SIGNATURE_VALID)  # fmt: skip
    assert fact.key is not None
    assert fact.key.jwk == key.jwk
    assert (found.document, found.expanded) == (vc(issuer=key.did_jwk), None)


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "HS256", "hs256", "HS384", "HS512"]
)
def test_no_signature_and_shared_secrets_are_refused(algorithm: str) -> None:
    header = b64url(json.dumps({**MODERN, "alg": algorithm}).encode())
    signed = f"{header}.{b64url(json.dumps(vc()).encode())}"
    public = KEY.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    mac = hmac.digest(public, signed.encode(), hashlib.sha256)
    for signature in ("", b64url(mac)):
        failure = refused(token(f"{signed}.{signature}", "vc_jose"))
        assert (failure.code, failure.indeterminate) == (Reason.ALGORITHM_REFUSED, False)


@pytest.mark.parametrize(
    ("kind", "algorithm"),
    [("P-256", "ES384"), ("P-384", "ES256"), ("P-256", "EdDSA"), ("Ed25519", "ES256"),
     ("RSA", "ES256"), ("P-256", "RS256"), ("P-256", "ES256K"), ("secp256k1", "ES256"),
     ("RSA", "ES256K"), ("secp256k1", "RS256")],
)  # fmt: skip
def test_an_algorithm_of_another_key_is_refused(kind: str, algorithm: str) -> None:
    key = Key.make("issuer", kind)
    header = {"typ": "vc+jwt", "kid": f"{key.did_jwk}#0", "alg": algorithm}
    failure = refused(token(jws(vc(issuer=key.did_jwk), key, header), "vc_jose"))
    assert (failure.code, failure.indeterminate) == (Reason.ALGORITHM_REFUSED, False)


@pytest.mark.parametrize("algorithm", ["ES512", "ES256k", "RS1", "PS224", "ML-DSA-44"])
def test_an_algorithm_that_we_do_not_know_cannot_be_judged(algorithm: str) -> None:
    key = Key.make("issuer", "P-256")
    header = {"typ": "vc+jwt", "kid": f"{key.did_jwk}#0", "alg": algorithm}
    failure = refused(token(jws(vc(issuer=key.did_jwk), key, header), "vc_jose"))
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_ALGORITHM, True)


@pytest.mark.parametrize(
    ("kind", "algorithm"),
    [("secp256k1", "ES256K"), ("RSA", "RS384"), ("RSA", "RS512"), ("RSA", "PS384"),
     ("RSA", "PS512")],
)  # fmt: skip
def test_each_of_them_refuses_what_it_did_not_sign(kind: str, algorithm: str) -> None:
    key, other = Key.make("issuer", kind), Key.make("attacker", kind)
    header = {"typ": "vc+jwt", "kid": f"{key.did_jwk}#0", "alg": algorithm}
    good = jws(vc(issuer=key.did_jwk), key, header)
    head, _, signature = good.split(".")
    changed = b64url(json.dumps(vc(issuer=key.did_jwk, name="Other")).encode())
    relabelled = jws(vc(issuer=key.did_jwk), key, {**header, "x": 1}).rsplit(".", 1)[0]
    for text in (
        f"{head}.{changed}.{signature}",
        f"{relabelled}.{signature}",
        good[:-4],
        jws(vc(issuer=key.did_jwk), other, header),
    ):
        failure = refused(token(text, "vc_jose"))
        assert not failure.indeterminate
        assert failure.code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}


def test_the_hash_of_an_rsa_signature_is_the_one_named() -> None:
    key = Key.make("issuer", "RSA")
    header = {"typ": "vc+jwt", "kid": f"{key.did_jwk}#0", "alg": "RS512"}
    head, payload, _ = jws(vc(issuer=key.did_jwk), key, header).split(".")
    weaker = b64url(key.sign(f"{head}.{payload}".encode(), "RS256"))
    failure = refused(token(f"{head}.{payload}.{weaker}", "vc_jose"))
    assert failure.code == Reason.SIGNATURE_INVALID


def test_a_signature_by_another_key_is_invalid() -> None:
    assert refused(modern(key=Key.make("attacker"))).code == Reason.SIGNATURE_INVALID


def test_a_changed_payload_header_or_signature_is_invalid() -> None:
    text = modern().token or ""
    header, payload, signature = text.split(".")
    _, said, raw = parts(text)
    said["name"] = "Rocket science"
    renamed = b64url(json.dumps({"alg": "EdDSA", **MODERN, "x": 1}).encode())
    for changed in (
        f"{header}.{b64url(json.dumps(said).encode())}.{signature}",
        f"{renamed}.{payload}.{signature}",
        f"{header}.{payload}.{b64url(raw[:-1])}",
        f"{header}.{payload}.{b64url(bytes(64))}",
        f"{header}.{payload}.",
    ):
        assert refused(token(changed, "vc_jose")).code == Reason.SIGNATURE_INVALID


def test_a_token_has_one_spelling() -> None:
    text = modern().token or ""
    header, payload, signature = text.split(".")
    doubled = b64url(b'{"alg":"none","alg":"EdDSA","typ":"vc+jwt"}')
    for changed in (
        f"{header}.{payload}.{signature}==",
        f"{header}.{payload}\n.{signature}",
        f"{header}.{payload}",
        f"{text}.{signature}",
        f"{doubled}.{payload}.{signature}",
        f"{b64url(b'[1]')}.{payload}.{signature}",
        f"{header}.{b64url(b'{}{}')}.{signature}",
        "..",
        "",
    ):
        failure = refused(token(changed, "vc_jose"))
        assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, False)
    without = replace(token("", "vc_jose"), token=None)
    assert refused(without).code == Reason.MALFORMED_PROOF


def test_what_was_parsed_elsewhere_is_not_relied_on() -> None:
    lying = replace(modern(), document={"name": "Rocket science"}, header={"alg": "none"})
    assert proven(lying).document == vc()


@pytest.mark.parametrize(
    ("header", "code", "indeterminate"),
    [
        ({"crit": ["exp"], "exp": 1}, Reason.UNKNOWN_CRITICAL_HEADER, False),
        ({"crit": ["b64", "x"], "b64": True, "x": 1}, Reason.UNKNOWN_CRITICAL_HEADER, False),
        ({"crit": []}, Reason.UNKNOWN_CRITICAL_HEADER, False),
        ({"crit": "b64", "b64": False}, Reason.UNKNOWN_CRITICAL_HEADER, False),
        ({"crit": ["b64"]}, Reason.UNKNOWN_CRITICAL_HEADER, False),
        ({"crit": ["b64"], "b64": False}, Reason.UNSUPPORTED_PROOF, True),
        ({"b64": False}, Reason.UNSUPPORTED_PROOF, True),
        ({"alg": 5}, Reason.MALFORMED_PROOF, False),
        ({"kid": 5}, Reason.MALFORMED_PROOF, False),
    ],
)
def test_headers_that_change_the_rules_are_not_passed_over(
    header: dict[str, Any],
    code: Reason,
    indeterminate: bool,  # noqa: FBT001
) -> None:
    text = modern().token or ""
    _, payload, signature = text.split(".")
    full = {"alg": "EdDSA", **MODERN, **header}
    failure = refused(
        token(f"{b64url(json.dumps(full).encode())}.{payload}.{signature}", "vc_jose")
    )
    assert (failure.code, failure.indeterminate) == (code, indeterminate)


def test_critical_b64_that_changes_nothing_is_no_obstacle() -> None:
    assert proven(modern({"crit": ["b64"], "b64": True})).reason is Reason.SIGNATURE_VALID


def test_a_token_too_long_is_refused_unread() -> None:
    text = "a" * (LIMITS.jwt_bytes + 1)
    assert refused(token(text, "vc_jose")).code == Reason.TOO_LARGE


# --- whose key -----------------------------------------------------------------------------


def test_a_key_in_the_header_alone_is_nobodys() -> None:
    issuer = "https://uni.example/issuer"
    shown = token(jws(vc(issuer=issuer), KEY, {"typ": "vc+jwt", "jwk": KEY.jwk}), "vc_jose")
    (fact,) = proven(shown).proofs
    assert (fact.outcome, fact.reason, fact.key, fact.detail) == (
        Outcome.PASSED, Reason.UNBOUND, None, "jwk")  # fmt: skip


def test_a_key_in_the_header_does_not_stand_in_for_the_issuers_own() -> None:
    attacker = Key.make("attacker")
    shown = modern({"jwk": attacker.jwk}, key=attacker)
    assert refused(shown).code == Reason.SIGNATURE_INVALID


def test_a_presentation_is_never_proven_by_a_key_in_the_header() -> None:
    payload = {"@context": [V2], "type": ["VerifiablePresentation"]}
    shown = token(jws(payload, KEY, {"typ": "vp+jwt", "jwk": KEY.jwk}), "vc_jose",
                  presentation=True)  # fmt: skip
    assert refused(shown, HOLDER_SETTING).indeterminate


@pytest.mark.parametrize("link", ["jku", "x5u"])
def test_links_to_keys_are_not_followed(link: str) -> None:
    header = {"typ": "vc+jwt", link: "https://attacker.example/keys"}
    payload = vc(issuer="https://uni.example/issuer")
    failure = refused(token(jws(payload, KEY, header), "vc_jose"))
    assert failure.indeterminate


@pytest.mark.parametrize("kid", [None, METHOD, ISSUER, f"#{KEY.multibase}", KEY.multibase])
def test_the_issuers_key_is_found_however_it_is_named(kid: str | None) -> None:
    header = {"typ": "vc+jwt", **({"kid": kid} if kid else {})}
    (fact,) = proven(token(jws(vc(), KEY, header), "vc_jose")).proofs
    assert fact.verification_method == METHOD


def test_the_only_key_of_a_document_needs_no_name() -> None:
    web = "did:web:uni.example"
    held = replace(
        SETTING, evidence=evidence(did_document(verificationMethod=[method(key=KEY)]))
    )
    shown = token(jws(vc(issuer=web), KEY, {"typ": "vc+jwt"}), "vc_jose")
    (fact,) = proven(shown, held).proofs
    assert fact.verification_method == f"{web}#key-1"
    assert refused(shown).code == Reason.KEY_NOT_FOUND


def test_a_presentation_key_must_be_listed_for_authentication() -> None:
    web = "did:web:uni.example"
    payload = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": web}
    shown = token(jws(payload, KEY, {"typ": "vp+jwt", "kid": f"{web}#key-1"}), "vc_jose",
                  presentation=True)  # fmt: skip
    listed = did_document(verificationMethod=[method(key=KEY)])
    setting = replace(HOLDER_SETTING, evidence=evidence(listed))
    assert refused(shown, setting).code == Reason.WRONG_PURPOSE
    listed["authentication"] = listed.pop("assertionMethod")
    setting = replace(HOLDER_SETTING, evidence=evidence(listed))
    assert proven(shown, setting).reason is Reason.SIGNATURE_VALID


def test_a_failure_names_algorithm_and_method() -> None:
    failure = refused(modern(key=Key.make("attacker")))
    assert failure.facts["suite"] == "EdDSA"
    assert failure.facts["verification_method"] == METHOD


@pytest.mark.vectors
def test_the_real_and_the_made_tokens_come_out_as_the_manifest_says(vectors: Any) -> None:
    manifest = json.loads((vectors / "manifest.json").read_bytes())
    did_documents = [
        json.loads((vectors / f"08-did-jwt/jwt-made/{name}.json").read_bytes())
        for name in ("did-web-document", "did-ebsi-document")
    ]
    setting = replace(SETTING, evidence=evidence(*did_documents))
    judged = {"valid": 0, "invalid": 0}
    for entry in manifest:
        expected = entry["expect"]["signature"]
        if not entry["file"].startswith("08-did-jwt/") or not entry["file"].endswith(".jwt"):
            continue
        text = (vectors / entry["file"]).read_text().strip()
        kind = "vc_jose" if parts(text)[0].get("typ") == "vc+jwt" else "vc_jwt"
        try:
            check(token(text, kind), setting)
            outcome = "valid"
        except ProofFailure as failure:
            outcome = "unknown" if failure.indeterminate else "invalid"
        assert outcome == expected, entry["file"]
        judged[expected] += 1
    assert judged["valid"] >= 8
    assert judged["invalid"] >= 4
