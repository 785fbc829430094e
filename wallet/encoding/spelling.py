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


def respelled(document: Mapping[str, Any]) -> tuple[str, ...]:
    """JSON paths of members that do not stand under a term (rule 1)."""
    return tuple(
        path + step(key)
        for path, value in walk(document)
        if isinstance(value, Mapping)
        for key in value
        if key not in _KEYWORDS and (key[:1] == "@" or ":" in key)
    )


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
