"""did:key: the identifier is the key (W3C CCG did:key method, v0.9)."""

from __future__ import annotations

from wallet.encoding.multibase import base58_decode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import keys
from wallet.identifiers.interface import VerificationKey
from wallet.reasons import Reason

name = "did:key"

PURPOSES = frozenset(
    {"assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation"}
)


def handles(identifier: str) -> bool:
    """Whether this is a did:key."""
    return identifier.startswith("did:key:")


def default_method(identifier: str) -> str:
    """The only signing method of such a DID: the key names itself."""
    return f"{identifier}#{identifier.removeprefix('did:key:')}"


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """The key that the identifier itself is.

    Raises:
        ProofFailure: ``key_not_found`` where the fragment is not the key itself,
            ``malformed_proof``, ``weak_key``, ``unsupported_identifier``.
    """
    _ = evidence  # nothing but the identifier counts
    did, mark, fragment = method_id.partition("#")
    text = did.removeprefix("did:key:")
    # The bare DID, as the Open Badges examples have it, can mean no other key.
    if mark and fragment != text:
        raise ProofFailure(Reason.KEY_NOT_FOUND, verification_method=method_id[:200])
    if not text.startswith("z"):
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="did:key")
    try:
        kind, jwk = keys.from_multicodec(base58_decode(text[1:]))
    except InputError:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="did:key") from None
    return VerificationKey(
        method_id=method_id,
        controller=did,
        document_id=did,
        kind=kind,
        jwk=jwk,
        purposes=PURPOSES,
        self_certifying=True,
    )
