"""The optional signature of a pathway document: ``eddsa-jcs-2022`` (spec/pathways.md, E.1).

Rules
-----
1. A document without ``proof`` is nobody's word; that stands in the headline.
2. A signature that does not hold is no matter of taste: the document is refused. It was
   changed after it was signed, or was never signed by that key.
3. Only a key that its own identifier carries (did:key, did:jwk) is looked up; with any other
   suite or identifier the signature was not checked, and that stands in the headline too.
4. That a key signed it does not say whose key it is. ``owner`` naming the key says it of
   itself; only what the person trusts can confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.encoding import timestamp
from wallet.encoding.multibase import base58_encode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.holder import PrivateKey, sign_bytes
from wallet.identifiers import find_key
from wallet.pathways.fields import Fields, refuse
from wallet.proofs import options, signatures, suites

SUITE = "eddsa-jcs-2022"
_PURPOSE = "assertionMethod"
_MEMBERS = (
    *("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"),
    "id",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed a document, as far as it could be told."""

    checked: bool
    """False: a kind of signature that is not supported here."""
    signer: str | None = None
    """The identifier whose key signed it; None where that was not checked."""
    created: datetime | None = None
    """The signer's own date."""


def read(document: Mapping[str, Any]) -> Signature | None:
    """The signature of a document; None where it has none.

    Raises:
        InputError: ``malformed_pathway``: the signature does not hold, or is malformed.
    """
    if document.get("proof") is None:
        return None
    proof = document["proof"]
    if not isinstance(proof, Mapping):
        refuse("proof", "not_an_object")
    if proof.get("cryptosuite") != SUITE or proof.get("type") != "DataIntegrityProof":
        return Signature(checked=False)
    Fields(proof, "proof", _MEMBERS)
    try:
        return _checked(document, proof)
    except ProofFailure as failure:
        if failure.indeterminate:
            return Signature(checked=False)
        refuse("proof", "signature_invalid")
    except InputError as error:
        if error.code == "malformed_pathway":
            raise
        refuse("proof", "signature_invalid")


def _checked(document: Mapping[str, Any], proof: Mapping[str, Any]) -> Signature:
    told = options.read(proof)
    if told.purpose != _PURPOSE:
        refuse("proof.proofPurpose", "unsupported_value")
    key = find_key(told.verification_method, Evidence())
    if key.kind != "Ed25519":
        refuse("proof.verificationMethod", "unsupported_value")
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    signatures.check(key, told.signature, _to_sign(document, config))
    return Signature(checked=True, signer=key.controller, created=told.created)


def _to_sign(document: Mapping[str, Any], config: Mapping[str, Any]) -> bytes:
    bare = {name: value for name, value in document.items() if name != "proof"}
    texts = suites.canonical_json(config), suites.canonical_json(bare)
    return b"".join(suites.hashed(one, "sha256") for one in texts)


def sign(
    document: Mapping[str, Any], *, key: PrivateKey, method: str, created: datetime
) -> dict[str, Any]:
    """The document with a signature over it; one that it had is replaced.

    Args:
        document: what is signed; not changed.
        key: an Ed25519 key.
        method: its verification method, such as ``did:key:z6Mk...#z6Mk...``.
        created: aware.
    """
    config = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": timestamp.write(created),
        "verificationMethod": method,
        "proofPurpose": _PURPOSE,
    }
    bare = {name: value for name, value in document.items() if name != "proof"}
    value = "z" + base58_encode(sign_bytes(key, _to_sign(bare, config)))
    return {**bare, "proof": {**config, "proofValue": value}}
