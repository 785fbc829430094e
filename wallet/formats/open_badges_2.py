"""Open Badges 2.0: assertions and endorsements, hosted or signed.

Rules (Open Badges 2.0, "Data Classes")
-----
1. ``type`` names Assertion or Endorsement, under the context of Open Badges 2.0.
2. An assertion has a URL as ``id``, a ``recipient`` (``type``, ``identity``, ``hashed``), a
   ``badge``, ``issuedOn`` and ``verification``; an endorsement a ``claim`` and an ``issuer``.
3. ``recipient.hashed`` is true or false, ``issuedOn`` and ``expires`` are dates with a zone.
4. A badge class or profile that stands in it instead of its address has its own members.

The view reads the badge class and the issuer's profile where the assertion holds them, else
from the evidence, and then says so: their provenance is ``type-metadata``, never ``signed``.
It is made by the same rules as that of Open Badges 3.0, over the terms that 3.0 gives the same
facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wallet.credential import CredentialView, Provenance
from wallet.encoding import timestamp
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.formats.achievements import achievement_view
from wallet.formats.document import (
    BASE_CONTEXTS,
    Body,
    Problem,
    as_list,
    has_context,
    is_url,
    names_blockcerts,
    text_of,
    types,
)
from wallet.identifiers import hosted
from wallet.secured import Format, JsonObject

FORMAT = Format.OPEN_BADGES_2_0

MISSING, INVALID = "missing_member", "invalid_member"
_CONTEXTS = ("https://w3id.org/openbadges/v2", "https://openbadgespec.org/v2/context.json")
_PARTS = frozenset({"recipient", "badge"})
_NO_ASSERTIONS = frozenset(
    {"Profile", "Issuer", "BadgeClass", "RevocationList", "BlockcertsIssuerProfile"}
)
_NEEDED = {
    "Assertion": ("id", "recipient", "badge", "issuedOn", "verification"),
    "Endorsement": ("id", "claim", "issuer", "issuedOn", "verification"),
}
_RECIPIENT = ("type", "identity", "hashed")
_BADGE = ("id", "name", "description", "criteria", "issuer")
_PROFILE = ("id", "name", "url", "email")
_SHORT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
_MEMBERS = ("alignment", "description", "id", "image", "name", "type")
_SHARED = (
    ("$.credentialSubject.identifier.identityHash", "$.recipient.identity"),
    ("$.credentialSubject.awardedDate", "$.issuedOn"),
    ("$.validFrom", "$.issuedOn"),
    ("$.validUntil", "$.expires"),
)
_OF_ASSERTION = (
    *_SHARED,
    ("$.credentialSubject.achievement.inLanguage", "$.badge.@language"),
    ("$.credentialSubject.achievement", "$.badge"),
    ("$.issuer", "$.badge.issuer"),
)
_OF_ENDORSEMENT = (
    *_SHARED,
    ("$.credentialSubject.achievement.description", "$.claim.endorsementComment"),
    ("$.credentialSubject.achievement", "$.claim"),
)


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether this is an assertion or endorsement of Open Badges 2.0, and of nothing on top."""
    del header
    return (
        has_context(document, *_CONTEXTS)
        and not has_context(document, *BASE_CONTEXTS)
        and not names_blockcerts(document)
        and is_assertion(document)
    )


