"""Keys that sign bundles, by one name each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallet.errors import ProofFailure
from wallet.identifiers import keys

if TYPE_CHECKING:
    from securesystemslib.signer import Key


def thumbprint(key: Key) -> str:
    """RFC 7638, whichever way the key is spelled: in capitals, in longer or shorter lines.

    Raises:
        ValueError: it is no key, or of a kind that we cannot name.
    """
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - on demand
        load_pem_public_key,
    )

    told = str(key.keyval["public"])
    try:
        if key.keytype == "ed25519":
            _, jwk = keys.from_ed25519_bytes(bytes.fromhex(told))
        else:
            _, jwk = keys.from_public(load_pem_public_key(told.encode()))
    except (ProofFailure, UnsupportedAlgorithm):
        raise ValueError("key") from None
    return keys.thumbprint(jwk)
