"""The optional signature of a pathway document: ``eddsa-jcs-2022`` (spec/pathways.md, E.1).

Rules
-----
1. A document without ``proof`` is nobody's word; that stands in the headline.
2. A signature that does not hold is no matter of taste: the document is refused. It was
   changed after it was signed, or was never signed by that key.
3. Only a key that its own identifier carries (did:key, did:jwk) is looked up here; with any
   other suite or identifier the signature was not checked, and that stands in the headline too.
   ``owners`` looks further, by what is trusted.
4. That a key signed it does not say whose key it is. ``owner`` naming the key says it of
   itself; only what the person trusts can confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.errors import InputError, ProofFailure
from wallet.holder import PrivateKey
from wallet.pathways.fields import Fields, refuse
from wallet.proofs import options, papers

_MEMBERS = (
    *("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"),
    "id",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed a document, as far as it could be told."""

    checked: bool
    """False: a kind of signature that is not supported, or a key that is not known here."""
    signer: str | None = None
    """The identifier whose key signed it; None where that was not checked."""
    created: datetime | None = None
    """The signer's own date."""
    method: str | None = None
    """The verification method that it names; None for a kind that is not supported."""


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
    if proof.get("cryptosuite") != papers.SUITE or proof.get("type") != papers.KIND:
        return Signature(checked=False)
    try:
        return _checked(document, proof)
    except ProofFailure as failure:
        if failure.indeterminate:
            return Signature(checked=False, method=options.read(proof).verification_method)
        refuse("proof", "signature_invalid")
    except InputError as error:
        if error.code == "malformed_pathway":
            raise
        refuse("proof", "signature_invalid")


def _checked(document: Mapping[str, Any], proof: Mapping[str, Any]) -> Signature:
    Fields(proof, "proof", _MEMBERS).choice("proofPurpose", (papers.PURPOSE,), "")
    key, created = papers.signed_by(proof, document)
    return Signature(checked=True, signer=key.controller, created=created, method=key.method_id)


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
    return papers.with_proofs(document, [papers.proof_of(document, method, key, created)])
