"""Keys of the test issuer, and the identifiers that stand for them.

Written from the specifications alone (did:key, did:jwk, RFC 7515, RFC 7518), without the
product's own code, so that a mistake there is not repeated here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import base58
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "secp256k1": ec.SECP256K1()}
MULTICODEC = {
    "Ed25519": b"\xed\x01",
    "P-256": b"\x80\x24",
    "P-384": b"\x81\x24",
    "secp256k1": b"\xe7\x01",
}
ALGORITHMS = {
    "Ed25519": "EdDSA",
    "P-256": "ES256",
    "P-384": "ES384",
    "secp256k1": "ES256K",
    "RSA": "RS256",
}
WIDTH = {"P-256": 32, "P-384": 48, "secp256k1": 32}
RSA_HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def b64url(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@lru_cache(maxsize=8)
def _rsa(seed: str, bits: int) -> rsa.RSAPrivateKey:  # noqa: ARG001 - one key for each seed
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class Key:
    """One signing key; the same seed gives the same key (but for RSA)."""

    kind: str
    private: Any

    @classmethod
    def make(cls, seed: str, kind: str = "Ed25519", *, bits: int = 2048) -> Key:
        """A key of a kind: ``Ed25519``, ``P-256``, ``P-384``, ``secp256k1`` or ``RSA``."""
        secret = hashlib.sha512(f"tessera test key {kind} {seed}".encode()).digest()
        if kind == "Ed25519":
            return cls(kind, ed25519.Ed25519PrivateKey.from_private_bytes(secret[:32]))
        if kind == "RSA":
            return cls(kind, _rsa(seed, bits))
        number = int.from_bytes(secret[:31], "big") + 1
        return cls(kind, ec.derive_private_key(number, CURVES[kind]))

    @property
    def public(self) -> Any:
        """The public half."""
        return self.private.public_key()

    @property
    def multibase(self) -> str:
        """``publicKeyMultibase`` of a Multikey."""
        if self.kind == "Ed25519":
            raw = self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        else:
            raw = self.public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return "z" + base58.b58encode(MULTICODEC[self.kind] + raw).decode()

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as a JWK."""
        if self.kind == "Ed25519":
            raw = self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
            return {"kty": "OKP", "crv": "Ed25519", "x": b64url(raw)}
        numbers = self.public.public_numbers()
        if self.kind == "RSA":
            n, e = (
                value.to_bytes((value.bit_length() + 7) // 8, "big")
                for value in (numbers.n, numbers.e)
            )
            return {"kty": "RSA", "n": b64url(n), "e": b64url(e)}
        x, y = (
            b64url(value.to_bytes(WIDTH[self.kind], "big")) for value in (numbers.x, numbers.y)
        )
        return {"kty": "EC", "crv": self.kind, "x": x, "y": y}

    @property
    def did_key(self) -> str:
        """The did:key of this key."""
        return f"did:key:{self.multibase}"

    @property
    def did_jwk(self) -> str:
        """The did:jwk of this key."""
        return "did:jwk:" + b64url(json.dumps(self.jwk, separators=(",", ":")).encode())

    def sign(self, message: bytes, algorithm: str | None = None) -> bytes:
        """A signature as JOSE and Data Integrity want it (ECDSA: r and s side by side)."""
        if self.kind == "Ed25519":
            return bytes(self.private.sign(message))
        if self.kind == "RSA":
            named = algorithm or "RS256"
            hashed = RSA_HASHES.get(named[2:], hashes.SHA256())
            if named.startswith("PS"):
                pss = padding.PSS(padding.MGF1(hashed), salt_length=hashed.digest_size)
                return bytes(self.private.sign(message, pss, hashed))
            return bytes(self.private.sign(message, padding.PKCS1v15(), hashed))
        digest = hashes.SHA384() if self.kind == "P-384" else hashes.SHA256()
        r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(digest)))
        width = WIDTH[self.kind]
        return r.to_bytes(width, "big") + s.to_bytes(width, "big")
