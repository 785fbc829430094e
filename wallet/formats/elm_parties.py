"""Organisations and learners of the European Learning Model.

Rules
-----
1. An organisation is called by its ``legalName``; ``altLabel`` and ``prefLabel`` stand in where
   there is none. Its identifiers keep their kind (``vatIdentifier``, ``eIDASIdentifier`` ...)
   and the country that stands beside them: a VAT number lacks its prefix (C.5, 8).
2. Ids such as ``urn:epass:org:1`` are numbers inside the document. They identify nobody.
3. Of several addresses the first with a country counts: the sealing service appends the
   country of its certificate after the organisation's own.
4. A birth date keeps what was written; a local midnight in UTC is marked (C.5, 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.credential import DateValue, Identifier, Learner, Party, Text, Texts
from wallet.formats.dates import date_value
from wallet.formats.document import as_list, id_of, objects, text_of
from wallet.formats.elm_words import countries, country, literal
from wallet.formats.parties import TEXT_ONLY, Notes
from wallet.formats.values import UNKNOWN_LANGUAGE
from wallet.secured import JsonObject

_INSIDE = ("urn:epass:", "urn:certificate", "_:")
_NAMES = ("legalName", "prefLabel", "altLabel", "fullName")
_LEGAL = ("eIDASIdentifier", "registration", "vatIdentifier", "taxIdentifier")


def public_id(node: Any) -> str | None:
    """The id of a node, where it means anything outside the document (rule 2)."""
    found = id_of(node)
    return None if found is None or found.startswith(_INSIDE) else found


def organisation(value: Any, pointer: str, path: str, notes: Notes) -> Party:
    """An issuer or awarding body."""
    if not isinstance(value, Mapping):
        written = public_id(value)
        if written is not None:
            notes.signed(pointer, path)
            notes.signed(f"{pointer}/id", path)
        return Party(id=written)
    notes.signed(pointer, path)
    if public_id(value):
        notes.signed(f"{pointer}/id", f"{path}.id")
    return Party(
        id=public_id(value),
        names=_named(value, pointer, path, notes),
        country=_country(value, pointer, path, notes),
        identifiers=identifiers(value, pointer, path, notes),
        url=_homepage(value, pointer, path, notes),
    )


def _named(value: JsonObject, pointer: str, path: str, notes: Notes) -> Texts:
    for member in _NAMES:
        found = literal(value.get(member))
        if found:
            notes.signed(f"{pointer}/names", f"{path}.{member}")
            return found
    return ()


def _country(value: JsonObject, pointer: str, path: str, notes: Notes) -> str | None:
    """Rule 3."""
    for code, at in countries(value, path):
        if code is not None:
            notes.signed(f"{pointer}/country", at)
            return code
        notes.signed(f"{pointer}/country", at, TEXT_ONLY)
    return None


def identifiers(
    value: JsonObject, pointer: str, path: str, notes: Notes
) -> tuple[Identifier, ...]:
    """Rule 1."""
    found: list[Identifier] = []
    for member in (*_LEGAL, "identifier"):
        for entry, at in objects(value.get(member), f"{path}.{member}"):
            written = text_of(entry.get("notation"))
            if written is None:
                continue
            scheme = text_of(entry.get("schemeName")) or member
            notes.signed(f"{pointer}/identifiers/{len(found)}", f"{at}.notation")
            found.append(
                Identifier(scheme=scheme, value=written, country=country(entry.get("spatial")))
            )
    return tuple(found)


def _homepage(value: JsonObject, pointer: str, path: str, notes: Notes) -> str | None:
    for page, at in objects(value.get("homepage"), f"{path}.homepage"):
        address = text_of(page.get("contentURL"))
        if address is not None:
            notes.signed(f"{pointer}/url", f"{at}.contentURL")
            return address
    return None


def learner(content: JsonObject, notes: Notes) -> Learner:
    """Whom the credential is about, over all its subjects."""
    ids: list[str] = []
    names: list[Text] = []
    found: list[Identifier] = []
    birth: DateValue | None = None
    for subject, path in objects(content.get("credentialSubject"), "$.credentialSubject"):
        named = public_id(subject)
        if named is not None:
            notes.signed("/learner/ids", f"{path}.id")
            ids.append(named)
        names.extend(_names(subject, path, notes))
        birth = birth or _birth_date(subject, path, notes)
        found.extend(_numbers(subject, path, len(found), notes))
    return Learner(
        ids=tuple(dict.fromkeys(ids)),
        names=tuple(dict.fromkeys(names)),
        birth_date=birth,
        identifiers=tuple(found),
    )


def _names(subject: JsonObject, path: str, notes: Notes) -> Texts:
    whole = literal(subject.get("fullName"))
    if whole:
        notes.signed("/learner/names", f"{path}.fullName")
        return whole
    parts = [literal(subject.get(member)) for member in ("givenName", "familyName")]
    joined = " ".join(part[0].text for part in parts if part)
    if not joined:
        return ()
    notes.derived("/learner/names", f"{path}.familyName", "given_and_family_name")
    return (Text(lang=UNKNOWN_LANGUAGE, text=joined),)


def _birth_date(subject: JsonObject, path: str, notes: Notes) -> DateValue | None:
    """Rule 4."""
    for written in as_list(subject.get("dateOfBirth")):
        value = date_value(written)
        if value is not None:
            notes.signed("/learner/birth_date", f"{path}.dateOfBirth")
            return value
    return None


def _numbers(subject: JsonObject, path: str, start: int, notes: Notes) -> list[Identifier]:
    found: list[Identifier] = []
    for member in ("nationalID", "identifier"):
        for entry, at in objects(subject.get(member), f"{path}.{member}"):
            written = text_of(entry.get("notation"))
            if written is None:
                continue
            notes.signed(f"/learner/identifiers/{start + len(found)}", f"{at}.notation")
            scheme = text_of(entry.get("schemeName")) or member
            found.append(
                Identifier(scheme=scheme, value=written, country=country(entry.get("spatial")))
            )
    return found
