"""An issuer of ISO mdocs, from the standard alone, with every part to get wrong."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import cbor2

from tests.helpers import x509 as ca
from tests.helpers.keys import Key
from tests.helpers.said import NOW
from tests.helpers.x509 import Identity, Wanted

LEARNING = "eu.europa.ec.eudi.learning.credential.1"
DRIVING = "org.iso.18013.5.1.mDL"
CLAIMS: dict[str, Any] = {
    "family_name": "Virtanen",
    "given_name": "Aino",
    "achievement_title": "Data basics",
    "credit_points": 5,
    "credit_framework": "ECTS",
    "level_of_learning_experience": 6,
    "issuing_authority": "Example University",
    "issuing_country": "FI",
    "date_of_issuance": "2026-09-01",
    "portrait": b"\xff\xd8\xff",
}
_ALG = {"P-256": -7, "P-384": -35, "Ed25519": -8}
_CURVE = {"P-256": 1, "P-384": 2, "Ed25519": 6}
_DIGESTS = {"SHA-256": hashlib.sha256, "SHA-384": hashlib.sha384, "SHA-512": hashlib.sha512}


def tdate(moment: datetime) -> cbor2.CBORTag:
    """A date as the standard writes it."""
    return cbor2.CBORTag(0, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


@dataclass
class MdocIssuer:
    """A root, and a signer of documents below it."""

    key: Key = field(default_factory=lambda: Key.make("mdoc", "P-256"))
    wanted: Wanted = field(default_factory=Wanted)
    root: Identity = field(default_factory=ca.root)

    def __post_init__(self) -> None:
        self.signer = self.root.issue(self.wanted, self.key.private)

    def issue(  # noqa: PLR0913 - each is a part of the security object
        self,
        claims: Mapping[str, Any] = CLAIMS,
        *,
        doc_type: str = LEARNING,
        digest: str = "SHA-256",
        signed: datetime = NOW - timedelta(days=30),
        begins: datetime = NOW - timedelta(days=30),
        ends: datetime = NOW + timedelta(days=300),
        device: Key | None = None,
        status: Mapping[str, Any] | None = None,
        version: str = "1.0",
        by: Key | None = None,
    ) -> dict[str, Any]:
        """``IssuerSigned``."""
        items = _items(claims)
        security: dict[str, Any] = {
            "version": version,
            "digestAlgorithm": digest,
            "valueDigests": {
                LEARNING: {
                    number: _DIGESTS[digest](cbor2.dumps(one)).digest()
                    for number, one in enumerate(items)
                }
            },
            "deviceKeyInfo": {"deviceKey": cose_key(device or Key.make("holder", "P-256"))},
            "docType": doc_type,
            "validityInfo": {
                "signed": tdate(signed),
                "validFrom": tdate(begins),
                "validUntil": tdate(ends),
            },
        }
        if status is not None:
            security["status"] = dict(status)
        payload = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(security)))
        return {"nameSpaces": {LEARNING: items}, "issuerAuth": self.sign(payload, by)}

    def status_list(  # noqa: PLR0913 - each is a part of it
        self,
        url: str,
        values: Mapping[int, int],
        *,
        bits: int = 2,
        at: datetime = NOW - timedelta(days=1),
        by: Key | None = None,
        typ: str | None = "application/statuslist+cwt",
        certified: bool = True,
        **claims: Any,
    ) -> bytes:
        """A Token Status List as a CWT; None leaves a claim out."""
        data, per_byte = bytearray(1024), 8 // bits
        for index, value in values.items():
            data[index // per_byte] |= value << (index % per_byte * bits)
        told = {
            2: url,
            6: int(at.timestamp()),
            65533: {"bits": bits, "lst": zlib.compress(bytes(data), 9)},
        }
        numbers = {"iss": 1, "sub": 2, "exp": 4, "iat": 6, "ttl": 65534, "status_list": 65533}
        told |= {numbers[name]: value for name, value in claims.items()}
        payload = cbor2.dumps({name: one for name, one in told.items() if one is not None})
        protected = {} if typ is None else {16: typ}
        bag = {33: self.signer.bag} if certified else {}
        return cbor2.dumps(cbor2.CBORTag(18, sign1(payload, by or self.key, protected, bag)))

    def sign(
        self, payload: bytes, by: Key | None = None, protected: Mapping[int, Any] | None = None
    ) -> list[Any]:
        """``issuerAuth``."""
        key = by or self.key
        bag = self.signer.bag
        return sign1(payload, key, protected, {33: bag if len(bag) > 1 else bag[0]})


def _items(claims: Mapping[str, Any]) -> list[cbor2.CBORTag]:
    """Each claim with a number and a salt of its own."""
    return [
        cbor2.CBORTag(
            24,
            cbor2.dumps(
                {
                    "digestID": number,
                    "random": hashlib.sha256(name.encode()).digest()[:16],
                    "elementIdentifier": name,
                    "elementValue": value,
                }
            ),
        )
        for number, (name, value) in enumerate(claims.items())
    ]


def sign1(
    payload: bytes,
    key: Key,
    protected: Mapping[int, Any] | None = None,
    unprotected: Mapping[int, Any] | None = None,
) -> list[Any]:
    """A COSE_Sign1."""
    header = cbor2.dumps({1: _ALG[key.kind], **(protected or {})})
    signed = cbor2.dumps(["Signature1", header, b"", payload])
    return [header, dict(unprotected or {}), payload, key.sign(signed)]


def cose_key(key: Key) -> dict[int, Any]:
    """A public key as COSE writes it."""
    numbers = key.public.public_numbers()
    return {
        1: 2,
        -1: _CURVE[key.kind],
        -2: numbers.x.to_bytes(32, "big"),
        -3: numbers.y.to_bytes(32, "big"),
    }


def shown(issued: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """With these elements only."""
    items = [
        one
        for one in issued["nameSpaces"][LEARNING]
        if cbor2.loads(one.value)["elementIdentifier"] in names
    ]
    return {**issued, "nameSpaces": {LEARNING: items}}


def response(*documents: Mapping[str, Any], doc_type: str = LEARNING) -> bytes:
    """A ``DeviceResponse`` with device signatures for a session that nobody here knows."""
    found = [
        {
            "docType": doc_type,
            "issuerSigned": one,
            "deviceSigned": {
                "nameSpaces": cbor2.CBORTag(24, b"\xa0"),
                "deviceAuth": {"deviceSignature": [b"\xa1\x01\x26", {}, None, bytes(64)]},
            },
        }
        for one in documents
    ]
    return cbor2.dumps({"version": "1.0", "documents": found, "status": 0})


def file(issued: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The bytes."""
    return cbor2.dumps(issued)
