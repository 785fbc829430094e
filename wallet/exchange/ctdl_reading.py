"""Reads a CTDL pathway (Credential Engine, JSON-LD) into a pathway document.

Rules
-----
1. What the document says is carried over: names, owner, status, components with what they
   stand for (``proxyFor``), their credit and designation, conditions with their numbers and
   operators, prerequisites, suggested order (as information), limits on the sum of credit.
2. What has no place in a pathway document is listed with its place. Nothing is fetched.
3. A condition that cannot be carried over becomes a rule that blocks, by name: no result is
   ``complete`` because a condition was lost on the way.
4. A component that stands for nothing named fits no credential but one that names the
   component itself. Titles never decide.
5. A component that has conditions of its own and stands for something is needed beside them;
   one that stands for nothing is only the box around them.
6. Where CTDL leaves open how many are needed, all are; what was understood so is listed too.
7. The destination of a degree is kept as ``other``: a degree needs a capstone and a sign-off
   (R-12), of which CTDL says nothing.
8. The result is read by our own strict reader before it is given out.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.exchange import ctdl_terms as terms
from wallet.exchange.ctdl_conditions import Conditions
from wallet.exchange.ctdl_graph import Graph, Node, refuse
from wallet.exchange.ctdl_slots import Slots
from wallet.exchange.ctdl_stages import REASON as STAGE
from wallet.exchange.ctdl_stages import called, stages
from wallet.exchange.left import Left
from wallet.pathways import Pathway, read
from wallet.pathways.reading import FORMAT

_LARGEST = 4_000
"""Objects of a document; the largest published pathways have some hundred."""
_MARK = b"Pathway"


@dataclass(frozen=True, slots=True, kw_only=True)
class CtdlPathway:
    """A pathway out of a CTDL document."""

    data: bytes
    """As a pathway document, for keeping."""
    pathway: Pathway
    left: tuple[Left, ...]
    """What was not carried over, in the order of the document."""
    understood: tuple[Left, ...]
    """What the document leaves open, and how it was read."""

    @property
    def blocks(self) -> bool:
        """Whether a condition was left: the pathway cannot be complete as it is."""
        return any(one.blocks for one in self.left)


def looks_like_ctdl(data: bytes) -> bool:
    """Whether bytes mean to be a CTDL pathway; no promise that they can be read."""
    if _MARK not in data or (b"ceterms" not in data and b"credreg." not in data):
        return False
    try:
        return bool(Graph(strict_json.loads(data)).of_type("Pathway"))
    except InputError as error:
        return error.code == "malformed_ctdl"


def read_ctdl(data: bytes) -> tuple[CtdlPathway, ...]:
    """Every pathway of a document, in its order.

    Raises:
        InputError: ``malformed_json``, ``too_large``, ``too_deep``; ``not_ctdl`` where it
            holds no pathway; ``malformed_ctdl`` with ``member`` and ``reason``;
            ``malformed_pathway`` where what it asks for can be met by nobody.
    """
    document = strict_json.loads(data)
    context = document.get("@context") if isinstance(document, dict) else None
    if terms.meaning_changed(context):
        refuse("/@context", "other_meaning")
    graph = Graph(document)
    if len(graph.nodes) > _LARGEST:
        raise InputError("too_complex", limit=_LARGEST)
    found = graph.of_type("Pathway")
    if not found:
        raise InputError("not_ctdl")
    return tuple(_Reader(document, one, context).result() for one in found)


class _Reader:
    """One pathway of a document."""

    def __init__(self, document: Any, pathway: Node, context: Any) -> None:
        self._graph = Graph(document)  # each pathway notes for itself what was read
        self._node = self._graph.nodes[pathway.steps]
        self._left = [
            Left(pointer="/@context", name=one[:200], reason="unknown_context")
            for one in terms.unknown_contexts(context)
        ]
        self._understood: list[Left] = []

    def result(self) -> CtdlPathway:
        node = self._node
        destination = self._destination()
        slots = Slots(self._graph, self._left, self._understood, not_slots={destination.id})
        conditions = Conditions(self._graph, slots, self._left, self._understood)
        tree = conditions.tree(destination)
        conditions.order()
        self._components_nobody_names(slots, destination)
        self._left += stages(self._graph, self._node)
        made: dict[str, Any] = {
            "format": FORMAT,
            "id": self._id(),
            "version": self._version(),
            "status": self._status(),
            "title": node.texts("name") or refuse(node.at("name"), "missing"),
            "description": node.texts("description"),
            "owner": self._owner(),
            "destination": self._kind(destination),
            "credit": {"unit": slots.unit()},
            "slots": slots.made(),
            "tree": tree,
            "rules": conditions.rules,
        }
        self._understand_unit(slots)
        self._list_the_rest()
        data = json.dumps(made, ensure_ascii=False, indent=2).encode()
        return CtdlPathway(
            data=data,
            pathway=read(data),
            left=tuple(dict.fromkeys(_outermost(self._left))),
            understood=tuple(dict.fromkeys(self._understood)),
        )

    # --- the pathway itself -----------------------------------------------------------------

    def _id(self) -> str:
        named = self._node.id
        if not named.startswith("_:"):
            return named
        ctid = self._node.take("ctid")
        if isinstance(ctid, str) and ctid.strip():
            return f"urn:ctid:{ctid.strip()}"
        said = json.dumps(self._node.value, sort_keys=True, ensure_ascii=True)
        return uuid.uuid5(uuid.NAMESPACE_URL, said).urn

    def _version(self) -> str:
        for one in self._graph.linked(self._node, "versionIdentifier"):
            found = one.take("identifierValueCode")
            if isinstance(found, str) and found.strip():
                return found.strip()
        self._understand("version", "version_not_stated")
        return "1"

    def _status(self) -> str:
        given = self._node.take("lifeCycleStatusType")
        if given is None:
            return "active"
        named = [one.take("targetNode") for one in self._graph.linked(self._node, _STATUS)]
        for one in named or [given]:
            word = terms.last_part(one).casefold() if isinstance(one, str) else ""
            if word in terms.STATUS:
                return terms.STATUS[word]
        self._node.put_back(_STATUS)
        return "draft"

    def _owner(self) -> dict[str, Any]:
        ids = self._node.words("ownedBy")
        owner: dict[str, Any] = {
            "identifiers": [one for one in ids if not one.startswith("_:")]
        }
        for one in ids:
            party = self._graph.get(one)
            names = party.texts("name") if party is not None else []
            if names:
                owner["name"] = names[0]["text"]
                break
        return owner

    def _destination(self) -> Node:
        named = self._graph.linked(self._node, "hasDestinationComponent")
        if not named:
            named = [
                one
                for one in self._graph.components()
                if self._node.id in one.words("isDestinationComponentOf")
            ]
        if not named:
            refuse(self._node.pointer, "no_destination")
        for one in named[1:]:
            self._left.append(
                Left(pointer=one.pointer, name=called(one), reason="second_destination")
            )
        return named[0]

    def _kind(self, node: Node) -> dict[str, Any]:
        given = node.words("credentialType")
        word = terms.local(given[0]) if given else ""
        kind = terms.DESTINATIONS.get(word, "other")
        if word in terms.DEGREES:
            self._left.append(
                Left(pointer=node.at(_TYPE), name=word, reason="degree_needs_more")
            )
        elif word and kind == "other":
            node.put_back(_TYPE)
        return {"kind": kind, "title": node.texts("name"), "automaticAward": False}

    # --- what is left -----------------------------------------------------------------------

    def _components_nobody_names(self, slots: Slots, destination: Node) -> None:
        """They are carried over as something one may do; nothing asks for them."""
        for one in self._graph.components():
            if one.id != destination.id and not one.visited:
                slots.slot(one.id, designation="optional")
                self._understood.append(
                    Left(pointer=one.pointer, name=called(one), reason="nothing_asks_for_it")
                )

    def _understand_unit(self, slots: Slots) -> None:
        if slots.unit() == terms.NO_UNIT:
            self._understand("creditUnitType", "unit_not_stated")

    def _understand(self, name: str, reason: str) -> None:
        self._understood.append(Left(pointer=self._node.pointer, name=name, reason=reason))

    def _list_the_rest(self) -> None:
        """Members that were not read, and things that nothing pointed to."""
        for steps, node in sorted(self._graph.nodes.items(), key=lambda one: one[1].pointer):
            if node.visited:
                self._left += [
                    Left(pointer=node.at(terms.local(name)), name=name, reason=_reason(name))
                    for name in node.unread()
                ]
            elif steps and node.types and not _inside_something_read(steps, self._graph):
                self._left.append(
                    Left(pointer=node.pointer, name=called(node), reason="not_part_of_it")
                )


_STATUS, _TYPE = "lifeCycleStatusType", "credentialType"
_STAGES = ("hasProgressionLevel", "hasProgressionModel")


def _outermost(left: list[Left]) -> Iterator[Left]:
    """Without what lies inside something that is listed as a whole."""
    whole = {one.pointer for one in left if one.reason in {"no_place", STAGE}}
    for one in left:
        steps = one.pointer.split("/")
        if not any("/".join(steps[:size]) in whole for size in range(1, len(steps))):
            yield one


def _reason(name: str) -> str:
    return STAGE if terms.local(name) in _STAGES else "no_place"


def _inside_something_read(steps: tuple[str, ...], graph: Graph) -> bool:
    """Whether a node stands within one that is listed or read itself."""
    return any(
        steps[:size] in graph.nodes and bool(graph.nodes[steps[:size]].types)
        for size in range(len(steps))
    )
