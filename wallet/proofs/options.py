"""The options of one Data Integrity proof, read strictly.

For the RDF suites the options are read a second time from the expanded proof, and both
readings must agree: an option under an alias, under its IRI, or under a term that the
document's context does not define would otherwise be hidden or unsigned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NoReturn, TypeAlias

from wallet.encoding import jsonld, node, timestamp
from wallet.encoding.multibase import multibase_decode
from wallet.errors import InputError, ProofFailure
from wallet.reasons import Reason

_SECURITY = "https://w3id.org/security#"
CREATED = "http://purl.org/dc/terms/created"
EXPIRES = f"{_SECURITY}expiration"
PURPOSE = f"{_SECURITY}proofPurpose"
METHOD = f"{_SECURITY}verificationMethod"
CRYPTOSUITE = f"{_SECURITY}cryptosuite"
CHALLENGE = f"{_SECURITY}challenge"
DOMAIN = f"{_SECURITY}domain"


Written: TypeAlias = Literal["base58", "base64url", "jws"]
"""How a signature is written: two forms of ``proofValue``, or ``jws``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a proof says about itself; the suspect's own words until it has passed."""

    verification_method: str
    purpose: str
    signature: bytes
    """The text itself where it is a ``jws``."""
    id: str | None
    previous: tuple[str, ...]
    created: datetime | None
    expires: datetime | None
    challenge: str | None
    domain: tuple[str, ...]


def read(proof: Mapping[str, Any], written: Written = "base58") -> Options:
    """The options of a proof, whose signature is written in a certain way.

    Raises:
        ProofFailure: ``malformed_proof`` naming the member.
    """
    if written == "jws":
        signature = _text(proof, "jws").encode()
    else:
        signature = _decoded(_text(proof, "proofValue"), written)
    return Options(
        verification_method=_text(proof, "verificationMethod"),
        purpose=_text(proof, "proofPurpose"),
        signature=signature,
        id=_text(proof, "id") if "id" in proof else None,
        previous=_texts(proof, "previousProof"),
        created=_moment(proof, "created"),
        expires=_moment(proof, "expires"),
        challenge=_text(proof, "challenge") if "challenge" in proof else None,
        domain=_texts(proof, "domain"),
    )


def _decoded(value: str, written: Written) -> bytes:
    # base58-btc only (VC-DI-EDDSA, 2.2.1), or base64url only (VC-DI-ECDSA, 3.5.2)
    if not value.startswith("z" if written == "base58" else "u"):
        _malformed("proofValue")
    try:
        return multibase_decode(value)
    except InputError:
        _malformed("proofValue")


def check_signed(proof: Mapping[str, Any], expansion: jsonld.Expansion) -> None:
    """Make sure that the signed graph says of the proof what its members say.

    Raises:
        ProofFailure: ``malformed_proof``: indeterminate where an option is not covered by
            the signature, failed where the graph says something else.
    """
    for path in expansion.unsigned:
        raise ProofFailure(
            Reason.MALFORMED_PROOF, indeterminate=True, detail=f"unsigned {path[1:]}"
        )
    said = node.top(expansion.nodes)
    for name, iri in (("created", CREATED), ("expires", EXPIRES), ("challenge", CHALLENGE),
                      ("cryptosuite", CRYPTOSUITE)):  # fmt: skip
        if set(node.literals(said, iri)) != ({proof[name]} if name in proof else set()):
            _malformed(name)
    if set(node.ids(said, METHOD)) != {proof["verificationMethod"]}:
        _malformed("verificationMethod")
    purpose = {proof["proofPurpose"], _SECURITY + proof["proofPurpose"]}
    purpose |= {f"{_SECURITY}{proof['proofPurpose']}Method"}
    found = {*node.ids(said, PURPOSE), *node.literals(said, PURPOSE)}
    if len(found) != 1 or not found <= purpose:
        _malformed("proofPurpose")
    domains = {*node.literals(said, DOMAIN), *node.ids(said, DOMAIN)}
    if domains != set(_texts(proof, "domain")):
        _malformed("domain")


def _text(proof: Mapping[str, Any], name: str) -> str:
    value = proof.get(name)
    if not isinstance(value, str) or not value:
        _malformed(name)
    return value


def _texts(proof: Mapping[str, Any], name: str) -> tuple[str, ...]:
    if name not in proof:
        return ()
    value = proof[name]
    entries = value if isinstance(value, list) else [value]
    if not entries or not all(isinstance(one, str) and one for one in entries):
        _malformed(name)
    return tuple(entries)


def _moment(proof: Mapping[str, Any], name: str) -> datetime | None:
    if name not in proof:
        return None
    try:
        return timestamp.parse(proof[name])
    except InputError:
        _malformed(name)


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
