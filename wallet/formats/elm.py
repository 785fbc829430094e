"""European Digital Credentials for Learning: the European Learning Model v3 in JSON-LD.

Rules (EDC application profile of ELM v3; spec/credential.md C.5)
-----
1. ``type`` names VerifiableCredential and EuropeanDigitalCredential. ``@context`` begins with
   that of VCDM 1.1 and names ELM's; any other would let words mean something else.
2. ``issuer`` is an organisation or person with an ``id`` and a ``legalName`` (or ``fullName``).
3. Each subject is an object; together they have at least one claim, each with a ``type``, a
   ``title`` (its own or its specification's) and, but for its parts, an awarding body.
4. ``validFrom``, ``issuanceDate`` or ``issued`` says from when; every date is XSD
   ``dateTimeStamp``, and the end does not come before the beginning.
5. ``credentialProfiles``, ``displayParameter`` and ``credentialSchema`` are there.
6. Names of members are the model's: one that has letters which only look like them
   (``eIDASIdentifier`` with a Greek iota) is no member of it.
7. What ``displayParameter`` shows (a rendered picture, a title of its own) is never taken for
   what the credential says: it may show anything.

JAdES signs the bytes, so a member that no context defines is signed all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wallet.completeness import assess
from wallet.credential import CredentialView, DateValue, Envelope, Texts
from wallet.encoding.safe_mode import step, walk
from wallet.formats import vcdm
from wallet.formats.dates import date_value, parse_stamp
from wallet.formats.document import (
    VC_1_1,
    Body,
    Problem,
    as_list,
    body,
    contexts,
    id_of,
    is_url,
    names_elm,
    objects,
    types,
)
from wallet.formats.elm_awards import awards
from wallet.formats.elm_members import unknown
from wallet.formats.elm_parties import learner, organisation
from wallet.formats.elm_words import MANDATE, literal
from wallet.formats.parties import Notes
from wallet.formats.plain_vcdm import is_credential
from wallet.formats.vcdm import INVALID, MISSING
from wallet.secured import Format, JsonObject

FORMAT = Format.ELM_3

_TYPE = "EuropeanDigitalCredential"
_CONTEXT = re.compile(r"https?://data\.europa\.eu/snb/model/context/edc-ap(?:\.jsonld)?")
_BEGINS = ("validFrom", "issuanceDate", "issued")
_ENDS = ("validUntil", "expirationDate")
_NEEDED = ("credentialProfiles", "credentialSchema", "displayParameter")
_ISSUER_NAMES = ("legalName", "fullName", "familyName")


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether this says by type or context that it is a European Digital Credential."""
    del header
    content = body(document).content
    return names_elm(content) and bool(contexts(content)) and is_credential(content)


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules of the application profile that this document breaks."""
    inner = body(document)
    return (
        *_lookalike_problems(document),
        *vcdm.type_problems(inner, _TYPE),
        *_context_problems(inner),
        *_issuer_problems(inner, secured=secured),
        *_subject_problems(inner),
        *_date_problems(inner),
        *((MISSING, f"{inner.path}.{one}") for one in _NEEDED if one not in inner.content),
    )


def view(document: JsonObject) -> CredentialView:
    """What the credential says."""
    content = body(document).content
    return replace(credential_view(content, FORMAT), unread=unknown(content))


def credential_view(content: JsonObject, form: Format) -> CredentialView:
    """What a credential in the words of the model says, whatever it was written in."""
    notes = Notes()
    envelope = _envelope(content, form, notes)
    found = CredentialView(
        envelope=envelope,
        learner=learner(content, notes),
        awards=awards(content, notes),
        provenance=notes.found,
    )
    return replace(found, completeness=assess(found))


def _envelope(content: JsonObject, form: Format, notes: Notes) -> Envelope:
    if is_url(content.get("id")):
        notes.signed("/envelope/id", "$.id")
    return Envelope(
        id=id_of(content),
        format=form.value,
        issuer=organisation(content.get("issuer"), "/envelope/issuer", "$.issuer", notes),
        types=types(content),
        issued_at=_date(content, ("issuanceDate", "issued"), "issued_at", notes),
        valid_from=_date(content, _BEGINS, "valid_from", notes),
        valid_until=_date(content, _ENDS, "valid_until", notes),
        mandate=_mandate(content, notes),
    )


def _mandate(content: JsonObject, notes: Notes) -> Texts:
    """The statement by which the issuer says it may issue for the awarding body (trust D.3)."""
    for evidence, at in objects(content.get("evidence"), "$.evidence"):
        said = literal(evidence.get("evidenceStatement"))
        if said and any(id_of(one) == MANDATE for one in as_list(evidence.get("dcType"))):
            notes.signed("/envelope/mandate", f"{at}.evidenceStatement")
            return said
    return ()


def _date(
    content: JsonObject, members: tuple[str, ...], name: str, notes: Notes
) -> DateValue | None:
    for member in members:
        value = date_value(content.get(member))
        if value is not None:
            notes.signed(f"/envelope/{name}", f"$.{member}")
            return value
    return None


# --- what the profile asks for -------------------------------------------------------------


def _lookalike_problems(document: JsonObject) -> Iterator[Problem]:
    """Rule 6; language tags are members too."""
    for path, value in walk(document):
        if isinstance(value, Mapping):
            for name in value:
                if not name.isascii():
                    yield INVALID, path + step(name)


def _context_problems(inner: Body) -> Iterator[Problem]:
    """Rule 1."""
    path = f"{inner.path}.@context"
    listed = as_list(inner.content.get("@context"))
    if not listed:
        yield MISSING, path
        return
    if listed[0] != VC_1_1:
        yield INVALID, path
    if not any(isinstance(one, str) and _CONTEXT.fullmatch(one) for one in listed):
        yield "unknown_context", path
    for number, one in enumerate(listed):
        known = one == VC_1_1 or (isinstance(one, str) and _CONTEXT.fullmatch(one))
        if not known:
            yield "unknown_context", f"{path}[{number}]"


def _issuer_problems(inner: Body, *, secured: bool) -> Iterator[Problem]:
    """Rule 2."""
    path = f"{inner.path}.issuer"
    if "issuer" not in inner.content:
        if secured:
            yield MISSING, path
        return
    issuer = inner.content["issuer"]
    if not isinstance(issuer, Mapping):
        yield INVALID, path
        return
    if not is_url(issuer.get("id")):
        yield (INVALID if "id" in issuer else MISSING), f"{path}.id"
    if not any(literal(issuer.get(one)) for one in _ISSUER_NAMES):
        yield MISSING, f"{path}.legalName"


def _subject_problems(inner: Body) -> Iterator[Problem]:
    """Rule 3."""
    path = f"{inner.path}.credentialSubject"
    if not as_list(inner.content.get("credentialSubject")):
        yield MISSING, path
        return
    claims = 0
    for subject in as_list(inner.content["credentialSubject"]):
        if not isinstance(subject, Mapping) or not subject:
            yield INVALID, path
            return
        for claim in as_list(subject.get("hasClaim")):
            claims += 1
            yield from _claim_problems(claim, f"{path}.hasClaim")
    if not claims:
        yield MISSING, f"{path}.hasClaim"


def _claim_problems(claim: Any, path: str) -> Iterator[Problem]:
    if not isinstance(claim, Mapping):
        yield INVALID, path
        return
    if not types(claim):
        yield MISSING, f"{path}.type"
    specified = [one for one, _ in objects(claim.get("specifiedBy"), "")]
    if not any(literal(one.get("title")) for one in (claim, *specified)):
        yield MISSING, f"{path}.title"
    bodies = [
        one
        for process, _ in objects(claim.get("awardedBy"), "")
        for one in as_list(process.get("awardingBody"))
    ]
    if not bodies:
        yield MISSING, f"{path}.awardedBy.awardingBody"


def _date_problems(inner: Body) -> Iterator[Problem]:
    """Rule 4."""
    if not any(one in inner.content for one in _BEGINS):
        yield MISSING, f"{inner.path}.validFrom"
    moments = {}
    for member in (*_BEGINS, *_ENDS):
        if member in inner.content:
            moments[member] = parse_stamp(inner.content[member])
            if moments[member] is None:
                yield INVALID, f"{inner.path}.{member}"
    start = moments.get("validFrom")
    for member in _ENDS:
        end = moments.get(member)
        if start is not None and end is not None and start > end:
            yield INVALID, f"{inner.path}.{member}"
