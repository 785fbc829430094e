"""Profiles, badge classes and keys that Open Badges 2.0 serves unsigned at their addresses.

Rules (Open Badges 2.0, "Verification")
-----
1. A link counts only through evidence: a document whose own ``id`` is the address. What came
   inside the file under test is the suspect's word, but for what the badge itself signed.
2. Two vouched documents of one address that differ are ``conflicting_evidence``.
3. A key is an issuer's where the issuer's own profile lists it under ``publicKey`` and the key
   names the issuer as its ``owner``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.errors import ProofFailure
from wallet.evidence import Evidence, Origin, Source
from wallet.identifiers import keys
from wallet.identifiers.interface import VerificationKey
from wallet.reasons import Reason

_Found = tuple[Mapping[str, Any], Origin]


def document_at(url: str, evidence: Evidence) -> _Found | None:
    """The vouched document that is served at an address; None where none is held.

    Raises:
        ProofFailure: ``conflicting_evidence`` (indeterminate).
    """
    found = list(_documents(url, evidence))
    if any(one[0] != found[0][0] for one in found[1:]):
        raise ProofFailure(Reason.CONFLICTING_EVIDENCE, indeterminate=True, document=url[:200])
    return found[0] if found else None


def _documents(url: str, evidence: Evidence) -> Iterator[_Found]:
    for hosted in evidence.hosted:
        if hosted.url == url and hosted.origin.source is not Source.CARRIED:
            yield hosted.document, hosted.origin
    for listed in evidence.key_documents:
        if listed.id == url and listed.origin.source is not Source.CARRIED:
            yield listed.document, listed.origin


def linked(value: Any, evidence: Evidence) -> tuple[Mapping[str, Any] | None, bool]:
    """What a member holds or links to, and whether it stood in the document itself.

    Raises:
        ProofFailure: ``conflicting_evidence`` (indeterminate).
    """
    if isinstance(value, Mapping):
        if set(value) - {"id", "type"}:
            return value, True
        value = value.get("id")
    if not isinstance(value, str):
        return None, False
    found = document_at(value, evidence)
    return (found[0] if found is not None else None), False


def id_of(value: Any) -> str | None:
    """The address of a member given as a string or as an object with an id."""
    stated = value.get("id") if isinstance(value, Mapping) else value
    return stated if isinstance(stated, str) and stated else None


def issuer_id(assertion: Mapping[str, Any], evidence: Evidence) -> str | None:
    """Who issued an assertion or endorsement, by its badge class; None where nobody can tell.

    Raises:
        ProofFailure: ``conflicting_evidence`` (indeterminate).
    """
    if "badge" not in assertion:
        return id_of(assertion.get("issuer"))
    badge, _ = linked(assertion["badge"], evidence)
    return id_of(badge.get("issuer")) if badge is not None else None


def profile_of(issuer: str | None, evidence: Evidence) -> Mapping[str, Any] | None:
    """The issuer's own profile, from evidence alone (rule 1).

    Raises:
        ProofFailure: ``conflicting_evidence`` (indeterminate).
    """
    found = document_at(issuer, evidence) if issuer is not None else None
    return found[0] if found is not None else None


def find_key(
    creator: str | None, issuer: str | None, evidence: Evidence
) -> tuple[str, VerificationKey]:
    """The key that a signed badge names, or its issuer's only one; and its address.

    Raises:
        ProofFailure: ``no_key_evidence``, ``conflicting_evidence`` (indeterminate);
            ``malformed_proof``, ``weak_key``.
    """
    profile = profile_of(issuer, evidence)
    listed = _listed(profile)
    if creator is None:
        if len(listed) != 1:
            raise ProofFailure(Reason.NO_KEY_EVIDENCE, indeterminate=True, detail="creator")
        creator = next(iter(listed))
    embedded = listed.get(creator)
    found = document_at(creator, evidence) if embedded is None else None
    document = embedded if embedded is not None else (found[0] if found else None)
    if document is None:
        raise ProofFailure(Reason.NO_KEY_EVIDENCE, indeterminate=True, document=creator[:200])
    return creator, _key(creator, document, issuer, profile, found)


def _listed(profile: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any] | None]:
    """Addresses of a profile's keys, with the key where the profile holds it itself."""
    if profile is None:
        return {}
    stated = profile.get("publicKey")
    entries = stated if isinstance(stated, list) else [stated]
    return {
        name: one if isinstance(one, Mapping) and "publicKeyPem" in one else None
        for one in entries
        if (name := id_of(one)) is not None
    }


def _key(
    creator: str,
    document: Mapping[str, Any],
    issuer: str | None,
    profile: Mapping[str, Any] | None,
    found: _Found | None,
) -> VerificationKey:
    """Rule 3, in the words that ``issuer_key`` reads."""
    kind, jwk = _read_pem(document.get("publicKeyPem"))
    owner = id_of(document.get("owner")) or ""
    is_listed = issuer is not None and creator in _listed(profile)
    origin = found[1] if found is not None else None
    if owner != issuer or (profile is not None and not is_listed):
        # Evidence says that it is another's, or that it is none of the issuer's.
        return VerificationKey(
            method_id=creator,
            controller=owner,
            document_id=owner or creator,
            kind=kind,
            jwk=jwk,
            purposes=frozenset(),
            origin=origin if issuer is not None else None,
        )
    return VerificationKey(
        method_id=creator,
        controller=owner,
        document_id=owner if is_listed else "",
        kind=kind,
        jwk=jwk,
        purposes=frozenset({"assertionMethod"}),
        origin=origin if is_listed else None,
    )


def _read_pem(text: Any) -> tuple[str, dict[str, Any]]:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - used on demand
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        load_pem_public_key,
    )

    if not isinstance(text, str):
        raise ProofFailure(Reason.MALFORMED_PROOF, indeterminate=True, detail="publicKeyPem")
    try:
        return keys.from_public(load_pem_public_key(text.encode("ascii")))
    except (ValueError, UnsupportedAlgorithm):
        # Evidence that is broken says nothing of the badge, least of all that it is forged.
        raise ProofFailure(
            Reason.MALFORMED_PROOF, indeterminate=True, detail="publicKeyPem"
        ) from None
