"""Is an RDF-signed document written in the words that its readers expect?

RDF suites sign a graph, not its spelling: whoever passes a credential on may write each
property under another name, or move it, without touching the signature. Verdicts are reached
by IRI, so nothing can hide from those. People read by name: "30 hours" must not become "30
ECTS" on its way, nor a failed result vanish from the page.

Rules (VCDM 2.0, section 1.3: a conforming document is compacted JSON-LD)
-----
1. Members stand under terms: not under IRIs, and under no keyword but those of a text's
   language. ``@reverse``, ``@included``, ``@graph`` and ``@nest`` move members elsewhere.
2. A term that the document defines itself is called what its IRI calls it: the part after the
   last ``#``, ``/`` or ``:``. It is no other name for a keyword.
3. ``"x"``, ``["x"]`` and ``{"@value": "x"}`` say the same, and are read the same.
4. What no graph holds is not written: no null and no array in an array, and nothing beside a
   value but its language. Readers would find no text where one was signed.
5. Values are no abbreviations: none begins with a prefix that the document made up.
6. A property goes by the name that its readers know, not by that of its class.
7. Numbers and truths are written as such, and nothing else is: ``"5.0E0"`` is signed as 5.0 is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallet.encoding.safe_mode import step, walk

_KEYWORDS = frozenset({"@context", "@value", "@language", "@direction", "@none"})
_ENDS_A_NAME = re.compile(r"[#/:]")
_MOVING = frozenset({"@reverse", "@nest"})
_KEPT = frozenset({"@context", "type"})
"""Members whose arrays every reader expects."""
_OF_CLASSES = frozenset(
    {
        "Achievement",
        "Address",
        "AssociationType",
        "CountryCode",
        "Criteria",
        "GeoCoordinates",
        "Image",
        "PhoneNumber",
        "Profile",
        "achievement-0",
        "identifier-1",
    }
)
"""What IRIs call properties that the contexts of Open Badges and CLR call otherwise: the
last part of ``...#CountryCode`` is no name that readers look for."""
_DATATYPE = re.compile(r"https?://www\.w3\.org/2001/XMLSchema#(\w+)")
_NUMBERS = frozenset({"decimal", "double", "float", "integer"})
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def plain(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same document with single texts and numbers out of their wrappings (rule 3)."""
    return {key: one if key in _KEPT else _plain(one) for key, one in document.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        if value.keys() == {"@value"}:
            return value["@value"]
        return plain(value)
    if not isinstance(value, list):
        return value
    found = [_plain(one) for one in value]
    return found[0] if len(found) == 1 and not isinstance(found[0], dict | list) else found


def respelled(document: Mapping[str, Any], own_terms: frozenset[str]) -> tuple[str, ...]:
    """JSON paths of members that do not stand under a term, or as their readers expect.

    ``own_terms`` are those of the contexts written into the document (rules 1, 4, 5, 6).
    """
    return tuple(
        path + step(key)
        for path, value in walk(document)
        if isinstance(value, Mapping)
        for key, told in value.items()
        if not _is_spelled_well(key, told, own_terms) or not _is_alone(key, value)
    )


def _is_spelled_well(key: str, told: Any, own_terms: frozenset[str]) -> bool:
    if key in _KEYWORDS:
        return key == "@context" or told is not None
    if key[:1] == "@" or ":" in key or key in _OF_CLASSES:
        return False
    every = told if isinstance(told, list) else [told]
    if isinstance(told, list) and any(one is None or isinstance(one, list) for one in told):
        return False
    return not any(isinstance(one, str) and _prefix(one) in own_terms for one in every)


def _is_alone(key: str, beside: Mapping[str, Any]) -> bool:
    """Rule 4: whether nothing stands beside a value that changes how it is read."""
    return key in _KEYWORDS or "@value" not in beside


def _prefix(text: str) -> str | None:
    name, colon, rest = text.partition(":")
    return name if colon and not rest.startswith("//") else None


def mistyped(nodes: Iterable[Mapping[str, Any]], known: frozenset[str]) -> tuple[str, ...]:
    """Names of expanded properties whose values are written as another kind (rule 7).

    A number under a text of the issuer's own hides nothing: ``known`` are the readers' names.
    """
    found: set[str] = set()
    todo: list[tuple[str, Any]] = [("", one) for one in nodes]
    while todo:
        key, value = todo.pop()
        if isinstance(value, list):
            todo += [(key, one) for one in value]
        elif isinstance(value, Mapping) and "@value" not in value:
            todo += [(key if inner[:1] == "@" else inner, one) for inner, one in value.items()]
        elif isinstance(value, Mapping) and not _is_of_its_kind(
            value, is_known=_name(key) in known
        ):
            found.add(_name(key))
    return tuple(sorted(found))


def _is_of_its_kind(value: Mapping[str, Any], *, is_known: bool) -> bool:
    told, kind = value["@value"], value.get("@type")
    named = _DATATYPE.fullmatch(kind) if isinstance(kind, str) else None
    if kind is None or kind == "@json":
        return True
    datatype = named[1] if named is not None else ""
    if isinstance(told, bool):
        return datatype == "boolean" or not is_known
    if isinstance(told, str):
        is_number = datatype in _NUMBERS
        return datatype != "boolean" and (not is_number or bool(_PLAIN_NUMBER.fullmatch(told)))
    return datatype in _NUMBERS or not is_known


def misnamed(own_contexts: Iterable[Any]) -> tuple[str, ...]:
    """Terms of the document's own contexts that do not say what they mean (rule 2)."""
    return tuple(
        sorted({term for context in _all(own_contexts) for term in _misnamed_in(context)})
    )


def _all(own_contexts: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """These contexts and those inside their definitions."""
    todo = list(own_contexts)
    while todo:
        one = todo.pop()
        if isinstance(one, list):
            todo += one
        elif isinstance(one, Mapping):
            yield one
            todo += [value["@context"] for value in one.values() if _has_context(value)]


def _has_context(definition: Any) -> bool:
    return isinstance(definition, Mapping) and "@context" in definition


def _misnamed_in(context: Mapping[str, Any]) -> Iterator[str]:
    for term, definition in context.items():
        if term == "@vocab":
            # "https://a.example/#not" would turn "ECTS" into "notECTS".
            if definition and _name(definition):
                yield term
        elif term[:1] != "@" and not _is_named_well(term, definition):
            yield term


def _is_named_well(term: str, definition: Any) -> bool:
    target = definition
    if isinstance(definition, Mapping):
        if _MOVING & definition.keys():
            return False
        target = definition.get("@id", term)
    if target is None:
        return True  # without a meaning: told as unsigned where it is used
    # A prefix ends where a name would begin.
    return isinstance(target, str) and target[:1] != "@" and _name(target) in {"", _name(term)}


def _name(iri: Any) -> str:
    return _ENDS_A_NAME.split(iri)[-1] if isinstance(iri, str) else "?"
