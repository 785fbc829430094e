"""Reading expanded JSON-LD by full IRIs, so that a respelled term cannot hide.

Nothing here looks at the names of members: ``validUntil`` written as its IRI, or under an
alias, is the same property.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.errors import ProofFailure
from wallet.reasons import Reason

Node = Mapping[str, Any]


def top(nodes: list[dict[str, Any]]) -> Node:
    """The node that a document is about.

    All that the default graph says about it is gathered, wherever it was written: an
    ``@included`` block may carry its ``credentialStatus`` without changing the graph.

    Raises:
        ProofFailure: ``invalid_member`` (indeterminate) where there is not exactly one.
    """
    if len(nodes) != 1:
        raise ProofFailure(Reason.INVALID_MEMBER, indeterminate=True, detail="$")
    node = nodes[0]
    same = [one for one in _default_graph(node) if one.get("@id") == node.get("@id")]
    if "@id" not in node or len(same) == 1:
        return node
    gathered: dict[str, Any] = {}
    for one in same:
        for key, values in one.items():
            if isinstance(values, list):
                kept = gathered.setdefault(key, [])
                kept += [value for value in values if value not in kept]
            else:
                gathered[key] = values
    for key, source in _said_backwards(node, node["@id"]):
        gathered[key] = [*gathered.get(key, []), source]
    return gathered


def _said_backwards(start: Node, name: Any) -> list[tuple[str, Node]]:
    """What ``@reverse`` elsewhere says of the node ``name``: (property, value)."""
    return [
        (key, one)
        for one in _default_graph(start)
        for key, items in one.get("@reverse", {}).items()
        for item in items
        if item.get("@id") == name
    ]


def _default_graph(start: Node) -> list[Node]:
    """Every node object outside named graphs, the first being ``start``."""
    found: list[Node] = []
    todo: list[Any] = [start]
    while todo:
        node = todo.pop()
        if "@value" in node:
            continue
        found.append(node)
        for key, values in node.items():
            if key == "@reverse":
                todo += [item for items in values.values() for item in items]
            elif isinstance(values, list) and key not in {"@type", "@graph"}:
                todo += values
    return found


def values(node: Node, iri: str) -> tuple[Node, ...]:
    """All values of a property: value objects and nodes."""
    found: list[Node] = []
    for value in node.get(iri, ()):
        found += value.get("@list", [value])
    return tuple(found)


def nodes(node: Node, iri: str) -> tuple[Node, ...]:
    """Those values that are nodes; a graph container gives what it contains."""
    found: list[Node] = []
    for value in values(node, iri):
        if "@value" in value:
            continue
        found += value["@graph"] if set(value) == {"@graph"} else [value]
    return tuple(found)


def ids(node: Node, iri: str) -> tuple[str, ...]:
    """The identifiers of those values that have one."""
    return tuple(one["@id"] for one in nodes(node, iri) if "@id" in one)


def literals(node: Node, iri: str) -> tuple[Any, ...]:
    """Those values that are literals, as parsed JSON scalars."""
    return tuple(one["@value"] for one in values(node, iri) if "@value" in one)


def types(node: Node) -> frozenset[str]:
    """The full IRIs of its types."""
    return frozenset(node.get("@type", ()))
