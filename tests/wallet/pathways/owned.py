"""Pathways that their owner signed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wallet.identifiers import did_key_of
from wallet.pathways import read
from wallet.pathways.signature import sign

KEY = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"q" * 32)
WHEN = datetime(2026, 9, 1, 12, tzinfo=UTC)


def did_of(key: Ed25519PrivateKey) -> str:
    """Its did:key."""
    return did_key_of(key.public_key())


def signed(made: dict[str, Any], key: Ed25519PrivateKey = KEY) -> dict[str, Any]:
    """The document, signed."""
    did = did_of(key)
    return sign(made, key=key, method=f"{did}#{did.removeprefix('did:key:')}", created=WHEN)


def opened(made: dict[str, Any]):
    """The document, read."""
    return read(json.dumps(made).encode())


OWNED = {"owner": {"name": "Home University", "identifiers": [did_of(KEY)]}}
