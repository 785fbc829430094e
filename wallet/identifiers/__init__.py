"""Whose key is this? One module for each identifier method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wallet.encoding.multibase import base58_encode
from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import did_ebsi, did_jwk, did_key, did_web, documents, https, keys
from wallet.identifiers.interface import IdentifierMethod, VerificationKey
from wallet.reasons import Reason

METHODS: tuple[IdentifierMethod, ...] = (did_key, did_jwk, did_web, did_ebsi, https)


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """The key under a verification method id, from the id itself or from evidence.

    Raises:
        ProofFailure: ``unsupported_identifier``, ``no_key_evidence``, ``key_not_found``,
            ``conflicting_evidence`` (indeterminate); ``malformed_proof``, ``weak_key``.
    """
    for method in METHODS:
        if method.handles(method_id):
            return method.find_key(method_id, evidence)
    raise ProofFailure(
        Reason.UNSUPPORTED_IDENTIFIER,
        indeterminate=True,
        verification_method=method_id[:200],
    )


def carried_key(method_id: str) -> VerificationKey | None:
    """The key that a URL carries in its own fragment (``https://...#z6Mk...``), if it does.

    It shows that the bytes are intact under that key, and nothing of whose key it is: it has
    no purposes and no controller.
    """
    fragment = method_id.partition("#")[2]
    if not fragment.startswith("z"):
        return None
    try:
        found = did_key.find_key(f"did:key:{fragment}", Evidence())
    except ProofFailure:
        return None
    return unbound(method_id, found.kind, found.jwk)


def unbound(method_id: str, kind: str, jwk: Mapping[str, Any]) -> VerificationKey:
    """A key that came with what it signed: nobody's, and for no purpose."""
    return VerificationKey(
        method_id=method_id,
        controller="",
        document_id="",
        kind=kind,
        jwk=jwk,
        purposes=frozenset(),
    )


def holder_key(jwk: Any) -> VerificationKey:
    """The holder's key that an issuer named by the key itself (``cnf``, RFC 7800).

    Raises:
        ProofFailure: ``malformed_proof``, ``weak_key``, ``algorithm_refused``,
            ``unsupported_identifier`` (indeterminate).
    """
    kind, public = keys.from_jwk(jwk)
    did = did_jwk.identifier_of(public)
    return VerificationKey(
        method_id=did_jwk.default_method(did),
        controller=did,
        document_id=did,
        kind=kind,
        jwk=public,
        purposes=frozenset({"authentication"}),
        self_certifying=True,
    )


def default_method(identifier: str, purpose: str, evidence: Evidence) -> str | None:
    """The method meant where a token names only its issuer; None where that is not clear.

    did:key and did:jwk have one. A document may list several for a purpose: then the token
    had to say which.
    """
    if did_key.handles(identifier):
        return did_key.default_method(identifier)
    if did_jwk.handles(identifier):
        return did_jwk.default_method(identifier)
    listed = documents.methods_for(identifier, purpose, evidence)
    return listed[0] if len(listed) == 1 else None


def did_key_of(public_key: Ed25519PublicKey | EllipticCurvePublicKey) -> str:
    """The did:key of a public key."""
    return f"did:key:z{base58_encode(keys.to_multicodec(public_key))}"


__all__ = [
    "METHODS",
    "IdentifierMethod",
    "VerificationKey",
    "carried_key",
    "default_method",
    "did_key_of",
    "find_key",
    "holder_key",
    "unbound",
]
