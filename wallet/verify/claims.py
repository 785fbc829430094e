"""What later steps read from a proven document, and from nothing else (section 2.1).

Rules
-----
1. For RDF suites everything is read from the expanded form by IRI, so that a context that
   respells a term cannot hide a status entry, an end date or another issuer.
2. For JOSE and JCS the members are read as they are written; a VCDM 1.1 token adds its
   registered claims to those of ``vc``.
3. A value that is there but cannot be read is kept as ``unreadable``, never skipped.
4. An SD-JWT VC also ends with the day of its ``date_of_expiry``, and its ``status`` claim is an
   entry for every mechanism named there; one place in a Token Status List answers two
   questions: revoked? suspended?
6. Some issuers of European Digital Credentials write ``status`` for ``credentialStatus``: an
   entry that says its type counts there too.
5. Where a document has no place for its issuer, or leaves it empty, the subject of the signer's
   certificate is the issuer. What is named there is never overruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, datetime, timedelta
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.formats.document import body as credential_in
from wallet.proofs.interface import Proven
from wallet.status.interface import StatusEntry
from wallet.status.token_status_list import entries as token_entries

_CRED = "https://www.w3.org/2018/credentials#"
_STATUS_VOCABULARIES = (
    "https://www.w3.org/ns/credentials/status#",
    "https://w3id.org/vc/status-list#",
    "https://w3id.org/vc-revocation-list-2020#",
)
_LAST_DAY = "date_of_expiry"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BEGINS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """One date that says from or until when something may be used."""

    name: str
    begins: bool
    at: datetime | None
    """None where it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One subject: its id, types and the members that status lists use."""

    id: str | None
    types: frozenset[str] = frozenset()
    members: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The claims that decide a verdict."""

    issuer: str | None
    """None where there is no single issuer id."""
    id: str | None
    types: frozenset[str]
    """Types by their short names where the vocabulary is known, else as IRIs or terms."""
    holder: str | None
    dates: tuple[DateClaim, ...]
    entries: tuple[StatusEntry, ...]
    subjects: tuple[Subject, ...]
    confirmation: object = None
    """The ``cnf`` claim of a token: whose key may show it (RFC 7800)."""

    @property
    def subject_ids(self) -> tuple[str, ...]:
        """Ids of those subjects that have one."""
        return tuple(one.id for one in self.subjects if one.id is not None)


def read(proven: Proven, payload: Mapping[str, Any] | None = None) -> Claims:
    """The claims of a proven document.

    ``payload`` is that of the token it came in: a date or a status entry that stands beside
    the credential there was signed as well, and is not passed over.
    """
    if proven.expanded is not None:
        return _from_rdf(proven.expanded)
    found = _from_json(proven.document)
    if found.issuer is None and _names_no_issuer(proven.document):  # rule 5
        found = replace(found, issuer=proven.issuer)
    if payload is None or not ("vc" in payload or "vp" in payload):
        return found
    return replace(
        found,
        dates=(*found.dates, *_json_dates({}, payload)),
        entries=(*found.entries, *_json_entries(payload, payload)),
    )


# --- RDF: by IRI ---------------------------------------------------------------------------


def _from_rdf(node: Mapping[str, Any]) -> Claims:
    return Claims(
        issuer=_single_id(node.get(_CRED + "issuer")),
        id=_text(node.get("@id")),
        types=frozenset(_short(one) for one in _listed(node.get("@type")) if _text(one)),
        holder=_single_id(node.get(_CRED + "holder")),
        dates=tuple(_rdf_dates(node)),
        entries=tuple(_rdf_entry(one) for one in _listed(node.get(_CRED + "credentialStatus"))),
        subjects=tuple(
            _rdf_subject(one) for one in _listed(node.get(_CRED + "credentialSubject"))
        ),
    )


def _rdf_dates(node: Mapping[str, Any]) -> Iterator[DateClaim]:
    for names, begins in ((_BEGINS, True), (_ENDS, False)):
        for name in names:
            for one in _listed(node.get(_CRED + name)):
                value = one.get("@value") if isinstance(one, Mapping) else None
                yield _date(name, value, begins=begins)


def _rdf_entry(node: object) -> StatusEntry:
    if not isinstance(node, Mapping):
        return StatusEntry(type="")
    types = [_short(one) for one in _listed(node.get("@type")) if _text(one)]
    return StatusEntry(
        type=_one_type(types), id=_text(node.get("@id")), members=_rdf_members(node)
    )


def _rdf_subject(node: object) -> Subject:
    if not isinstance(node, Mapping):
        return Subject(id=None)
    return Subject(
        id=_text(node.get("@id")),
        types=frozenset(_short(one) for one in _listed(node.get("@type")) if _text(one)),
        members=_rdf_members(node),
    )


def _rdf_members(node: Mapping[str, Any]) -> dict[str, Any]:
    """Members of the status vocabularies by their local names, with plain values."""
    found: dict[str, list[Any]] = {}
    for key, values in node.items():
        name = _short(key)
        if name != key:
            found.setdefault(name, []).extend(_plain(one) for one in _listed(values))
    return {name: one[0] if len(one) == 1 else one for name, one in found.items()}


