"""An issuer of Blockcerts: hashes, a Merkle tree, a Bitcoin transaction, a block.

Written from the formats alone (Bitcoin's serialisation, Chainpoint 2, MerkleProof2019); graphs
are canonicalised by stock PyLD, not by the product.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import base58
import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.helpers import signing
from tests.helpers.files import to_bytes
from tests.helpers.keys import Key

V2 = ("https://w3id.org/openbadges/v2", "https://w3id.org/blockcerts/v2")
V3 = ("https://www.w3.org/ns/credentials/v2", "https://w3id.org/blockcerts/v3.2")
EASY = 0x207FFFFF
"""The difficulty of Bitcoin's test network on one computer: two tries for a block."""


def double(data: bytes) -> bytes:
    """SHA-256 twice."""
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def size(number: int) -> bytes:
    """A short count."""
    assert number < 0xFD
    return bytes([number])


@dataclass
class AnchoringIssuer:
    """Anchors what it issues. Its address is that of one key, paid to by its hash."""

    name: str = "Chain University"
    host: str = "chain.example"
    listed_since: str = "2024-01-01T00:00:00Z"
    revoked_on: str | None = None
    revoked: list[Any] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of its profile, which is its id."""
        return f"https://{self.host}/issuer.json"

    @property
    def key(self) -> Key:
        """The key that pays for its transactions."""
        return Key.make(self.name, "secp256k1")

    @property
    def public(self) -> bytes:
        """The key as scripts have it."""
        return bytes(self.key.public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))

    def address(self, version: int = 0) -> str:
        """Its address; version 0 is the main chain."""
        body = bytes([version]) + key_hash(self.public)
        return base58.b58encode(body + double(body)[:4]).decode()

    def profile(self, version: int = 0) -> dict[str, Any]:
        """Its own profile, which lists the address."""
        key = {
            "id": f"ecdsa-koblitz-pubkey:{self.address(version)}",
            "created": self.listed_since,
        }
        if self.revoked_on:
            key["revoked"] = self.revoked_on
        return {
            "@context": list(V2),
            "type": "Profile",
            "id": self.url,
            "name": self.name,
            "url": f"https://{self.host}/",
            "email": f"certs@{self.host}",
            "publicKey": [key],
            "revocationList": f"https://{self.host}/revoked.json",
        }

    def revocations(self) -> dict[str, Any]:
        """Its list of revoked certificates."""
        return {
            "@context": V2[0],
            "type": "RevocationList",
            "id": f"https://{self.host}/revoked.json",
            "issuer": self.url,
            "revokedAssertions": list(self.revoked),
        }

    def certificate_2(self, **members: Any) -> dict[str, Any]:
        """An unsealed Blockcerts 2 certificate."""
        return {
            "@context": list(V2),
            "type": "Assertion",
            "id": "urn:uuid:5b4c1b1e-8a3c-4f34-a4a6-0a2f4b6c8d01",
            "recipient": {"type": "email", "identity": "sam@learner.example", "hashed": False},
            "recipientProfile": {
                "type": ["RecipientProfile", "Extension"],
                "name": "Sam Salmon",
                "publicKey": "ecdsa-koblitz-pubkey:1BPQXndcz5Uf3qZQkgnvJC87LUD5n7a2mC",
            },
            "badge": {
                "type": "BadgeClass",
                "id": "urn:uuid:0f0a7a0e-0a3e-4a8e-9c55-3b8f5f1d2c02",
                "name": "Data basics",
                "description": "Reading and drawing data.",
                "criteria": {"narrative": "Passing the exam."},
                "issuer": {"type": "Profile", "id": self.url, "name": self.name},
            },
            "verification": {
                "type": ["MerkleProofVerification2017", "Extension"],
                "publicKey": f"ecdsa-koblitz-pubkey:{self.address()}",
            },
            "issuedOn": "2026-02-01T09:00:00+00:00",
        } | members

    def credential_3(self, **members: Any) -> dict[str, Any]:
        """An unsealed Blockcerts 3 credential."""
        return {
            "@context": list(V3),
            "id": "urn:uuid:1c9a3a52-6f39-4d9e-9d2a-9b0f43c4f003",
            "type": ["VerifiableCredential", "BlockcertsCredential"],
            "issuer": self.url,
            "validFrom": "2026-02-01T09:00:00Z",
            "validUntil": "2036-02-01T09:00:00Z",
            "credentialSubject": {
                "id": "urn:uuid:6a7b",
                "name": "Sam Salmon",
                "claim": {"name": "Data basics", "description": "Reading and drawing data."},
            },
        } | members

    # --- sealing ------------------------------------------------------------------------

    def seal_2(
        self, document: dict[str, Any], *, chain: str = "bitcoinMainnet", **how: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The certificate with its receipt, and the evidence of its transaction."""
        target = document_hash(document)
        root, path = tree(target)
        evidence = self.transaction(root, **how)
        receipt = {
            "type": ["MerkleProof2017", "Extension"],
            "merkleRoot": root.hex(),
            "targetHash": target.hex(),
            "proof": [{side: other.hex()} for side, other in path],
            "anchors": [{"sourceId": tx_id(evidence), "type": "BTCOpReturn", "chain": chain}],
        }
        return {**document, "signature": receipt}, evidence

    def seal_3(
        self, document: dict[str, Any], *, network: int = 1, **how: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The credential with its proof, and the evidence of its transaction."""
        target = document_hash(document)
        root, path = tree(target)
        evidence = self.transaction(root, **how)
        twice = [
            [3, [[0 if side == "left" else 1, cbor2.dumps(one.hex())] for side, one in path]],
            [0, cbor2.dumps(root.hex())],
            [1, cbor2.dumps(target.hex())],
            [2, [[[0, 0], [1, network], [2, cbor2.dumps(tx_id(evidence))]]]],
        ]
        proof = {
            "type": "MerkleProof2019",
            "created": "2026-02-01T09:00:00Z",
            "proofPurpose": "assertionMethod",
            "verificationMethod": f"{self.url}#key-1",
            "proofValue": "z" + base58.b58encode(cbor2.dumps(twice)).decode(),
        }
        return {**document, "proof": proof}, evidence

    def transaction(
        self,
        root: bytes,
        *,
        at: datetime | None = None,
        pays: Key | None = None,
        script: bytes | None = None,
        bits: int = EASY,
    ) -> dict[str, Any]:
        """A file of evidence: the transaction, and with ``at`` the block that holds it."""
        raw = signed_transaction(pays or self.key, b"\x6a\x20" + root, script=script)
        found: dict[str, Any] = {"type": "BitcoinTransaction", "transaction": raw.hex()}
        if at is not None:
            other = hashlib.sha256(b"another transaction").digest()
            found["block"] = {
                "header": mined(double(double(raw) + other), at, bits).hex(),
                "merkle": [other[::-1].hex()],
                "pos": 0,
            }
        return found

    def evidence_files(self, *transactions: dict[str, Any]) -> list[tuple[str, bytes]]:
        """What a verifier may hold."""
        documents = [self.profile(), self.revocations(), *transactions]
        return [(f"{n}.json", to_bytes(one)) for n, one in enumerate(documents)]


def key_hash(public: bytes) -> bytes:
    """What an address says of a key."""
    return hashlib.new("ripemd160", hashlib.sha256(public).digest()).digest()


def document_hash(document: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical graph."""
    return hashlib.sha256(signing.canonical(document)).digest()


def tree(target: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """A root over four hashes, ours the second, and the path to it."""
    others = [hashlib.sha256(bytes([n])).digest() for n in range(2)]
    left = hashlib.sha256(others[0] + target).digest()
    return (
        hashlib.sha256(left + others[1]).digest(),
        [("left", others[0]), ("right", others[1])],
    )


def tx_id(evidence: dict[str, Any]) -> str:
    """The id of the transaction in a file of evidence."""
    return double(bytes.fromhex(evidence["transaction"]))[::-1].hex()


def signed_transaction(key: Key, note: bytes, *, script: bytes | None = None) -> bytes:
    """One input paid from the hash of a key, change, and an OP_RETURN."""
    public = key.public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    lock = b"\x76\xa9\x14" + key_hash(public) + b"\x88\xac"
    spent = hashlib.sha256(b"an earlier transaction").digest() + struct.pack("<I", 0)
    outputs: Sequence[tuple[int, bytes]] = ((1000, lock), (0, note))
    paid = b"".join(struct.pack("<Q", amount) + size(len(one)) + one for amount, one in outputs)

    def whole(unlock: bytes) -> bytes:
        return (
            struct.pack("<I", 1)
            + size(1)
            + spent
            + size(len(unlock))
            + unlock
            + b"\xff\xff\xff\xff"
            + size(len(outputs))
            + paid
            + struct.pack("<I", 0)
        )

    if script is not None:
        return whole(script)
    digest = double(whole(lock) + struct.pack("<I", 1))
    signature = key.private.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256()))) + b"\1"
    return whole(size(len(signature)) + signature + size(len(public)) + public)


def mined(root: bytes, at: datetime, bits: int = EASY) -> bytes:
    """A block header that meets its difficulty."""
    target = (bits & 0x7FFFFF) << 8 * ((bits >> 24) - 3)
    for nonce in range(1 << 20):
        header = struct.pack("<I", 2) + bytes(32) + root
        header += struct.pack("<III", int(at.timestamp()), bits, nonce)
        if int.from_bytes(double(header), "little") <= target:
            return header
    raise AssertionError("too hard")
