"""Holder keys: how this learner proves that a presentation is theirs.

Only Ed25519 for now, named by its did:key. This module is pure: the identifier is made by
``wallet.identifiers``, which lies above, and the key is kept by ``wallet.vault``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAX_LABEL = 100
"""Characters of the learner's own name for a key."""


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


def new_private_key() -> Ed25519PrivateKey:
    """A fresh key from the system's random source."""
    return Ed25519PrivateKey.generate()


def to_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 secret bytes. Only the vault may call this."""
    return key.private_bytes_raw()


def from_bytes(secret: bytes) -> Ed25519PrivateKey:
    """The key of 32 secret bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret)
