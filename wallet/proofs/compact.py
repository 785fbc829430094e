"""Compact JWS: split and parsed strictly, algorithms held to, the signature checked.

Rules
-----
1. The token is split and parsed strictly here; nothing parsed elsewhere is relied on.
2. ``none`` and shared secrets are refused, an unknown ``crit`` fails, ``b64`` set to false is
   not supported.
3. The algorithm must be one of the key's own (ECDSA: the key's curve). Signature by joserfc
   with exactly that algorithm allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, NoReturn

from wallet.encoding import strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, default_method
from wallet.limits import LIMITS
from wallet.proofs.interface import Setting
from wallet.reasons import Reason

_ALGORITHMS: dict[str, tuple[str, ...]] = {
    "Ed25519": ("EdDSA", "Ed25519"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "secp256k1": ("ES256K",),
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
}
"""Kind of key -> the algorithms it may be used with. ES512 is not asked for by any format."""

_SUPPORTED = {name for names in _ALGORITHMS.values() for name in names}
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JWS, its header and payload parsed."""

    text: str
    header: Mapping[str, Any]
    payload: Mapping[str, Any]


def parse(text: str | None) -> Token:
    """The token, taken apart.

    Raises:
        ProofFailure: ``malformed_proof``, ``too_large`` (indeterminate).
    """
    if text is None:
        malformed("token")
    if len(text) > LIMITS.jwt_bytes:
        raise ProofFailure(Reason.TOO_LARGE, indeterminate=True, limit=LIMITS.jwt_bytes)
    parts = text.split(".")
    if len(parts) != _PARTS:
        malformed("token")
    try:
        header, payload = (strict_json.loads(b64url_decode(part)) for part in parts[:2])
        b64url_decode(parts[2])
    except InputError as error:
        malformed(error.code)
    if not isinstance(header, dict) or not isinstance(payload, dict):
        malformed("token")
    return Token(text, header, payload)


def algorithm(header: Mapping[str, Any]) -> str:
    """The algorithm a header names, where it is one of ours.

    Raises:
        ProofFailure: ``malformed_proof``, ``algorithm_refused``, ``unknown_critical_header``,
            ``unsupported_algorithm`` and ``unsupported_proof`` (indeterminate).
    """
    named = header.get("alg")
    if not isinstance(named, str):
        malformed("alg")
    if named.lower() == "none" or named.upper().startswith("HS"):
        raise ProofFailure(Reason.ALGORITHM_REFUSED, suite=named[:100])
    if "crit" in header or "b64" in header:
        _check_critical(header)
    if named not in _SUPPORTED:
        raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=named[:100])
    return named


def _check_critical(header: Mapping[str, Any]) -> None:
    critical = header.get("crit", [])
    # RFC 7515, section 4.1.11: a non-empty list of names that are in the header.
    if not isinstance(critical, list) or any(one != "b64" for one in critical):
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER)
    if "crit" in header and (not critical or "b64" not in header):
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER)
    if header.get("b64") is not True:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="b64")


def method(kid: Any, signer: str | None, setting: Setting) -> str | None:
    """The verification method that a token means (spec/verification.md 2.3).

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    if kid is None:
        return default_method(signer, setting.purpose, setting.evidence) if signer else None
    if not isinstance(kid, str):
        malformed("kid")
    if "#" in kid[1:]:
        return kid
    if kid.startswith(("did:", "https:")):
        return default_method(kid, setting.purpose, setting.evidence)
    # A bare fragment means a method of the signer's own document.
    return f"{signer}#{kid.removeprefix('#')}" if signer else None


def check_signature(token: Token, algorithm: str, key: VerificationKey) -> None:
    """Nothing where the signature holds under ``key``.

    Raises:
        ProofFailure: ``signature_invalid``, ``algorithm_refused``, ``unsupported_algorithm``
            (indeterminate).
    """
    from joserfc import jwk, jws  # noqa: PLC0415 - used on demand
    from joserfc.errors import JoseError  # noqa: PLC0415

    if key.kind not in _ALGORITHMS:
        raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, kind=key.kind)
    if algorithm not in _ALGORITHMS[key.kind]:
        raise ProofFailure(Reason.ALGORITHM_REFUSED, kind=key.kind)
    registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    # RFC 9864 renames "EdDSA", and joserfc warns of it; issuers of credentials still write it.
    quiet = copy(registry.algorithms[algorithm])
    quiet.security_warning = None
    registry.algorithms = {algorithm: quiet}
    # Its own limits are for session tokens; ours was checked when the token was split.
    registry.max_header_length = LIMITS.jwt_bytes
    registry.max_payload_length = LIMITS.jwt_bytes
    registry.max_signature_length = LIMITS.jwt_bytes
    try:
        jws.deserialize_compact(token.text, jwk.import_key(dict(key.jwk)), registry=registry)
    except (JoseError, ValueError):
        raise ProofFailure(Reason.SIGNATURE_INVALID) from None


def malformed(detail: str) -> NoReturn:
    """A token that cannot be right.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
