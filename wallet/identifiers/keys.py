"""Public keys as they are written in identifiers and documents, checked before use.

Rules
-----
1. A key has one spelling: canonical base58 or base64url, minimal prefixes, compressed points.
2. Refused as ``weak_key``: RSA under 2048 bits, Ed25519 points of low order (anything signs
   for them), points that are not on their curve.
3. A key that we cannot use for verification is ``unsupported_identifier`` (indeterminate).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from wallet.encoding import jcs, strict_json
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import bls
from wallet.reasons import Reason

PublicKey: TypeAlias = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

_CURVES: dict[str, tuple[ec.EllipticCurve, int]] = {
    "P-256": (ec.SECP256R1(), 32),
    "P-384": (ec.SECP384R1(), 48),
    "secp256k1": (ec.SECP256K1(), 32),
}
"""JOSE name -> curve and the length of a coordinate in bytes."""

_ED25519 = b"\xed\x01"
_RSA = b"\x85\x24"
_JWK_JCS = b"\xd1\xd6\x03"
_BLS_CURVE = "Bls12381G2"
_MULTICODEC: dict[bytes, str] = {
    _ED25519: "Ed25519",
    b"\x80\x24": "P-256",
    b"\x81\x24": "P-384",
    b"\xe7\x01": "secp256k1",
    b"\xeb\x01": bls.KIND,
    _RSA: "RSA",
    _JWK_JCS: "JWK",
}

# The eight points of small order and the spellings of them that are not reduced, without the
# sign bit: for such a key one signature is good for any message.
_LOW_ORDER = {
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
}

_OPERATIONS = frozenset({"verify", "sign"})
_NO_SIGNATURES = ("ECDH", "RSA1_5", "RSA-OAEP", "HPKE", "A1", "A2", "PBES2", "dir", "HS")
"""How the names of algorithms begin that encrypt, or need a shared secret (RFC 7518)."""
_LEAST_RSA_BITS = 2048
_MOST_RSA_BITS = 16384


def from_multicodec(data: bytes) -> tuple[str, dict[str, Any]]:
    """Kind and JWK of a key with its multicodec prefix.

    Raises:
        ProofFailure: ``malformed_proof``, ``weak_key``, ``unsupported_identifier``.
    """
    for prefix, kind in _MULTICODEC.items():
        if data.startswith(prefix):
            return _from_raw(kind, data[len(prefix) :])
    raise ProofFailure(Reason.UNSUPPORTED_IDENTIFIER, indeterminate=True, detail="multicodec")


def to_multicodec(key: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey) -> bytes:
    """A public key with its multicodec prefix.

    Raises:
        ValueError: for a curve without one here; our own callers never have it.
    """
    if isinstance(key, ed25519.Ed25519PublicKey):
        return _ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    names = {"secp256r1": "P-256", "secp384r1": "P-384", "secp256k1": "secp256k1"}
    kind = names[key.curve.name]
    prefix = next(code for code, name in _MULTICODEC.items() if name == kind)
    return prefix + key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def from_public(key: object) -> tuple[str, dict[str, Any]]:
    """Kind and JWK of a public key that a certificate holds.

    Raises:
        ProofFailure: ``weak_key``, ``unsupported_identifier`` (indeterminate).
    """
    if isinstance(key, rsa.RSAPublicKey):
        return _from_raw("RSA", key.public_bytes(Encoding.DER, PublicFormat.PKCS1))
    try:
        if isinstance(key, ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey):
            return from_multicodec(to_multicodec(key))
    except KeyError:  # a curve that is not ours
        pass
    raise ProofFailure(Reason.UNSUPPORTED_IDENTIFIER, indeterminate=True, detail="certificate")


def from_ed25519_bytes(data: bytes) -> tuple[str, dict[str, Any]]:
    """Kind and JWK of 32 raw bytes (``Ed25519VerificationKey2018``).

    Raises:
        ProofFailure: ``malformed_proof`` or ``weak_key``.
    """
    return _from_raw("Ed25519", data)


def from_secp256k1_bytes(data: bytes) -> tuple[str, dict[str, Any]]:
    """Kind and JWK of a compressed point (``EcdsaSecp256k1VerificationKey2019``).

    Raises:
        ProofFailure: ``malformed_proof`` or ``weak_key``.
    """
    return _from_raw("secp256k1", data)


def _from_raw(kind: str, data: bytes) -> tuple[str, dict[str, Any]]:
    match kind:
        case "Ed25519":
            jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64url_encode(data)}
        case "RSA":
            jwk = _rsa_jwk(data)
        case "JWK":
            return from_jwk(_jcs_jwk(data))
        case bls.KIND:
            bls.check_key(data)
            # in this house only: no JWK of such a key is read
            return kind, {"kty": "OKP", "crv": _BLS_CURVE, "x": b64url_encode(data)}
        case _:
            jwk = _point_jwk(kind, data)
    return from_jwk(jwk)


def _jcs_jwk(data: bytes) -> Any:
    try:
        jwk = strict_json.loads(data)
        canonical = jcs.canonical(jwk)
    except InputError:
        _malformed("jwk")
    if canonical != data:
        _malformed("jwk")
    return jwk


def _point_jwk(kind: str, data: bytes) -> dict[str, Any]:
    _, size = _CURVES[kind]
    if len(data) != size + 1 or data[0] not in {2, 3}:
        _malformed("point")
    numbers = _point(kind, data).public_numbers()
    return {
        "kty": "EC",
        "crv": kind,
        "x": b64url_encode(numbers.x.to_bytes(size, "big")),
        "y": b64url_encode(numbers.y.to_bytes(size, "big")),
    }


def _rsa_jwk(data: bytes) -> dict[str, Any]:
    try:
        key = load_der_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        _malformed("rsa")
    if not isinstance(key, rsa.RSAPublicKey):
        _malformed("rsa")
    if key.public_bytes(Encoding.DER, PublicFormat.PKCS1) != data:
        _malformed("rsa")
    numbers = key.public_numbers()
    return {
        "kty": "RSA",
        "n": b64url_encode(numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")),
        "e": b64url_encode(numbers.e.to_bytes((numbers.e.bit_length() + 7) // 8, "big")),
    }


def from_jwk(jwk: Any) -> tuple[str, dict[str, Any]]:
    """Kind of a JWK, and the JWK with its public members only.

    Raises:
        ProofFailure: ``malformed_proof``, ``weak_key``, ``algorithm_refused`` for a shared
            secret, ``unsupported_identifier`` (indeterminate) for other kinds.
    """
    if not isinstance(jwk, Mapping) or "d" in jwk:
        _malformed("jwk")
    members: tuple[str, ...]
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            kind, members = "Ed25519", ("kty", "crv", "x")
        case "EC", ("P-256" | "P-384" | "secp256k1") as curve:
            kind, members = curve, ("kty", "crv", "x", "y")
        case "RSA", _:
            kind, members = "RSA", ("kty", "n", "e")
        case "oct", _:
            raise ProofFailure(Reason.ALGORITHM_REFUSED, detail="oct")
        case _:
            raise ProofFailure(Reason.UNSUPPORTED_IDENTIFIER, indeterminate=True, detail="jwk")
    public = {name: jwk.get(name) for name in members}
    load(public)
    return kind, public


def may_sign(jwk: Any) -> bool:
    """Whether a JWK, by its own words, is for signatures (RFC 7517, sections 4.2 to 4.4).

    One that says nothing is for whatever lists it; many tools write that as ``null``. A key for
    encryption is known to many, and may be kept less well. An algorithm under a name of the
    issuer's own says nothing else: which one it is follows from the key.
    """
    if not isinstance(jwk, Mapping):
        return True
    said = {name: value for name, value in jwk.items() if value is not None}
    stated = said.get("key_ops", ["verify"])
    named = said.get("alg", "ES256")
    return (
        said.get("use", "sig") == "sig"
        and isinstance(stated, list)
        and not _OPERATIONS.isdisjoint(one for one in stated if isinstance(one, str))
        and isinstance(named, str)
        and not named.startswith(_NO_SIGNATURES)
    )


def thumbprint(jwk: Mapping[str, object]) -> str:
    """RFC 7638: one name for one public key, whoever lists it."""
    needed = ("crv", "e", "kty", "n", "x", "y")
    members = {name: jwk[name] for name in needed if name in jwk}
    text = json.dumps(members, separators=(",", ":"))  # in order already, all ASCII
    return b64url_encode(hashlib.sha256(text.encode()).digest())


def bls_bytes(jwk: Mapping[str, Any]) -> bytes:
    """The compressed point of a BLS12-381 key.

    Raises:
        ProofFailure: ``algorithm_refused`` for a key of another kind.
    """
    if jwk.get("crv") != _BLS_CURVE:
        raise ProofFailure(Reason.ALGORITHM_REFUSED, detail=str(jwk.get("crv"))[:20])
    return _number(jwk, "x")


def load(jwk: Mapping[str, Any]) -> PublicKey:
    """The key of a JWK made by this module, ready for use.

    Raises:
        ProofFailure: ``malformed_proof``, ``weak_key``; ``unsupported_algorithm``
            (indeterminate) for a BLS12-381 key, which only ``bbs-2023`` can use.
    """
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Bls12381G2":
            raise ProofFailure(
                Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, detail=bls.KIND
            )
        case "OKP", _:
            return _load_ed25519(_number(jwk, "x"))
        case "EC", _:
            return _load_point(jwk)
        case _:
            return _load_rsa(_number(jwk, "n"), _number(jwk, "e"))


def _load_ed25519(data: bytes) -> ed25519.Ed25519PublicKey:
    if len(data) != 32:  # noqa: PLR2004 - RFC 8032, section 5.1.5
        _malformed("x")
    if data[:31] + bytes([data[31] & 0x7F]) in _LOW_ORDER:
        raise ProofFailure(Reason.WEAK_KEY, detail="low order")
    return ed25519.Ed25519PublicKey.from_public_bytes(data)


def _load_point(jwk: Mapping[str, Any]) -> ec.EllipticCurvePublicKey:
    _, size = _CURVES[jwk["crv"]]
    x, y = _number(jwk, "x"), _number(jwk, "y")
    if len(x) != size or len(y) != size:  # RFC 7518, section 6.2.1.2
        _malformed("point")
    return _point(jwk["crv"], b"\x04" + x + y)


@lru_cache(maxsize=64)
def _point(kind: str, data: bytes) -> ec.EllipticCurvePublicKey:
    """Remembered: each costs a tenth of a millisecond, and is asked for several times."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind][0], data)
    except ValueError:
        raise ProofFailure(Reason.WEAK_KEY, detail="point") from None


def _load_rsa(n: bytes, e: bytes) -> rsa.RSAPublicKey:
    modulus, exponent = int.from_bytes(n, "big"), int.from_bytes(e, "big")
    if not _LEAST_RSA_BITS <= modulus.bit_length() <= _MOST_RSA_BITS:
        raise ProofFailure(Reason.WEAK_KEY, detail="rsa bits", bits=modulus.bit_length())
    try:
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise ProofFailure(Reason.WEAK_KEY, detail="rsa") from None


def _number(jwk: Mapping[str, Any], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str):
        _malformed(name)
    try:
        return b64url_decode(value)
    except InputError:
        _malformed(name)


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
