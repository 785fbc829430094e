"""What a document says, one statement a leaf, and what can be told from it.

Rules
-----
1. A statement is one leaf of the parsed JSON: its JSON pointer (RFC 6901) and its value.
   Empty objects and lists are leaves too, so that pointers and values together *are* the
   document: a test takes the sent bytes apart and compares.
2. A token has two parts, header and payload, and a signature; all three are listed.
3. Nothing is judged here. A statement is ``technical`` when its value is there for machines
   (contexts, types, proofs, identifiers), so that a person first reads what is said of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from wallet.secured import JsonObject, Secured

Scalar: TypeAlias = str | int | float | bool | tuple[()] | Mapping[str, Any] | None


class Part(StrEnum):
    """Which part of a credential a statement stands in."""

    DOCUMENT = "document"
    HEADER = "header"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that the receiver will read."""

    part: Part = Part.DOCUMENT
    pointer: str
    """JSON pointer from the root of that part; empty for a token's signature."""
    value: Scalar
    """As it stands in the parsed JSON; an empty object or list where there is nothing."""
    technical: bool = False
    """For machines, not about the person or the learning."""
    sensitive: bool = False
    """Names, birth data, identifiers of the person, grades (spec/presentations.md F)."""

    @property
    def in_document(self) -> bool:
        """Whether it stands in what the credential says, not in a token's frame."""
        return self.part is Part.DOCUMENT


class Handle(StrEnum):
    """By what two receivers could find out that they know the same person."""

    HOLDER_KEY = "holder_key"
    SUBJECT_ID = "subject_id"
    HASHED_IDENTITY = "hashed_identity"
    CREDENTIAL_ID = "credential_id"
    STATUS_ENTRY = "status_entry"
    SIGNATURE = "signature"
    EXACT_DATE = "exact_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkableHandle:
    """One value that is the same each time this credential is shown."""

    kind: Handle
    value: str
    pointer: str = ""


MACHINE_MEMBERS = frozenset(
    {
        "@context", "@type", "type", "id", "@id", "proof", "credentialStatus",
        "credentialSchema", "refreshService", "termsOfUse", "image", "verificationMethod",
        "salt", "jti", "nonce",
    }
)  # fmt: skip
"""A leaf under one of these is technical, wherever it stands."""

PERSONAL_MEMBERS = frozenset(
    {
        "birthdate", "birthday", "dateofbirth", "placeofbirth", "gender", "citizenship",
        "nationality", "email", "telephone", "phone", "address", "nationalid", "studentid",
        "identityhash", "givenname", "familyname", "familynameprefix", "additionalname",
        "patronymicname", "fullname", "identifier", "sourcedid", "licensenumber",
        "score", "grade", "result", "value", "status",
    }
)  # fmt: skip
"""Member names, lower case, that speak of the person when they stand below the subject."""

MACHINE_CLAIMS = frozenset({"cnf", "vct", "vct#integrity", "aka_vcts", "status", "_sd_alg"})
"""Claims at the root of a token that are there for machines."""

PERSONAL_CLAIMS = frozenset(
    {
        "givenname", "familyname", "firstname", "lastname", "displayname", "commonname", "name",
        "birthdate", "dateofbirth", "placeofbirth", "birthplace", "gender", "sex",
        "nationality", "nationalities", "citizenship", "email", "phonenumber", "address",
        "portrait", "picture",
        "learneridentification", "personaluniqueid", "personaluniquecode", "identifier",
        "personaladministrativenumber", "documentnumber", "assessmentgrade", "grade",
    }
)  # fmt: skip
"""Flat claims, lower case and without underscores, that speak of the person."""

DATE_MEMBERS = (
    "validFrom", "issuanceDate", "issued", "awardedDate", "validUntil", "expirationDate",
    "nbf", "iat", "exp",
)  # fmt: skip


