"""Whose a credential is: the identifiers and keys that its issuer bound it to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wallet import identifiers
from wallet.encoding.multibase import b64url_decode
from wallet.errors import ProofFailure
from wallet.presenting.statements import subject_ids
from wallet.secured import Secured


def bound_to(secured: Secured) -> tuple[str, ...]:
    """Identifiers of those it is about; a key that stands there itself as its did:key."""
    named = confirmed_key(secured)
    ids = subject_ids(secured.document)
    return ids if named is None else tuple(dict.fromkeys((named, *ids)))


def confirmed_key(secured: Secured) -> str | None:
    """The did:key of the key in ``cnf`` (RFC 7800); None where there is none of our kinds."""
    stated = secured.document.get("cnf") if secured.securing == "sd_jwt" else None
    jwk = stated.get("jwk") if isinstance(stated, Mapping) else None
    return None if jwk is None else did_of(jwk)


def names_a_key(secured: Secured) -> bool:
    """Whether the issuer bound it to some key, ours or not."""
    return secured.securing == "sd_jwt" and "cnf" in secured.document


def did_of(jwk: Any) -> str | None:
    """The did:key of a public JWK; None where it is of no kind that a wallet of ours holds."""
    try:
        found = identifiers.holder_key(jwk)
    except ProofFailure:
        return None
    numbers = {name: found.jwk.get(name, "") for name in ("x", "y")}
    if found.kind == "Ed25519":
        raw = b64url_decode(str(numbers["x"]))
        return identifiers.did_key_of(Ed25519PublicKey.from_public_bytes(raw))
    if found.kind != "P-256":
        return None
    x, y = (int.from_bytes(b64url_decode(str(one)), "big") for one in numbers.values())
    public = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    return identifiers.did_key_of(public)
