"""did:jwk: the identifier is a JWK, in base64url."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.encoding import jcs, strict_json
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import did_key, keys
from wallet.identifiers.interface import VerificationKey
from wallet.reasons import Reason

name = "did:jwk"


def handles(identifier: str) -> bool:
    """Whether this is a did:jwk."""
    return identifier.startswith("did:jwk:")


def identifier_of(jwk: Mapping[str, Any]) -> str:
    """The did:jwk of a public JWK, its members in canonical order."""
    return f"did:jwk:{b64url_encode(jcs.canonical(dict(jwk)))}"


def default_method(identifier: str) -> str:
    """The only method of such a DID."""
    return f"{identifier}#0"


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """The key that the identifier itself is.

    Raises:
        ProofFailure: ``key_not_found`` for any fragment but ``#0``, ``malformed_proof``,
            ``weak_key``, ``unsupported_identifier``, ``algorithm_refused``.
    """
    _ = evidence  # nothing but the identifier counts
    did, _, fragment = method_id.partition("#")
    if fragment != "0":
        raise ProofFailure(Reason.KEY_NOT_FOUND, verification_method=method_id[:200])
    try:
        written = strict_json.loads(b64url_decode(did.removeprefix("did:jwk:")))
    except InputError:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="did:jwk") from None
    kind, jwk = keys.from_jwk(written)
    return VerificationKey(  # a key for encryption has no such purposes (section 2.3)
        method_id=method_id,
        controller=did,
        document_id=did,
        kind=kind,
        jwk=jwk,
        purposes=did_key.PURPOSES if keys.may_sign(written) else frozenset(),
        self_certifying=True,
    )
