"""Keys listed in DID documents and controlled identifier documents, from evidence only.

Retrieval as Controlled Identifiers 1.0, section 3.3, says:

1. The document is the evidence whose ``id`` is the method's URL without fragment. Nothing is
   fetched; what came with the credential itself (``Source.CARRIED``) never counts.
2. The method is the one whose ``id`` is the URL, in ``verificationMethod`` or embedded in a
   relationship. Several with that id that differ, or one that cannot be read:
   ``malformed_proof``, indeterminate.
3. ``purposes`` are the relationships that list or embed it; none where the key itself says that
   it is not for signatures. Whether the purpose and the controller suit is the ``issuer_key``
   check's question. A key that is over by its own words (``exp``) has ended.
4. Two items of evidence that answer differently are ``conflicting_evidence``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NoReturn

from wallet.encoding import timestamp
from wallet.encoding.multibase import base58_decode, multibase_decode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence, KeyDocument, Source
from wallet.identifiers import keys
from wallet.identifiers.interface import VerificationKey
from wallet.reasons import Reason

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityInvocation",
    "capabilityDelegation",
    "keyAgreement",
)


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """The key under a verification method URL.

    Raises:
        ProofFailure: ``no_key_evidence`` or ``key_not_found`` (indeterminate),
            ``conflicting_evidence`` (indeterminate), ``malformed_proof``, ``weak_key``.
    """
    document_id = method_id.partition("#")[0]
    documents = documents_of(document_id, evidence)
    if not documents:
        raise ProofFailure(
            Reason.NO_KEY_EVIDENCE, indeterminate=True, document=document_id[:200]
        )
    answers = [_find_in(one, method_id) for one in documents]
    first = answers[0]
    if any(_differs(first, one) for one in answers[1:]):
        raise ProofFailure(
            Reason.CONFLICTING_EVIDENCE, indeterminate=True, document=document_id[:200]
        )
    if first is None:
        raise ProofFailure(
            Reason.KEY_NOT_FOUND, indeterminate=True, verification_method=method_id[:200]
        )
    return first


def documents_of(document_id: str, evidence: Evidence) -> tuple[KeyDocument, ...]:
    """Vouched documents with this id, both as item and inside."""
    return tuple(
        one
        for one in evidence.key_documents
        if one.id == document_id
        and one.document.get("id") == document_id
        and one.origin.source is not Source.CARRIED
    )


def methods_for(document_id: str, purpose: str, evidence: Evidence) -> tuple[str, ...]:
    """Ids of all methods that some vouched document lists for a purpose, in order."""
    found: dict[str, None] = {}
    for item in documents_of(document_id, evidence):
        for entry in _listed(item.document, purpose):
            name = entry if isinstance(entry, str) else entry.get("id")
            if isinstance(name, str):
                found[_absolute(name, document_id)] = None
    return tuple(found)


def _differs(one: VerificationKey | None, other: VerificationKey | None) -> bool:
    if one is None or other is None:
        return one is not other
    return (one.jwk, one.controller, one.purposes, one.expires, one.revoked) != (
        other.jwk,
        other.controller,
        other.purposes,
        other.expires,
        other.revoked,
    )


def is_in_use(document: Mapping[str, Any]) -> bool:
    """Whether its owner has not given it up (DID Core, section 8.2): else it lists no key."""
    return document.get("deactivated") in (None, False)


def _find_in(item: KeyDocument, method_id: str) -> VerificationKey | None:
    if not is_in_use(item.document):
        return None
    found: Mapping[str, Any] | None = None
    for method in _methods(item.document):
        if _absolute(method.get("id"), item.id) != method_id:
            continue
        if found is not None and found != method:
            _malformed("verificationMethod")
        found = method
    if found is None:
        return None
    kind, jwk = _read_key(found)
    written = found.get("publicKeyJwk")
    return VerificationKey(
        method_id=method_id,
        controller=_text(found, "controller"),
        document_id=item.id,
        kind=kind,
        jwk=jwk,
        purposes=frozenset(
            purpose
            for purpose in RELATIONSHIPS
            if keys.may_sign(written)
            and any(_names(one, method_id, item.id) for one in _listed(item.document, purpose))
        ),
        expires=_first(_moment(found, "expires"), _ends(written)),
        revoked=_moment(found, "revoked"),
        origin=item.origin,
    )


def _listed(document: Mapping[str, Any], relationship: str) -> list[Any]:
    value = document.get(relationship, [])
    entries = value if isinstance(value, list) else [value]
    return [one for one in entries if isinstance(one, str | Mapping)]


def _methods(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for relationship in ("verificationMethod", *RELATIONSHIPS):
        for one in _listed(document, relationship):
            if isinstance(one, Mapping):
                yield one


def _names(entry: Any, method_id: str, document_id: str) -> bool:
    name = entry.get("id") if isinstance(entry, Mapping) else entry
    return _absolute(name, document_id) == method_id


def _absolute(name: Any, document_id: str) -> str:
    """DID Core, section 3.2.2: a method may be named relative to its document."""
    if not isinstance(name, str):
        return ""
    return document_id + name if name.startswith("#") else name


def _read_key(method: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    try:
        return _key_of(method)
    except ProofFailure as failure:
        if failure.code != Reason.MALFORMED_PROOF:
            raise
        _malformed(str(failure.facts.get("detail")))


def _key_of(method: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    written = [
        name
        for name in ("publicKeyMultibase", "publicKeyJwk", "publicKeyBase58")
        if name in method
    ]
    if len(written) != 1:
        _malformed("public key")
    try:
        match method.get("type"), written[0]:
            case ("Multikey" | "Ed25519VerificationKey2020") as kind, "publicKeyMultibase":
                found = keys.from_multicodec(multibase_decode(_text(method, written[0])))
                _require(kind == "Multikey" or found[0] == "Ed25519")
                return found
            case (("JsonWebKey" | "JsonWebKey2020"), "publicKeyJwk"):
                return keys.from_jwk(method["publicKeyJwk"])
            case "Ed25519VerificationKey2018", "publicKeyBase58":
                return keys.from_ed25519_bytes(base58_decode(_text(method, written[0])))
            case "EcdsaSecp256k1VerificationKey2019", "publicKeyBase58":
                return keys.from_secp256k1_bytes(base58_decode(_text(method, written[0])))
            case "EcdsaSecp256k1VerificationKey2019", "publicKeyJwk":
                found = keys.from_jwk(method["publicKeyJwk"])
                _require(found[0] == "secp256k1")
                return found
            case _:
                pass
    except InputError:
        _malformed(written[0])
    raise ProofFailure(Reason.UNSUPPORTED_IDENTIFIER, indeterminate=True, detail="key type")


def _require(holds: bool) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        _malformed("key type")


def _text(method: Mapping[str, Any], name: str) -> str:
    value = method.get(name)
    if not isinstance(value, str):
        _malformed(name)
    return value


def _ends(jwk: Any) -> datetime | None:
    """``exp`` of a key in a set (OpenID Federation 1.0, section 8.7.2)."""
    if not isinstance(jwk, Mapping) or jwk.get("exp") is None:
        return None
    try:
        return timestamp.from_numeric(jwk["exp"])
    except InputError:
        _malformed("exp")


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((end for end in (one, other) if end is not None), default=None)


def _moment(method: Mapping[str, Any], name: str) -> datetime | None:
    if name not in method:
        return None
    try:
        return timestamp.parse(method[name])
    except InputError:
        _malformed(name)


def _malformed(detail: str) -> NoReturn:
    # Evidence that is broken says nothing of the credential, least of all that it is forged.
    raise ProofFailure(Reason.MALFORMED_PROOF, indeterminate=True, detail=detail)