def is_assertion(document: JsonObject) -> bool:
    """Whether it says that somebody got a badge, or endorses one."""
    if _NO_ASSERTIONS & set(types(document)):
        return False
    return not set(_NEEDED).isdisjoint(types(document)) or document.keys() >= _PARTS


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules of Open Badges 2.0 that this document breaks."""
    del secured
    kind = next((one for one in types(document) if one in _NEEDED), None)
    if kind is None:
        return ((INVALID, "$.type"),)
    return tuple(_problems(document, kind))


def _problems(document: JsonObject, kind: str) -> Iterator[Problem]:
    yield from missing(document, _NEEDED[kind], "$")
    if "id" in document and not is_url(document["id"]):
        yield INVALID, "$.id"
    yield from recipient_problems(document)
    for member in ("issuedOn", "expires"):
        if member in document and not is_date(document[member]):
            yield INVALID, f"$.{member}"
    verification = document.get("verification")
    if "verification" in document and not types(verification):
        yield INVALID, "$.verification"
    yield from linked_problems(document.get("badge"), "$.badge", _BADGE)
    badge = document.get("badge")
    if isinstance(badge, Mapping):
        yield from linked_problems(badge.get("issuer"), "$.badge.issuer", _PROFILE)


def missing(node: Mapping[str, Any], needed: tuple[str, ...], path: str) -> Iterator[Problem]:
    """Members that a class requires."""
    for member in needed:
        if not as_list(node.get(member)):
            yield MISSING, f"{path}.{member}"


def recipient_problems(document: JsonObject) -> Iterator[Problem]:
    """Rules 2 and 3 for the recipient."""
    recipient = document.get("recipient")
    if recipient is None:
        return
    if not isinstance(recipient, Mapping):
        yield INVALID, "$.recipient"
        return
    yield from missing(recipient, _RECIPIENT, "$.recipient")
    if not isinstance(recipient.get("hashed", True), bool):
        yield INVALID, "$.recipient.hashed"
    for member in ("identity", "salt"):
        if not isinstance(recipient.get(member, ""), str):
            yield INVALID, f"$.recipient.{member}"


def linked_problems(value: Any, path: str, needed: tuple[str, ...]) -> Iterator[Problem]:
    """Rule 4."""
    if isinstance(value, Mapping) and set(value) - {"id", "type"}:
        yield from missing(value, needed, path)
    elif value is not None and not is_url(hosted.id_of(value)):
        yield INVALID, path


def is_date(value: Any) -> bool:
    """Whether it is a moment with a zone; seconds may be left out, as issuers do."""
    try:
        timestamp.parse(value)
    except InputError:
        return isinstance(value, str) and _SHORT.fullmatch(value) is not None
    return True


def view(document: JsonObject, evidence: Evidence | None = None) -> CredentialView:
    """What the assertion says, with what its links say where evidence has them."""
    return assertion_view(document, FORMAT, evidence or Evidence())


def assertion_view(document: JsonObject, form: Format, evidence: Evidence) -> CredentialView:
    """The view of an assertion, over the terms that Open Badges 3.0 gives the same facts."""
    if "badge" in document:
        badge, badge_inside = _linked(document["badge"], evidence)
    else:
        badge, badge_inside = _claim(document), True
    stated = (badge or {}).get("issuer", document.get("issuer"))
    profile, profile_inside = _linked(stated, evidence)
    content: dict[str, Any] = {
        "@context": document.get("@context"),
        "type": document.get("type"),
        "id": document.get("id"),
        "issuer": profile or hosted.id_of(stated),
        "validFrom": document.get("issuedOn"),
        "validUntil": document.get("expires"),
        "credentialSubject": {
            "awardedDate": document.get("issuedOn"),
            "identifier": _identity(document),
            "achievement": _achievement(badge),
        },
    }
    content = {name: value for name, value in content.items() if value is not None}
    found = achievement_view(Body(content=content), form)
    outside = () if badge_inside else ("$.badge",)
    if not profile_inside and profile is not None:
        outside = (*outside, "$.badge.issuer")
    paths = _OF_ASSERTION if "badge" in document else _OF_ENDORSEMENT
    return replace(
        found,
        provenance={at: _told(one, paths, outside) for at, one in found.provenance.items()},
    )


def _linked(value: Any, evidence: Evidence) -> tuple[Mapping[str, Any] | None, bool]:
    try:
        return hosted.linked(value, evidence)
    except ProofFailure:  # two documents at one address: neither is shown
        return None, False


def _claim(document: JsonObject) -> Mapping[str, Any]:
    """An endorsement's claim, in the words of a badge class."""
    claim = document.get("claim")
    if not isinstance(claim, Mapping):
        return {}
    comment = claim.get("endorsementComment")
    return {"id": claim.get("id"), "description": comment} if text_of(comment) else {}


def _identity(document: JsonObject) -> dict[str, Any] | None:
    recipient = document.get("recipient")
    if not isinstance(recipient, Mapping):
        return None
    kind = text_of(recipient.get("type")) or "identifier"
    return {
        "identityType": "emailAddress" if kind == "email" else kind,
        "identityHash": recipient.get("identity"),
        "hashed": recipient.get("hashed") is not False,
    }


def _achievement(badge: Mapping[str, Any] | None) -> dict[str, Any]:
    if badge is None:
        return {}
    language = text_of(badge.get("@language"))
    found = {name: badge[name] for name in _MEMBERS if name in badge}
    for name in ("name", "description"):
        if language is not None and isinstance(found.get(name), str):
            found[name] = {"@value": found[name], "@language": language}
    criteria = badge.get("criteria")
    if isinstance(criteria, Mapping):
        found["criteria"] = criteria
    if language is not None:
        found["inLanguage"] = language
    return found


def _told(
    origin: Provenance, paths: tuple[tuple[str, str], ...], outside: tuple[str, ...]
) -> Provenance:
    """The path in the assertion, and that what a link led to was not signed."""
    path = origin.path
    for begin, instead in paths:
        if path is not None and path.startswith(begin):
            path = instead + path[len(begin) :]
            break
    linked = path is not None and any(path.startswith(f"{one}.") for one in outside)
    source = "type-metadata" if linked and origin.source == "signed" else origin.source
    return replace(origin, path=path, source=source)
