"""Stages of a CTDL pathway: progression models, their levels, and what each level groups.

A pathway document has no stages: a group in it is a requirement, and a stage is none. So each
is listed by its own name, with its place and with the parts that the document puts into it.
"""

from __future__ import annotations

from wallet.exchange.ctdl_graph import Graph, Node
from wallet.exchange.left import Left

REASON = "progression_level"
_LEVEL, _MODEL = "hasProgressionLevel", "hasProgressionModel"
_NAMES = ("name", "prefLabel")
_LONGEST = 200


def stages(graph: Graph, pathway: Node) -> list[Left]:
    """Every level and model that the pathway or a part of it names, in that order."""
    held: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for one in graph.components():
        for level in _named(one, _LEVEL):
            held.setdefault(level, []).append(called(one))
            places.setdefault(level, one.at(_LEVEL))
    for model in _named(pathway, _MODEL):
        node = graph.get(model)
        inside = node.words("hasTopConcept") + node.words("hasConcept") if node else ()
        held[model] = [_name(graph, one) for one in dict.fromkeys(inside)]
        places.setdefault(model, pathway.at(_MODEL))
    return [
        Left(
            pointer=_place(graph, one, places[one]),
            name=_name(graph, one),
            reason=REASON,
            parts=tuple(parts),
        )
        for one, parts in held.items()
    ]


def _named(node: Node, member: str) -> tuple[str, ...]:
    """Levels or models that a member names; what names none stays unread and is listed."""
    if not node.has(member):
        return ()
    known = node.visited
    found = node.words(member)
    node.visited = known
    if len(found) < node.count(member):
        node.put_back(member)
    return found


def _place(graph: Graph, name: str, else_: str) -> str:
    """Where it stands itself, else where it is named first."""
    node = graph.get(name)
    if node is None or node.is_reference:
        return else_
    node.visited = True  # whatever else it says is listed with it
    return node.pointer


def _name(graph: Graph, name: str) -> str:
    node = graph.get(name)
    return (called(node) if node is not None else name)[:_LONGEST]


def called(node: Node) -> str:
    """A node's own name, else its identifier or type."""
    known = node.visited
    names = [one for member in _NAMES for one in node.texts(member)]
    node.visited = known
    return (names[0]["text"] if names else (node.id or ", ".join(node.types)))[:_LONGEST]
