"""base58btc, base64url and multibase, strictly: one value has one spelling.

A lax decoder would let a signature or key be respelled, so that two texts name one thing:
white space, padding, and non-zero trailing bits are refused.
"""

from __future__ import annotations

import base64
import binascii
import re

import base58

from wallet.errors import InputError

_LONGEST_BASE58 = 8192
"""Characters. Decoding takes squared time; an RSA-4096 did:key has about 750."""

_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]*\Z")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")


def base58_encode(data: bytes) -> str:
    """Text in the Bitcoin alphabet, without a multibase prefix."""
    return base58.b58encode(data).decode("ascii")


def base58_decode(text: str) -> bytes:
    """Bytes of base58btc text without a multibase prefix.

    Raises:
        InputError: ``malformed_base58``.
    """
    if len(text) > _LONGEST_BASE58 or not _BASE58.match(text):
        raise InputError("malformed_base58")
    return base58.b58decode(text)


def b64url_encode(data: bytes) -> str:
    """Text in the URL alphabet, without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64url_decode(text: str) -> bytes:
    """Bytes of unpadded base64url text.

    Raises:
        InputError: ``malformed_base64url``.
    """
    if not _BASE64URL.match(text):
        raise InputError("malformed_base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise InputError("malformed_base64url") from None
    if b64url_encode(data) != text:  # trailing bits that say nothing
        raise InputError("malformed_base64url")
    return data


def multibase_decode(text: str) -> bytes:
    """Bytes of multibase text: ``z`` (base58btc) or ``u`` (base64url).

    Raises:
        InputError: ``malformed_base58``, ``malformed_base64url`` or ``unknown_multibase``.
    """
    match text[:1]:
        case "z":
            return base58_decode(text[1:])
        case "u":
            return b64url_decode(text[1:])
        case _:
            raise InputError("unknown_multibase")
