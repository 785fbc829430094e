"""What of a document would be lost on its way into an RDF graph, and so is not signed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.errors import ProofFailure
from wallet.limits import Limits
from wallet.reasons import Reason

# PyLD's own test for what reaches the graph, but anchored at the real end of the text.
_ABSOLUTE = re.compile(r"([A-Za-z][A-Za-z0-9+-.]*|_):[^\s]*\Z")
_PLAIN_NAME = re.compile(r"[A-Za-z_@][A-Za-z0-9_@-]*\Z")


@dataclass(frozen=True, slots=True)
class Survey:
    """The contexts of a document, found in one walk that also counts."""

    urls: frozenset[str]
    own_contexts: tuple[Any, ...]
    """Contexts written into the document: objects, or null."""
    members: int
    """How many members and entries it has; an entry of ``@context`` weighs as many more."""


def survey(document: Mapping[str, Any], limits: Limits) -> Survey:
    """Find every context and refuse what is too big, before any other work.

    Raises:
        ProofFailure: ``too_complex`` or ``too_deep`` (indeterminate), ``invalid_member``.
    """
    urls: set[str] = set()
    own: list[Any] = []
    stated: dict[str, int] = {}
    count = 0
    level: list[Any] = [document]
    for _ in range(limits.json_depth):
        inner: list[Any] = []
        for value in level:
            count += len(value)
            if isinstance(value, Mapping):
                if "@context" in value:
                    _sort_contexts(value["@context"], urls, own)
                    _weigh_contexts(value["@context"], stated, limits)
                inner += [v for v in value.values() if isinstance(v, dict | list)]
            else:
                inner += [v for v in value if isinstance(v, dict | list)]
        if count > 2 * limits.rdf_quads:
            raise ProofFailure(
                Reason.TOO_COMPLEX, indeterminate=True, limit=2 * limits.rdf_quads
            )
        if not inner:
            cost = count + _CONTEXT_COST * sum(stated.values())
            return Survey(frozenset(urls), tuple(own), cost)
        level = inner
    raise ProofFailure(Reason.TOO_DEEP, indeterminate=True, limit=limits.json_depth)


# Under @base, relative IRIs would mean something else here than to the signer; PyLD writes
# what is beside an @import into the imported context. No credential is known that has one.
_REFUSED = frozenset({"@base", "@import"})


def _sort_contexts(value: Any, urls: set[str], own: list[Any]) -> None:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            urls.add(one)
        else:
            own.append(one)
            if isinstance(one, dict) and _REFUSED & one.keys():
                raise ProofFailure(Reason.INVALID_MEMBER, indeterminate=True, detail="@context")


_CONTEXT_COST = 100
"""Members that could be expanded in the time that reading one context takes."""


def _weigh_contexts(value: Any, stated: dict[str, int], limits: Limits) -> None:
    """Each different value is processed once, and costs as much as it has entries."""
    entries = len(value) if isinstance(value, list) else 1
    if entries <= limits.contexts:
        stated[json.dumps(value)] = entries
    if entries > limits.contexts or sum(stated.values()) > limits.contexts:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=limits.contexts)


_PLAIN_MEMBERS = {"@id", "@type", "@container", "@language"}


def is_plain(context: Any) -> bool:
    """Whether a context of the document's own only gives terms their meaning."""
    return isinstance(context, dict) and all(
        key[:1] != "@"
        and (
            isinstance(value, str)
            or (isinstance(value, dict) and value.keys() <= _PLAIN_MEMBERS)
        )
        for key, value in context.items()
    )


def terms_of(own_contexts: Iterable[Any]) -> frozenset[str]:
    """Every term that these contexts define, at any depth."""
    found: set[str] = set()
    todo = list(own_contexts)
    while todo:
        one = todo.pop()
        if isinstance(one, list):
            todo += one
        elif isinstance(one, dict):
            found |= {key for key in one if not key.startswith("@")}
            for definition in one.values():
                if isinstance(definition, dict) and "@context" in definition:
                    todo.append(definition["@context"])
    return frozenset(found)


def is_absolute(text: Any) -> bool:
    """Whether this reaches the graph as an IRI or blank node."""
    return isinstance(text, str) and _ABSOLUTE.match(text) is not None


