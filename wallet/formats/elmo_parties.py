"""Issuer and learner of an EMREX transcript, and how its XML is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wallet.credential import DateValue, Identifier, Learner, Party, Text, Texts
from wallet.encoding.xml_tree import TEXT
from wallet.formats.dates import date_value
from wallet.formats.document import as_list
from wallet.formats.parties import Notes
from wallet.formats.values import UNKNOWN_LANGUAGE, country, language
from wallet.secured import JsonObject

_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})", re.ASCII)


def nodes(node: Any, member: str, path: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The elements of a name, each with its path."""
    values = node.get(member) if isinstance(node, Mapping) else None
    several = isinstance(values, list)
    for number, one in enumerate(as_list(values)):
        if isinstance(one, Mapping):
            yield one, f"{path}.{member}[{number}]" if several else f"{path}.{member}"


def text_of(node: Any) -> str | None:
    """What an element says; None where that is nothing."""
    value = node.get(TEXT) if isinstance(node, Mapping) else node
    return value if isinstance(value, str) and value.strip() else None


def texts_of(value: Any) -> Texts:
    """What elements of one name say, each in its language."""
    found = []
    for one in as_list(value):
        said = text_of(one)
        if said is not None:
            tag = one.get("@xml:lang") if isinstance(one, Mapping) else None
            found.append(Text(lang=language(tag), text=said))
    return tuple(dict.fromkeys(found))


def date_of(node: Any) -> DateValue | None:
    """A date; a day with a zone, or written day first (``dtf``), is a day."""
    said = text_of(as_list(node)[0]) if as_list(node) else None
    if said is None:
        return None
    zoned, turned = _ZONED_DAY.fullmatch(said), _DAY_FIRST.fullmatch(said)
    if zoned:
        said = zoned[1]
    elif turned:
        said = f"{turned[3]}-{turned[2]}-{turned[1]}"
    return date_value(said)


def _identifiers(
    node: Mapping[str, Any], pointer: str, path: str, notes: Notes
) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for one in as_list(node.get("identifier")):
        value = text_of(one)
        if value is not None:
            kind = one.get("@type") if isinstance(one, Mapping) else None
            notes.signed(f"{pointer}/identifiers/{len(found)}", f"{path}.identifier")
            scheme = kind if isinstance(kind, str) and kind else "identifier"
            found.append(Identifier(scheme=scheme, value=value))
    return tuple(found)


def issuer(report: Mapping[str, Any], path: str, pointer: str, notes: Notes) -> Party:
    """Who issued a report."""
    for node, at in nodes(report, "issuer", path):
        names = texts_of(node.get("title"))
        code = country(text_of(node.get("country")))
        for member, inside, value in (
            ("", "", node),
            ("/names", ".title", names),
            ("/country", ".country", code),
        ):
            if value:
                notes.signed(pointer + member, at + inside)
        return Party(
            names=names,
            country=code,
            identifiers=_identifiers(node, pointer, at, notes),
            url=text_of(node.get("url")),
        )
    return Party()


def learner(document: JsonObject, notes: Notes) -> Learner:
    """Whom the transcript is about (rule 1)."""
    places = [
        *nodes(document, "learner", "$"),
        *(
            one
            for report, path in nodes(document, "report", "$")
            for one in nodes(report, "learner", path)
        ),
    ]
    if not places:
        return Learner()
    node, path = places[0]
    born = date_of(node.get("bday"))
    if born is not None:
        notes.signed("/learner/birth_date", f"{path}.bday")
    return Learner(
        names=_names(node, path, notes),
        birth_date=born,
        identifiers=_identifiers(node, "/learner", path, notes),
    )


def _names(node: Mapping[str, Any], path: str, notes: Notes) -> Texts:
    whole = text_of(node.get("fullName"))
    if whole is not None:
        notes.signed("/learner/names", f"{path}.fullName")
        return (Text(lang=UNKNOWN_LANGUAGE, text=whole),)
    parts = [text_of(node.get(member)) for member in ("givenNames", "familyName")]
    joined = " ".join(part for part in parts if part)
    if not joined:
        return ()
    notes.derived("/learner/names", f"{path}.familyName", "given_and_family_name")
    return (Text(lang=UNKNOWN_LANGUAGE, text=joined),)