def statements_of(secured: Secured) -> tuple[Statement, ...]:
    """Everything one credential says, in document order."""
    found: list[Statement] = []
    if secured.token is not None:
        found += [
            Statement(part=Part.HEADER, pointer=pointer, value=value, technical=True)
            for pointer, value in leaves(secured.header or {})
        ]
    flat = "credentialSubject" not in _model(secured.document)
    found += [
        _statement(pointer, value, flat=flat) for pointer, value in leaves(secured.document)
    ]
    if secured.token is not None:
        signature = _signature(secured.token)
        found.append(
            Statement(part=Part.SIGNATURE, pointer="", value=signature, technical=True)
        )
    return tuple(found)


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Scalar]]:
    """Each leaf of parsed JSON with its pointer; empty containers are leaves."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{pointer}/{_escape(key)}")
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{index}")
    else:
        yield pointer, value


def handles_of(secured: Secured) -> tuple[LinkableHandle, ...]:
    """What stays the same each time this credential is shown, whoever shows it."""
    credential = _model(secured.document)
    found = [*_subject_handles(credential), *_status_handles(credential)]
    if isinstance(credential.get("id"), str):
        found.append(
            LinkableHandle(kind=Handle.CREDENTIAL_ID, value=credential["id"], pointer="/id")
        )
    found += _signature_handles(secured)
    found += [
        LinkableHandle(kind=Handle.EXACT_DATE, value=str(credential[name]), pointer=f"/{name}")
        for name in DATE_MEMBERS
        if name in credential
    ]
    return tuple(found)


def subject_ids(document: JsonObject) -> tuple[str, ...]:
    """Identifiers of those the credential is about, in order; a token's ``sub`` too."""
    found = [
        subject["id"]
        for subject in as_list(_model(document).get("credentialSubject"))
        if isinstance(subject, Mapping) and isinstance(subject.get("id"), str)
    ]
    claimed = document.get("sub")
    if isinstance(claimed, str):
        found.append(claimed)
    return tuple(dict.fromkeys(found))


def _signature(token: str) -> str:
    """The issuer's signature; disclosures follow it in an SD-JWT."""
    return token.split("~", 1)[0].rpartition(".")[2]


def as_list(value: Any) -> list[Any]:
    """A JSON-LD value as a list: absent is none, a single one is one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _model(document: JsonObject) -> Mapping[str, Any]:
    """The credential itself: a VCDM 1.1 token keeps it under ``vc``."""
    inner = document.get("vc")
    return inner if isinstance(inner, Mapping) else document


def _statement(pointer: str, value: Scalar, *, flat: bool) -> Statement:
    names = [name for name in pointer.split("/")[1:] if not name.isdigit()]
    personal = _is_personal(names, flat=flat)
    machine = names[:1] and names[0] in MACHINE_CLAIMS
    return Statement(
        pointer=pointer,
        value=value,
        technical=not personal and bool(machine or not MACHINE_MEMBERS.isdisjoint(names)),
        sensitive=personal,
    )


def _is_personal(names: Sequence[str], *, flat: bool) -> bool:
    """Whether a member speaks of the person, by the names on the way to it.

    ``flat``: claims stand at the root. Beside a subject, the root speaks of the credential.
    """
    if "credentialSubject" not in names:
        claim = names[0].lower().replace("_", "") if names else ""
        return names == ["sub"] or (flat and claim in PERSONAL_CLAIMS)
    inside = names[names.index("credentialSubject") + 1 :]
    if inside in (["id"], ["name"]):
        return True
    if inside[:1] == ["identifier"]:
        return inside[-1] not in ("type", "salt")
    return bool(inside) and inside[-1].lower() in PERSONAL_MEMBERS


def _subject_handles(credential: Mapping[str, Any]) -> Iterator[LinkableHandle]:
    for subject in as_list(credential.get("credentialSubject")):
        if not isinstance(subject, Mapping):
            continue
        if isinstance(subject.get("id"), str):
            yield LinkableHandle(
                kind=Handle.SUBJECT_ID, value=subject["id"], pointer="/credentialSubject"
            )
        for known in as_list(subject.get("identifier")):
            if isinstance(known, Mapping) and isinstance(known.get("identityHash"), str):
                yield LinkableHandle(
                    kind=Handle.HASHED_IDENTITY,
                    value=known["identityHash"],
                    pointer="/credentialSubject",
                )


def _status_handles(credential: Mapping[str, Any]) -> Iterator[LinkableHandle]:
    for entry in as_list(credential.get("credentialStatus")):
        if not isinstance(entry, Mapping):
            continue
        where = entry.get("statusListCredential") or entry.get("id")
        index = entry.get("statusListIndex", "")
        if isinstance(where, str):
            value = f"{where}#{index}" if index != "" else where
            yield LinkableHandle(
                kind=Handle.STATUS_ENTRY, value=value, pointer="/credentialStatus"
            )


def _signature_handles(secured: Secured) -> Iterator[LinkableHandle]:
    if secured.token is not None:
        yield LinkableHandle(kind=Handle.SIGNATURE, value=_signature(secured.token), pointer="")
    for proof in as_list(secured.document.get("proof")):
        if isinstance(proof, Mapping):
            value = proof.get("proofValue") or proof.get("jws")
            if isinstance(value, str):
                yield LinkableHandle(kind=Handle.SIGNATURE, value=value, pointer="/proof")


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
