"""Seals by the test authority: JAdES in every serialisation, as the specification writes it.

Written from ETSI TS 119 182-1 and RFC 7515/7797 without the product's code.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.helpers import x509
from tests.helpers.keys import b64url
from tests.helpers.said import NOW, rfc3339

SIGNED = NOW - timedelta(days=3)
UNIVERSITY = "VATFI-12345678"
"""The organisation of ``tests.helpers.elm``'s issuer."""


def sealer(
    authority: x509.Identity | None = None, *, key: str = "P-256", **wanted: Any
) -> x509.Identity:
    """A seal certificate of Example University under an authority of its own."""
    by = authority or x509.root()
    stated = x509.Wanted(
        **{
            "name": "Example University Seal",
            "organisation": "Example University",
            "organisation_id": UNIVERSITY,
            "uses": frozenset({"content_commitment"}),
            **wanted,
        }
    )
    return by.issue(stated, key=x509.new_key(key))


def algorithm(identity: x509.Identity) -> str:
    """The JOSE name that fits the key."""
    match identity.key:
        case ec.EllipticCurvePrivateKey():
            return "ES256" if identity.key.curve.key_size == 256 else "ES384"
        case ed25519.Ed25519PrivateKey():
            return "EdDSA"
        case _:
            return "RS256"


def protected(
    identity: x509.Identity, *, b64: bool | None = False, at: datetime = SIGNED, **changed: Any
) -> dict[str, Any]:
    """A header of the B level; a member that is None is left out."""
    found: dict[str, Any] = {
        "alg": algorithm(identity),
        "typ": "jose+json",
        "cty": "json",
        "x5t#S256": b64url(hashlib.sha256(identity.der).digest()),
        "x5c": [base64.b64encode(one).decode() for one in identity.bag],
        "sigT": rfc3339(at),
        "crit": ["sigT"] if b64 is None else ["b64", "sigT"],
    }
    if b64 is not None:
        found["b64"] = b64
    return {name: value for name, value in (found | changed).items() if value is not None}


def signature(identity: x509.Identity, data: bytes, named: str | None = None) -> bytes:
    """The raw signature that JOSE wants."""
    key, named = identity.key, named or algorithm(identity)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    digest = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[named[2:]]
    if isinstance(key, ec.EllipticCurvePrivateKey):
        size = (key.curve.key_size + 7) // 8
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")
    if named.startswith("PS"):
        pss = padding.PSS(mgf=padding.MGF1(digest), salt_length=digest.digest_size)
        return key.sign(data, pss, digest)
    return key.sign(data, padding.PKCS1v15(), digest)


def one(
    payload: str, identity: x509.Identity, header: Mapping[str, Any] | bytes
) -> dict[str, str]:
    """``protected`` and ``signature`` over a payload as it stands in the serialisation."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    named = None if isinstance(header, bytes) else str(header.get("alg"))
    first = b64url(text)
    signed = f"{first}.{payload}".encode()
    known = named if named and named[2:] in ("256", "384", "512") else None
    return {"protected": first, "signature": b64url(signature(identity, signed, known))}


BY_URI = "http://uri.etsi.org/19182/ObjectIdByURI"
BY_HASH = "http://uri.etsi.org/19182/ObjectIdByURIHash"


def apart(
    content: bytes,
    identity: x509.Identity,
    *,
    name: str = "credential.json",
    mechanism: str = BY_HASH,
    form: str = "flattened",
    b64: bool | None = False,
    **changed: Any,
) -> bytes:
    """A seal in a file of its own, over the content of another one."""
    counted = content if b64 is False else b64url(content).encode()
    told: dict[str, Any] = {"mId": mechanism, "pars": [name]}
    if mechanism == BY_HASH:
        told |= {"hashM": "S256", "hashV": [b64url(hashlib.sha256(counted).digest())]}
    critical = ["sigT", "sigD"] if b64 is None else ["b64", "sigT", "sigD"]
    header = protected(identity, b64=b64, crit=critical, sigD=told, **changed)
    payload = "" if mechanism == BY_HASH else counted.decode()
    made = one(payload, identity, header)
    if form == "compact":
        return f"{made['protected']}..{made['signature']}".encode()
    return json.dumps(made if form == "flattened" else {"signatures": [made]}).encode()


def seal(
    document: Mapping[str, Any],
    identity: x509.Identity,
    *,
    form: str = "general",
    b64: bool | None = False,
    at: datetime = SIGNED,
    **changed: Any,
) -> Any:
    """A sealed credential: ``general``, ``flattened`` (both JSON) or ``compact`` (text)."""
    text = json.dumps(document, ensure_ascii=False)
    b64 = None if form == "compact" else b64
    payload = text if b64 is False else b64url(text.encode())
    made = one(payload, identity, protected(identity, b64=b64, at=at, **changed))
    if form == "compact":
        return f"{made['protected']}.{payload}.{made['signature']}"
    if form == "flattened":
        return {"payload": payload, **made}
    return {"payload": payload, "signatures": [made]}
