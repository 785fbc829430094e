"""Signatures of COSE_Sign1: algorithms held to, keys by certificate or by name.

Rules
-----
1. The algorithm stands in the protected header and is one of the key's own: ES256 and ES384 on
   their curves, EdDSA, PS256. A ``crit`` header is never understood.
2. The certificate is the first of ``x5chain`` (RFC 9360), in either header: it carries its own
   proof. How it leads to an anchor, ``wallet.identifiers.x509`` says.
"""

from __future__ import annotations

from typing import Any

from wallet.encoding.cose import Sign1
from wallet.errors import ProofFailure
from wallet.identifiers.interface import VerificationKey
from wallet.limits import LIMITS
from wallet.proofs import signatures
from wallet.proofs.compact import malformed
from wallet.reasons import Reason

ALG, CRIT, KID, X5CHAIN = 1, 2, 4, 33

_ALGORITHMS: dict[int, tuple[str, str]] = {
    -7: ("ES256", "P-256"),
    -9: ("ES256", "P-256"),
    -35: ("ES384", "P-384"),
    -51: ("ES384", "P-384"),
    -8: ("EdDSA", "Ed25519"),
    -19: ("EdDSA", "Ed25519"),
    -37: ("PS256", "RSA"),
}
"""COSE's number -> name and the kind of key; RFC 9864 gives some a second number."""


def algorithm(signed: Sign1) -> tuple[str, str]:
    """The algorithm's name, and the kind of key that goes with it (rule 1).

    Raises:
        ProofFailure: ``malformed_proof``, ``unknown_critical_header``;
            ``unsupported_algorithm`` (indeterminate).
    """
    named = signed.header.get(ALG)
    if CRIT in signed.header or CRIT in signed.unprotected:
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER)
    if isinstance(named, bool) or not isinstance(named, int | str):
        malformed("alg")
    if named not in _ALGORITHMS:
        raise ProofFailure(
            Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=str(named)[:100]
        )
    return _ALGORITHMS[int(named)]


def check_signature(signed: Sign1, key: VerificationKey) -> str:
    """The algorithm's name, where the signature holds under ``key``.

    Raises:
        ProofFailure: see ``algorithm``; ``algorithm_refused``, ``signature_invalid``.
    """
    named, kind = algorithm(signed)
    if key.kind != kind:
        raise ProofFailure(Reason.ALGORITHM_REFUSED, kind=key.kind)
    signatures.check(key, signed.signature, signed.signed())
    return named


def chain_in(signed: Sign1) -> list[bytes]:
    """The certificates of ``x5chain``; none where there is no such header (rule 2).

    Raises:
        ProofFailure: ``malformed_proof``, ``too_complex`` (indeterminate).
    """
    value: Any = signed.header.get(X5CHAIN, signed.unprotected.get(X5CHAIN))
    if value is None:
        return []
    found = value if isinstance(value, list) else [value]
    if not found or not all(isinstance(one, bytes) for one in found):
        malformed("x5chain")
    if len(found) > LIMITS.certificates:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.certificates)
    return found
