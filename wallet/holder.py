"""Holder keys: how this learner proves that a presentation is theirs.

Ed25519 and P-256, named by their did:key. This module is pure: the identifier is made by
``wallet.identifiers``, which lies above, and the key is kept by ``wallet.vault``.

Rules
-----
1. Which kind a kept key is, its identifier says (did:key names the curve); the secret is 32
   bytes for both.
2. P-256 is there for issuers that bind with ES256 only; everything else is Ed25519.
3. A *one-time* key signs one presentation and is forgotten: nobody can tell by it that two
   presentations came from the same person.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

PrivateKey: TypeAlias = Ed25519PrivateKey | ec.EllipticCurvePrivateKey

MAX_LABEL = 100
"""Characters of the learner's own name for a key."""
ED25519, P256 = "Ed25519", "P-256"
KINDS = (ED25519, P256)
_P256_PREFIX = "did:key:zDn"
"""Base58 of the multicodec of a compressed P-256 point always begins so."""
_COORDINATE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderKey:
    """What may be shown of a holder key. The private half stays in the vault."""

    did: str
    label: str
    """The learner's own name for it; never leaves the wallet."""
    created_at: datetime

    @property
    def verification_method(self) -> str:
        """The id of the key itself: for did:key the fragment repeats the key."""
        return f"{self.did}#{self.did.removeprefix('did:key:')}"

    @property
    def kind(self) -> str:
        """``Ed25519`` or ``P-256``."""
        return kind_of(self.did)


def kind_of(did: str) -> str:
    """Which kind of key a did:key of ours names (rule 1)."""
    return P256 if did.startswith(_P256_PREFIX) else ED25519


def new_private_key(kind: str = ED25519) -> PrivateKey:
    """A fresh key from the system's random source."""
    if kind == P256:
        return ec.generate_private_key(ec.SECP256R1())
    return Ed25519PrivateKey.generate()


def to_bytes(key: PrivateKey) -> bytes:
    """The 32 secret bytes. Only the vault may call this."""
    if isinstance(key, Ed25519PrivateKey):
        return key.private_bytes_raw()
    return key.private_numbers().private_value.to_bytes(_COORDINATE, "big")


def from_bytes(secret: bytes, did: str = "") -> PrivateKey:
    """The key of 32 secret bytes, of the kind that its identifier names."""
    if kind_of(did) == P256:
        return ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
    return Ed25519PrivateKey.from_private_bytes(secret)


def sign_bytes(key: PrivateKey, data: bytes) -> bytes:
    """The 64 bytes of a signature; ECDSA with SHA-256 as r and s (IEEE P1363)."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(data)
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(_COORDINATE, "big") + s.to_bytes(_COORDINATE, "big")


def sign_jose(
    payload: Mapping[str, Any],
    key: PrivateKey,
    *,
    typ: str,
    more: Mapping[str, Any] | None = None,
) -> str:
    """A compact JWS (RFC 7515) over ``payload``; ``more``: further members of its header."""
    algorithm = "EdDSA" if isinstance(key, Ed25519PrivateKey) else "ES256"
    head, body = (
        _b64url(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode())
        for one in ({"alg": algorithm, "typ": typ, **(more or {})}, payload)
    )
    signature = sign_bytes(key, f"{head}.{body}".encode("ascii"))
    return f"{head}.{body}.{_b64url(signature)}"


def _b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
