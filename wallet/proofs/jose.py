"""Credentials and presentations as compact JWS: VC-JWT 1.1, Open Badges JWT, ``vc+jwt``.

Steps
-----
1. The token is split and parsed strictly here; nothing parsed elsewhere is relied on.
2. Header: ``none`` and shared secrets are refused, an unknown ``crit`` fails, ``b64`` set to
   false is not supported.
3. The key: the method that ``kid`` names, else the only one of the issuer. ``jwk`` alone
   proves that somebody signed, not who: the fact has no key and reads ``unbound``. ``jku``,
   ``x5u`` and ``x5c`` are never followed.
4. The algorithm must be one of the key's own (ECDSA: the key's curve). Signature by joserfc
   with exactly that algorithm allowed.
5. The claims are laid over the credential (``wallet.proofs.claims``).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn

from wallet.encoding import strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, default_method, find_key, keys, unbound
from wallet.limits import LIMITS
from wallet.proofs import claims
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "jose"

_ALGORITHMS: dict[str, tuple[str, ...]] = {
    "Ed25519": ("EdDSA", "Ed25519"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "RSA": ("RS256", "PS256"),
}
"""Kind of key -> the algorithms it may be used with."""

_SUPPORTED = {name for names in _ALGORITHMS.values() for name in names}
_PARTS = 3


def handles(secured: Secured) -> bool:
    """Whether it is a compact JWS that holds a credential or presentation."""
    return secured.securing in {"vc_jwt", "vc_jose"}


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the token.

    Raises:
        ProofFailure: see the steps above; names the algorithm and the method.
    """
    token = _parse(secured.token)
    algorithm = _algorithm(token.header)
    content = claims.read(token.payload, token.header, secured)
    method, key, reason = _key(token.header, content, setting)
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=reason,
        verification_method=method,
        purpose=setting.purpose,
        key=key if reason is Reason.SIGNATURE_VALID else None,
        created=content.issued,
        expires=content.expires,
        challenge=content.challenge,
        domain=content.audience,
        detail=None if reason is Reason.SIGNATURE_VALID else "jwk",
    )
    try:
        _check_purpose(key, setting)
        _check_signature(token, algorithm, key)
        _check_time(content, setting)
    except ProofFailure as failure:
        raise ProofFailure(
            failure.code,
            indeterminate=failure.indeterminate,
            **{**failure.facts, "suite": algorithm, "verification_method": method},
        ) from None
    return Proven(
        document=content.document,
        expanded=None,
        proofs=(fact,),
        format_problems=content.problems,
    )


# --- the token -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    header: Mapping[str, Any]
    payload: Mapping[str, Any]


def _parse(text: str | None) -> _Token:
    if text is None:
        _malformed("token")
    if len(text) > LIMITS.jwt_bytes:
        raise ProofFailure(Reason.TOO_LARGE, indeterminate=True, limit=LIMITS.jwt_bytes)
    parts = text.split(".")
    if len(parts) != _PARTS:
        _malformed("token")
    try:
        header, payload = (strict_json.loads(b64url_decode(part)) for part in parts[:2])
        b64url_decode(parts[2])
    except InputError as error:
        _malformed(error.code)
    if not isinstance(header, dict) or not isinstance(payload, dict):
        _malformed("token")
    return _Token(text, header, payload)


def _algorithm(header: Mapping[str, Any]) -> str:
    algorithm = header.get("alg")
    if not isinstance(algorithm, str):
        _malformed("alg")
    if algorithm.lower() == "none" or algorithm.upper().startswith("HS"):
        raise ProofFailure(Reason.ALGORITHM_REFUSED, suite=algorithm[:100])
    if "crit" in header or "b64" in header:
        _check_critical(header)
    if algorithm not in _SUPPORTED:
        raise ProofFailure(
            Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=algorithm[:100]
        )
    return algorithm


def _check_critical(header: Mapping[str, Any]) -> None:
    critical = header.get("crit", [])
    # RFC 7515, section 4.1.11: a non-empty list of names that are in the header.
    if not isinstance(critical, list) or any(one != "b64" for one in critical):
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER)
    if "crit" in header and (not critical or "b64" not in header):
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER)
    if header.get("b64") is not True:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="b64")


# --- the key -------------------------------------------------------------------------------


def _key(
    header: Mapping[str, Any], content: claims.Content, setting: Setting
) -> tuple[str | None, VerificationKey, Reason]:
    """The method named, its key, and whether the key is bound to anybody."""
    method = _method(header.get("kid"), content.signer, setting)
    try:
        return method, _find(method, setting), Reason.SIGNATURE_VALID
    except ProofFailure as failure:
        # A presentation's proof must be its holder's; there is no later check of the key.
        is_credential = setting.purpose == "assertionMethod"
        if "jwk" not in header or not failure.indeterminate or not is_credential:
            raise
    kind, jwk = keys.from_jwk(header["jwk"])
    return method, unbound(method or "", kind, jwk), Reason.UNBOUND


def _find(method: str | None, setting: Setting) -> VerificationKey:
    if method is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="kid")
    return find_key(method, setting.evidence)


def _method(kid: Any, signer: str | None, setting: Setting) -> str | None:
    """The verification method that a token means (spec/verification.md 2.3)."""
    if kid is None:
        return default_method(signer, setting.purpose, setting.evidence) if signer else None
    if not isinstance(kid, str):
        _malformed("kid")
    if "#" in kid[1:]:
        return kid
    if kid.startswith(("did:", "https:")):
        return default_method(kid, setting.purpose, setting.evidence)
    # A bare fragment means a method of the signer's own document.
    return f"{signer}#{kid.removeprefix('#')}" if signer else None


def _check_purpose(key: VerificationKey, setting: Setting) -> None:
    # For a credential the issuer_key check asks this; a presentation has no such check.
    if setting.purpose != "assertionMethod" and setting.purpose not in key.purposes:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail=setting.purpose)


def _check_signature(token: _Token, algorithm: str, key: VerificationKey) -> None:
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


def _check_time(content: claims.Content, setting: Setting) -> None:
    leeway = timedelta(seconds=setting.policy.leeway_seconds)
    if content.issued is not None and content.issued > setting.now + leeway:
        raise ProofFailure(Reason.PROOF_FROM_THE_FUTURE, detail="iat")


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
