"""Components of a CTDL pathway as slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from fractions import Fraction
from typing import Any, NamedTuple

from wallet.exchange import ctdl_terms as terms
from wallet.exchange.ctdl_graph import Graph, Node, as_list
from wallet.exchange.left import Left
from wallet.pathways.amounts import written


class Worth(NamedTuple):
    """What a component says it is worth."""

    least: str | None
    most: str | None
    unit: str


class Slots:
    """The slots made so far, in the order in which they were asked for."""

    def __init__(
        self,
        graph: Graph,
        left: list[Left],
        understood: list[Left],
        *,
        not_slots: Collection[str],
    ) -> None:
        self._graph = graph
        self._left = left
        self._understood = understood
        self._made: dict[str, dict[str, Any]] = {}
        self._worth = {
            one.id: (one, *found)
            for one in graph.components()
            if one.id not in not_slots and (found := _worth(one, graph)) is not None
        }

    def unit(self) -> str:
        """The unit that most components state; the first of equals."""
        stated = Counter(worth.unit for _, worth, _ in self._worth.values())
        return max(stated, key=lambda one: stated[one]) if stated else terms.NO_UNIT

    def made(self) -> list[dict[str, Any]]:
        """The slots as a pathway document writes them."""
        return list(self._made.values())

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def slot(self, name: str, designation: str = "required") -> str:
        """The slot of a component; made where it is asked for first."""
        if name not in self._made:
            node = self._graph.get(name)
            self._made[name] = (
                self._outside(name, designation)
                if node is None
                else self._of(node, designation)
            )
        return name

    def _outside(self, name: str, designation: str) -> dict[str, Any]:
        """A component that is named and lies in no node here (rule 4)."""
        self._left.append(Left(pointer="", name=name[:200], reason="component_elsewhere"))
        return {
            "id": name,
            "designation": designation,
            "match": {"definition": [name]},
            "items": {"min": 1, "max": 1},
        }

    def _of(self, node: Node, designation: str) -> dict[str, Any]:
        kind = next((one for one in node.types if one.endswith("Component")), "Component")
        made: dict[str, Any] = {
            "id": node.id,
            "designation": self._designation(node, designation),
            "component": kind,
            "title": node.texts("name"),
            "match": self._match(node, kind),
            "items": {"min": 1, "max": 1},
        }
        credit = self._credit(node)
        if credit:
            made["credits"] = credit
        return made

    def _designation(self, node: Node, needed: str) -> str:
        """What is said of it; what conditions need is never less than needed."""
        for one in self._graph.linked(node, "componentDesignation"):
            for name in ("targetNode", "targetNodeName"):
                for word in _plain(one, name):
                    known = terms.DESIGNATIONS.get(terms.last_part(word).casefold())
                    if known is not None:
                        return "elective" if known == "required" != needed else known
        node.put_back("componentDesignation")
        return needed

    def _match(self, node: Node, kind: str) -> dict[str, Any]:
        stands_for = (*node.words("proxyFor"), *node.words("proxyForList"))
        if not stands_for:
            self._understood.append(
                Left(pointer=node.pointer, name=node.id[:200], reason="stands_for_nothing")
            )
            return {"definition": [node.id]}
        unique = list(dict.fromkeys(stands_for))
        if kind == "CompetencyComponent":
            return {"skills": unique, "coverage": "1"}
        return {"definition": unique}

    def _credit(self, node: Node) -> dict[str, str]:
        if node.id not in self._worth:
            return {}
        _, worth, member = self._worth[node.id]
        if worth.unit != self.unit():
            self._left.append(
                Left(pointer=node.at(member), name=worth.unit[:200], reason="another_unit")
            )
            return {}
        bounds = {"min": worth.least, "max": worth.most}
        return {name: value for name, value in bounds.items() if value is not None}


def _worth(node: Node, graph: Graph) -> tuple[Worth, str] | None:
    """Credit, else points; read fully or not at all."""
    for member, unit in (("creditValue", terms.NO_UNIT), ("pointValue", terms.POINTS)):
        if not node.has(member):
            continue
        found = graph.linked(node, member)
        worth = _value(found[0], unit) if len(found) == 1 else None
        if worth is not None:
            return worth, member
        node.put_back(member)
    return None


def _value(node: Node, unit: str) -> Worth | None:
    exact = amount(node.number("value"))
    least, most = amount(node.number("minValue")), amount(node.number("maxValue"))
    least, most = (exact, exact) if exact else (least, most)
    if least is None and most is None:
        return None
    if least is not None and most is not None and Fraction(least) > Fraction(most):
        return None
    return Worth(least, most, _unit(node) or unit)


def _unit(node: Node) -> str:
    named: list[str] = []
    for one in as_list(node.take("creditUnitType")):
        if isinstance(one, str):
            named.append(one)
        elif isinstance(one, dict):
            inside = Node(one, node.steps)
            named += [*_plain(inside, "targetNode"), *_plain(inside, "targetNodeName")]
    for name in ("creditUnitTypeDescription", "unitText"):
        named += _plain(node, name)
    for one in named:
        known = terms.UNITS.get(terms.last_part(one).casefold())
        if known is not None:
            return known
    return terms.last_part(named[0]).strip()[:100] if named else ""


def amount(value: float | None) -> str | None:
    """A number as a pathway document writes amounts; None where it cannot."""
    if value is None:
        return None
    text = repr(value)
    return text if written(text) is not None else None


def _plain(node: Node, name: str) -> list[str]:
    """Addresses and texts alike."""
    given = node.take(name)
    if isinstance(given, str):
        return [given]
    return [one["text"] for one in node.texts(name)] or list(node.words(name))
