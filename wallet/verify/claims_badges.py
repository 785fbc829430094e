"""What later steps read from Open Badges 2.0 and Blockcerts 2, in the words of ``claims``.

Rules
-----
1. Blockcerts 2 is signed as a graph, so it is read by IRI; a signed Open Badge as written.
2. Who issued it is said by its badge class, which stands in it or, in Open Badges 2.0, among
   the evidence. More than one issuer is none.
3. The list of revoked assertions is the one that the issuer's own profile names, among the
   evidence. Without the profile nobody can say that there is no list: the entry is there and
   has no address. A list that only the badge itself names counts too: it can only lower.
4. A date without a time begins with the first place on earth and ends with the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import MAXYEAR, timedelta
from typing import Any

from wallet.encoding import node, timestamp
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import hosted
from wallet.proofs.interface import Proven
from wallet.secured import Format
from wallet.status.interface import StatusEntry
from wallet.status.named_lists import OPEN_BADGES_2
from wallet.verify.claims import Claims, DateClaim, Subject

FORMATS = frozenset({Format.OPEN_BADGES_2_0, Format.BLOCKCERTS_2})

_OBI = "https://w3id.org/openbadges#"
_EXPIRES = "https://w3id.org/security#expiration"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TO_THE_MINUTE = re.compile(r"(.*T\d\d:\d\d)(Z|[+-]\d\d:\d\d)", re.ASCII)


def read(proven: Proven, evidence: Evidence) -> Claims:
    """The claims of a proven assertion."""
    document = proven.document
    if proven.expanded is not None:
        issuer, dates = _by_iri(proven.expanded)
    else:
        issuer, dates = _issuer(document, evidence), tuple(_dates(document))
    return Claims(
        issuer=issuer,
        id=hosted.id_of(document),
        types=frozenset(one for one in _listed(document.get("type")) if isinstance(one, str)),
        holder=None,
        dates=dates,
        entries=tuple(_entries(document, issuer, evidence)),
        subjects=(Subject(id=None),),
    )


def _issuer(document: Mapping[str, Any], evidence: Evidence) -> str | None:
    try:
        return hosted.issuer_id(document, evidence)
    except ProofFailure:  # two badge classes at one address: nobody can say
        return None


def _by_iri(top: Mapping[str, Any]) -> tuple[str | None, tuple[DateClaim, ...]]:
    """Rule 1."""
    badges = {one.get("@id"): one for one in node.nodes(top, f"{_OBI}badge")}
    issuers = {name for badge in badges.values() for name in node.ids(badge, f"{_OBI}issuer")}
    only = next(iter(issuers)) if len(issuers) == 1 and len(badges) == 1 else None
    dates = [
        _date(name, value, begins=begins)
        for name, iri, begins in (
            ("issuedOn", f"{_OBI}issueDate", True),
            ("expires", _EXPIRES, False),
        )
        for value in node.literals(top, iri)
    ]
    return only, tuple(dates)


def _dates(document: Mapping[str, Any]) -> Iterator[DateClaim]:
    for name, begins in (("issuedOn", True), ("expires", False)):
        if name in document:
            yield _date(name, document[name], begins=begins)


def _date(name: str, value: object, *, begins: bool) -> DateClaim:
    """Rule 4."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        zone = "+14:00" if begins else "-12:00"
        found = _date(name, f"{value}T00:00:00{zone}", begins=begins)
        last = found.at is not None and found.at.year < MAXYEAR
        if begins or not last or found.at is None:
            return found
        return replace(found, at=found.at + timedelta(days=1))
    short = _TO_THE_MINUTE.fullmatch(value) if isinstance(value, str) else None
    try:
        moment = timestamp.parse(f"{short[1]}:00{short[2]}" if short else value)
    except InputError:
        return DateClaim(name=name, begins=begins, at=None)
    return DateClaim(name=name, begins=begins, at=moment)


def _entries(
    document: Mapping[str, Any], issuer: str | None, evidence: Evidence
) -> Iterator[StatusEntry]:
    """Rule 3."""
    addresses: dict[str, None] = {}
    try:
        profile = hosted.profile_of(issuer, evidence)
        carried = _carried_profile(document)
    except ProofFailure:
        profile, carried = None, None
    for one in (profile, carried):
        for value in _listed((one or {}).get("revocationList")):
            address = hosted.id_of(value)
            addresses[address or ""] = None
    if profile is None and not addresses:
        addresses[""] = None
    for address in addresses:
        yield StatusEntry(type=OPEN_BADGES_2, id=address or None)


def _carried_profile(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    badge = document.get("badge")
    issuer = badge.get("issuer") if isinstance(badge, Mapping) else None
    return issuer if isinstance(issuer, Mapping) else None


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