def loses(nodes: list[dict[str, Any]]) -> bool:
    """Whether anything in an expanded document does not reach the graph."""
    todo: list[Any] = list(nodes)
    while todo:
        node = todo.pop()
        if "@index" in node or "@direction" in node:
            return True
        if "@value" in node:
            continue
        for key, value in node.items():
            if _loses(key, value):
                return True
            if key == "@reverse":
                todo += [item for items in value.values() for item in items]
            elif isinstance(value, list) and key != "@type":
                todo += value
    return False


def _loses(key: str, value: Any) -> bool:
    match key:
        case "@id":
            return not is_absolute(value)
        case "@type":
            return not all(map(is_absolute, value)) or len(set(value)) != len(value)
        case "@list" | "@reverse":
            return False
        case "@language":
            return True  # of a node, not of a value
        case _:
            return key.startswith("_:") or (len(value) > 1 and _repeats(value))


def _repeats(values: list[Any]) -> bool:
    """Whether a value stands twice in a set: how often is not signed."""
    seen: set[str] = set()
    for value in values:
        if "@value" in value:
            mark = _as_literal(value)
        elif "@id" in value:
            mark = value["@id"]
        else:
            continue  # each blank node or list is one of its own
        if mark in seen:
            return True
        seen.add(mark)
    return False


def _as_literal(value: Mapping[str, Any]) -> str:
    """What tells it from other literals: ``5`` and ``"5"`` of one datatype are the same."""
    told = value["@value"]
    if "@type" in value and isinstance(told, bool | int):
        told = json.dumps(told)
    return json.dumps({**value, "@value": told}, sort_keys=True)


def lost_values(document: Any, nodes: list[dict[str, Any]]) -> set[str]:
    """JSON paths of values that do not reach the graph: relative IRIs and repetitions."""
    subjects, objects = _relative(nodes)
    found: set[str] = set()
    for path, value in walk(document):
        if isinstance(value, Mapping):
            for key, inner in value.items():
                if not isinstance(inner, str) or key == "@context":
                    continue
                if inner in subjects:
                    found.add(path)
                elif inner in objects:
                    found.add(path + step(key))
        elif isinstance(value, list):
            found |= {f"{path}[{i}]" for i in _lost_entries(value, objects)}
    return found


def _lost_entries(entries: list[Any], relative: set[str]) -> Iterator[int]:
    """Positions of relative IRIs and of what stands in a list for the second time."""
    seen: set[str] = set()
    for i, entry in enumerate(entries):
        if isinstance(entry, str) and entry in relative:
            yield i
        mark = _mark(entry)
        if mark in seen:
            yield i
        if mark is not None:
            seen.add(mark)


def _mark(entry: Any) -> str | None:
    if isinstance(entry, dict) and "@value" not in entry:
        name = entry.get("id", entry.get("@id"))
        return None if name is None else f"id {name}"
    return json.dumps(entry, sort_keys=True)


def _relative(nodes: list[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """Relative IRIs that name a node with members, and those that are only pointed to."""
    subjects: set[str] = set()
    objects: set[str] = set()
    todo: list[Any] = list(nodes)
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += value
        elif isinstance(value, dict) and "@value" not in value:
            name = value.get("@id")
            if name is not None and not is_absolute(name):
                (subjects if len(value) > 1 else objects).add(name)
            objects |= {t for t in value.get("@type", ()) if not is_absolute(t)}
            todo += value.values()
    return subjects, objects


def walk(document: Any) -> Iterator[tuple[str, Any]]:
    """Every value that holds others, with its JSON path; contexts are left out."""
    todo: list[tuple[str, Any]] = [("$", document)]
    while todo:
        path, value = todo.pop()
        yield path, value
        if isinstance(value, Mapping):
            todo += [
                (path + step(key), inner)
                for key, inner in value.items()
                if isinstance(inner, dict | list) and key != "@context"
            ]
        else:
            todo += [
                (f"{path}[{i}]", inner)
                for i, inner in enumerate(value)
                if isinstance(inner, dict | list)
            ]


def step(key: str) -> str:
    """One member in a JSON path."""
    return f".{key}" if _PLAIN_NAME.match(key) else f"[{json.dumps(key)}]"
