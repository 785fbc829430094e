"""Signing of the test issuer: Data Integrity and JOSE, from the specifications alone.

JSON-LD goes through stock PyLD and RDFC-1.0 through pyoxigraph, with a loader that knows only
published contexts from installed packages and the term tables in ``resources/contexts``: the
product's own, faster route is thereby compared with the stock one in every test.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import base58
import rfc8785
from pyld import jsonld

from tests.helpers.keys import ALGORITHMS, Key, b64url

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
JWS_2020 = "https://w3id.org/security/suites/jws-2020/v1"
SECURITY_V2 = "https://w3id.org/security/v2"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1"

_PYLD = files("pyld") / "documentloader/frozen/bundled"
_BADGES = files("openbadgeslib") / "ob3/contexts"
_FILES = {
    V1: _PYLD / "credentials-v1.jsonld",
    V2: _PYLD / "credentials-v2.jsonld",
    ED25519_2020: _PYLD / "security-ed25519-2020-v1.jsonld",
    JWS_2020: _PYLD / "security-jws-2020-v1.jsonld",
    SECURITY_V2: _PYLD / "security-v2.jsonld",
    "https://w3id.org/security/v1": _PYLD / "security-v1.jsonld",
    DATA_INTEGRITY: _BADGES / "security-data-integrity-v2.json",
    OB3: _BADGES / "ob-v3p0-context-3.0.3.json",
    OB3.replace("3.0.3", "3.0.2"): _BADGES / "ob-v3p0-context-3.0.2.json",
    OB3.replace("3.0.3", "3.0.1"): _BADGES / "ob-v3p0-context-3.0.1.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": _BADGES
    / "clr_context_2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": _BADGES
    / "ob-v3p0-extensions.json",
}
RESOURCES = Path(__file__).resolve().parents[2] / "resources/contexts"

SUITE_KINDS = {
    "eddsa-rdfc-2022": "Ed25519",
    "Ed25519Signature2020": "Ed25519",
    "eddsa-jcs-2022": "Ed25519",
    "ecdsa-rdfc-2019": "P-256",
    "ecdsa-jcs-2019": "P-256",
}

JWS_SUITES = {
    "Ed25519Signature2018": "Ed25519",
    "EcdsaSecp256k1Signature2019": "secp256k1",
    "JsonWebSignature2020": "P-256",
}
"""Suites with a detached JWS, and one kind of key for each."""


@lru_cache(maxsize=64)
def _context(url: str) -> str:
    if url in _FILES:
        return _FILES[url].read_text("utf-8")
    stem = url.rstrip("/").split("://", 1)[1].replace("/", "-").lower()
    for path in sorted(RESOURCES.glob("*.json*")):
        text = path.read_text("utf-8")
        if path.stem.lower() == stem or f'"{url}"' in text[:600]:
            return text
    message = f"no context for {url}: nothing is fetched"
    raise LookupError(message)


def load(url: str, _options: Any = None) -> dict[str, Any]:
    """PyLD's loader: published contexts only."""
    return {
        "contextUrl": None,
        "documentUrl": url,
        "contentType": "application/ld+json",
        "document": json.loads(_context(url)),
    }


def canonical(document: Mapping[str, Any], *, sha384: bool = False) -> bytes:
    """RDFC-1.0 N-Quads of a JSON-LD document.

    With SHA-256 by PyLD, as badges in the wild are signed: pyoxigraph numbers blank nodes that
    look alike inside named graphs otherwise. PyLD knows no SHA-384.
    """
    options = {"documentLoader": load, "format": "application/n-quads"}
    if not sha384:
        named = {**options, "algorithm": "URDNA2015"}
        return str(jsonld.normalize(copy.deepcopy(dict(document)), named)).encode()
    import pyoxigraph  # noqa: PLC0415 - a development package, and the demo does without

    quads = jsonld.to_rdf(copy.deepcopy(dict(document)), {**options, "rdfDirection": None})
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(quads, pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0_SHA_384)
    written = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS)
    return b"".join(sorted(written.splitlines(keepends=True)))


def add_proof(  # noqa: PLR0913 - each is a member of the proof
    document: Mapping[str, Any],
    key: Key,
    method_id: str,
    suite: str = "eddsa-rdfc-2022",
    *,
    created: str = "2026-09-01T08:00:00Z",
    purpose: str = "assertionMethod",
    previous: Sequence[str] | str | None = None,
    **members: Any,
) -> dict[str, Any]:
    """The document with one more Data Integrity proof; ``previous`` makes a chain."""
    secured = copy.deepcopy(dict(document))
    before = secured.pop("proof", [])
    before = before if isinstance(before, list) else [before]
    old = suite == "Ed25519Signature2020" or suite in JWS_SUITES
    proof: dict[str, Any] = (
        {"type": suite}
        if old
        else {
            "type": "DataIntegrityProof",
            "cryptosuite": suite,
        }
    )
    proof |= {"created": created, "verificationMethod": method_id, "proofPurpose": purpose}
    proof |= {name: value for name, value in members.items() if value is not None}
    covered = dict(secured)
    if previous:
        proof["previousProof"] = previous
        named = [previous] if isinstance(previous, str) else list(previous)
        covered["proof"] = [one for one in before if one.get("id") in named]
    if suite in JWS_SUITES:
        proof["jws"] = detached_jws(covered, proof, key)
        secured["proof"] = [*before, proof] if before else proof
        return secured
    proof["proofValue"] = _proof_value(covered, proof, key, suite)
    if "-jcs-" in suite:
        proof["@context"] = secured["@context"]
    secured["proof"] = [*before, proof] if before else proof
    return secured


def _proof_value(
    document: Mapping[str, Any], proof: Mapping[str, Any], key: Key, suite: str
) -> str:
    options = {"@context": document["@context"], **proof}
    wide = key.kind == "P-384"
    digest = hashlib.sha384 if wide else hashlib.sha256
    if "-jcs-" in suite:
        texts = [rfc8785.dumps(dict(options)), rfc8785.dumps(dict(document))]
    else:
        texts = [canonical(options, sha384=wide), canonical(document, sha384=wide)]
    signature = key.sign(b"".join(digest(text).digest() for text in texts))
    return "z" + base58.b58encode(signature).decode()


def detached_jws(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    key: Key,
    *,
    context: Any = None,
    header: Mapping[str, Any] | None = None,
) -> str:
    """``jws`` of a proof (RFC 7797): always SHA-256, and PS256 for RSA keys.

    Args:
        context: under which the options are read; the document's where none is given.
        header: members to add to or replace in the header.
    """
    options = {**proof, "@context": context or document["@context"]}
    texts = [canonical(options), canonical(document)]
    named = "PS256" if key.kind == "RSA" else ALGORITHMS[key.kind]
    full = {"alg": named, "b64": False, "crit": ["b64"], **(header or {})}
    head = b64url(json.dumps(full).encode())
    data = b"".join(hashlib.sha256(text).digest() for text in texts)
    return f"{head}..{b64url(key.sign(head.encode() + b'.' + data, named))}"


def jws(payload: Mapping[str, Any] | bytes, key: Key, header: Mapping[str, Any]) -> str:
    """A compact JWS; ``alg`` follows from the key unless the header says otherwise."""
    full = {"alg": ALGORITHMS[key.kind], **header}
    text = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    signed = f"{b64url(json.dumps(full).encode())}.{b64url(text)}"
    return f"{signed}.{b64url(key.sign(signed.encode(), full['alg']))}"
