"""An issuer of ``bbs-2023``, from the BBS draft and VC-DI-BBS alone.

Signing is not in the product: its pairing library is not constant in time, so that no issuer's
key should meet it. What is common with proving (points, hashing) is written here once more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import base58
from py_arkworks_bls12381 import G1Point, G2Point, Scalar

from tests.helpers.keys import b64url
from tests.helpers.selective import (
    SECRET,
    canonical_names,
    cbor,
    chosen,
    named_quads,
    renamed,
    skolemised,
)
from tests.helpers.signing import canonical

R = 52435875175126190479447740508185965837690552500527637822603658699938581184513
ID = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_"
P1 = bytes.fromhex(
    "a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd225e7c59698588e70d11406d161b4e28c9"
)
BASE = b"\xd9\x5d\x02"


@dataclass(frozen=True)
class BbsKey:
    """A key pair of BLS12-381, the public half in G2."""

    secret: int

    @classmethod
    def make(cls, seed: str) -> BbsKey:
        """The same seed gives the same key."""
        return cls(int.from_bytes(hashlib.sha512(f"bbs {seed}".encode()).digest(), "big") % R)

    @property
    def public(self) -> bytes:
        """The compressed point."""
        return bytes((G2Point() * scalar(self.secret)).to_compressed_bytes())

    @property
    def multibase(self) -> str:
        """``publicKeyMultibase`` of a Multikey."""
        return "z" + base58.b58encode(b"\xeb\x01" + self.public).decode()

    @property
    def did_key(self) -> str:
        """The did:key of this key."""
        return f"did:key:{self.multibase}"

    @property
    def method(self) -> str:
        """Its verification method."""
        return f"{self.did_key}#{self.multibase}"

    def sign(self, header: bytes, messages: Sequence[bytes]) -> bytes:
        """A BBS signature over a header and messages."""
        q1, *points = generators(len(messages) + 1)
        count = len(messages).to_bytes(8, "big")
        octets = b"".join(bytes(one.to_compressed_bytes()) for one in (q1, *points))
        text = self.public + count + octets + ID + len(header).to_bytes(8, "big") + header
        domain = to_scalar(text, b"H2S_")
        numbers = [to_scalar(one, b"MAP_MSG_TO_SCALAR_AS_HASH_") for one in messages]
        b = G1Point.from_compressed_bytes(P1) + q1 * domain
        for point, number in zip(points, numbers, strict=True):
            b += point * number
        told = [scalar(self.secret), *numbers, domain]
        e = to_scalar(b"".join(bytes(one.to_be_bytes()) for one in told), b"H2S_")
        a = b * (scalar(self.secret) + e).inverse()
        return bytes(a.to_compressed_bytes()) + bytes(e.to_be_bytes())


def scalar(number: int) -> Scalar:
    """A number of the field."""
    return Scalar.from_be_bytes((number % R).to_bytes(32, "big"))


def to_scalar(data: bytes, dst: bytes) -> Scalar:
    """``hash_to_scalar`` of the draft."""
    return scalar(int.from_bytes(expand(data, ID + dst), "big"))


def expand(data: bytes, dst: bytes) -> bytes:
    """``expand_message_xmd`` of RFC 9380 to 48 bytes."""
    last = dst + bytes([len(dst)])
    zero = hashlib.sha256(bytes(64) + data + b"\x00\x30\x00" + last).digest()
    one = hashlib.sha256(zero + b"\x01" + last).digest()
    mixed = int.from_bytes(zero, "big") ^ int.from_bytes(one, "big")
    return (one + hashlib.sha256(mixed.to_bytes(32, "big") + b"\x02" + last).digest())[:48]


@lru_cache(maxsize=256)
def generators(count: int) -> list[G1Point]:
    """Q1 and a point for each message."""
    seed, found = ID + b"SIG_GENERATOR_SEED_", []
    v = expand(ID + b"MESSAGE_GENERATOR_SEED", seed)
    for number in range(1, count + 1):
        v = expand(v + number.to_bytes(8, "big"), seed)
        found.append(G1Point.hash_to_curve(v, ID + b"SIG_GENERATOR_DST_"))
    return found


@dataclass(frozen=True)
class BbsBase:
    """A signed credential as its holder keeps it, in pieces that a test may bend."""

    credential: dict[str, Any]
    signature: bytes
    header: bytes
    public: bytes
    mandatory: Sequence[str]
    lines: tuple[str, ...]
    kind: bytes = BASE

    @property
    def document(self) -> dict[str, Any]:
        """The credential with its base proof."""
        items = [self.signature, self.header, self.public, SECRET, list(self.mandatory)]
        value = "u" + b64url(self.kind + cbor(items))
        return {**self.credential, "proof": {**self.credential["proof"], "proofValue": value}}


def sign_bbs(
    document: Mapping[str, Any], key: BbsKey, mandatory: Sequence[str] = (), **members: Any
) -> BbsBase:
    """Sign a document so that its holder may show parts of it; ``mandatory`` are pointers."""
    bare = dict(document)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "bbs-2023",
        "created": "2026-09-01T08:00:00Z",
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
        **members,
    }
    compact = skolemised(bare)
    every = named_quads(compact)
    names = shuffled(canonical_names(every))
    lines = sorted(set(renamed(every, names)))
    always = set(renamed(named_quads(chosen(compact, mandatory)), names) if mandatory else ())
    options = canonical({"@context": bare["@context"], **proof})
    shown = "".join(line for line in lines if line in always).encode()
    header = hashlib.sha256(options).digest() + hashlib.sha256(shown).digest()
    free = [line.encode() for line in lines if line not in always]
    signature = key.sign(header, free)
    return BbsBase(
        {**bare, "proof": proof}, signature, header, key.public, mandatory, tuple(lines)
    )


def shuffled(names: Mapping[str, str]) -> dict[str, str]:
    """Labels in the order of their HMACs (VC-DI-BBS, section 3.2.1)."""
    told = {
        old: base64.urlsafe_b64encode(hmac.digest(SECRET, new[2:].encode(), "sha256"))
        for old, new in names.items()
    }
    order = sorted(told.values())
    return {old: f"_:b{order.index(one)}" for old, one in told.items()}
