"""Does this signature hold? The algorithm follows from the key, never from the token."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from wallet.errors import ProofFailure
from wallet.identifiers import keys
from wallet.identifiers.interface import VerificationKey
from wallet.reasons import Reason

_HASHES: dict[str, tuple[hashes.HashAlgorithm, int]] = {
    "P-256": (hashes.SHA256(), 32),
    "P-384": (hashes.SHA384(), 48),
    "secp256k1": (hashes.SHA256(), 32),
}
"""Curve -> hash and length of one number of a signature in bytes (VC-DI-ECDSA, 2.1)."""


_PS256 = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)


def check(key: VerificationKey, signature: bytes, data: bytes) -> None:
    """Verify a raw signature: Ed25519, PS256, or r and s in a row.

    ``s`` in the upper half is accepted: FIPS 186-5 and VC-DI-ECDSA ask for no low ``s``.

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof`` for a wrong length,
            ``unsupported_algorithm`` (indeterminate) for other kinds of keys.
    """
    check_with(keys.load(key.jwk), key.kind, signature, data)


def check_with(public: keys.PublicKey, kind: str, signature: bytes, data: bytes) -> None:
    """The same with a key that is loaded already: some proofs hold thousands of signatures.

    Raises:
        ProofFailure: see ``check``.
    """
    try:
        match public:
            case ed25519.Ed25519PublicKey():
                public.verify(signature, data)
            case ec.EllipticCurvePublicKey() if kind in _HASHES:
                digest, size = _HASHES[kind]
                public.verify(_der(signature, size), data, ec.ECDSA(digest))
            case rsa.RSAPublicKey():
                public.verify(signature, data, _PS256, hashes.SHA256())
            case _:
                raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, kind=kind)
    except InvalidSignature:
        raise ProofFailure(Reason.SIGNATURE_INVALID) from None


def _der(signature: bytes, size: int) -> bytes:
    if len(signature) != 2 * size:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="signature")
    r, s = signature[:size], signature[size:]
    return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