def _plain(value: object) -> Any:
    if not isinstance(value, Mapping):
        return value
    if "@value" in value:
        return value["@value"]
    members = _rdf_members(value)
    return members or value.get("@id")


def _single_id(values: object) -> str | None:
    found = _listed(values)
    if len(found) != 1 or not isinstance(found[0], Mapping):
        return None
    return _text(found[0].get("@id"))


def _short(iri: str) -> str:
    for vocabulary in _STATUS_VOCABULARIES:
        if iri.startswith(vocabulary):
            return iri[len(vocabulary) :]
    return iri


# --- JSON: as written ----------------------------------------------------------------------


def _from_json(document: Mapping[str, Any]) -> Claims:
    body = credential_in(document).content  # the same that is checked and shown
    issuer = _json_id(body.get("issuer")) or (
        _text(document.get("iss")) if "issuer" not in body else None
    )
    if _is_vc(document):  # there ``issuer`` is a claim like any other
        issuer = _text(document.get("iss"))
    subjects = [_json_subject(one) for one in _listed(body.get("credentialSubject"))]
    sub = _text(document.get("sub"))
    if sub is not None and body is not document and len(subjects) == 1 and not subjects[0].id:
        subjects = [Subject(id=sub, types=subjects[0].types, members=subjects[0].members)]
    return Claims(
        issuer=issuer,
        id=_text(body.get("id")) or _text(document.get("jti")),
        types=frozenset(one for one in _listed(body.get("type")) if isinstance(one, str)),
        holder=_json_id(body.get("holder")),
        dates=tuple(_json_dates(document, body)),
        entries=tuple(_json_entries(document, body)),
        subjects=tuple(subjects),
        confirmation=document.get("cnf"),
    )


def _json_dates(document: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[DateClaim]:
    for names, begins in ((_BEGINS, True), (_ENDS, False)):
        for name in names:
            if name in body:
                yield _date(name, body[name], begins=begins)
    for name, begins in (("nbf", True), ("iat", True), ("exp", False)):
        if name in document:
            yield _seconds(name, document[name], begins=begins)
    if _is_vc(document) and document.get(_LAST_DAY) is not None:
        yield _end_of_day(document[_LAST_DAY])


def _json_entries(
    document: Mapping[str, Any], body: Mapping[str, Any]
) -> Iterator[StatusEntry]:
    for one in (*_listed(body.get("credentialStatus")), *_under_status(document)):
        if isinstance(one, Mapping):
            types = [kind for kind in _listed(one.get("type")) if isinstance(kind, str)]
            yield StatusEntry(type=_one_type(types), id=_text(one.get("id")), members=one)
        else:
            yield StatusEntry(type="")
    status = document.get("status")
    if isinstance(status, Mapping) and "type" not in status:
        for mechanism in status or ("",):
            yield from token_entries(mechanism, status.get(mechanism))
    elif status is not None and (_is_vc(document) or "docType" in document):
        yield StatusEntry(type="")


def _under_status(document: Mapping[str, Any]) -> list[Any]:
    """Rule 6."""
    listed = _listed(document.get("status")) if "@context" in document else []
    return [one for one in listed if isinstance(one, Mapping) and "type" in one]


def _names_no_issuer(document: Mapping[str, Any]) -> bool:
    return not any(member in document for member in ("iss", "issuer", "vc", "@context"))


def _is_vc(document: Mapping[str, Any]) -> bool:
    return "vct" in document and "@context" not in document


def _json_subject(value: object) -> Subject:
    if not isinstance(value, Mapping):
        return Subject(id=None)
    types = frozenset(one for one in _listed(value.get("type")) if isinstance(one, str))
    return Subject(id=_text(value.get("id")), types=types, members=value)


def _json_id(value: object) -> str | None:
    return _text(value.get("id")) if isinstance(value, Mapping) else _text(value)


def _end_of_day(value: object) -> DateClaim:
    """Rule 4: a moment, or a day that is over everywhere when the next one has ended in UTC."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        found = _date(_LAST_DAY, f"{value}T00:00:00-12:00", begins=False)
        if found.at is None or found.at.year == MAXYEAR:
            return found
        return replace(found, at=found.at + timedelta(days=1))
    return _date(_LAST_DAY, value, begins=False)


# --- both ----------------------------------------------------------------------------------


def _date(name: str, value: object, *, begins: bool) -> DateClaim:
    try:
        return DateClaim(name=name, begins=begins, at=timestamp.parse(value))
    except InputError:
        return DateClaim(name=name, begins=begins, at=None)


def _seconds(name: str, value: object, *, begins: bool) -> DateClaim:
    try:
        return DateClaim(name=name, begins=begins, at=timestamp.from_numeric(value))
    except InputError:
        return DateClaim(name=name, begins=begins, at=None)


def _one_type(types: list[str]) -> str:
    """The type of a status entry; several would let a known one hide an unknown one."""
    return types[0] if len(types) == 1 else " ".join(types)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
