"""Conditions of a CTDL pathway as groups and rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wallet.exchange import ctdl_terms as terms
from wallet.exchange.ctdl_graph import Graph, Node, refuse
from wallet.exchange.ctdl_slots import Slots, amount
from wallet.exchange.left import Left

_KNOWN = frozenset(
    (
        *("name", "description", "alternateName", "requiredNumber", "targetComponent"),
        *("logicalOperator", "hasCondition", "hasConstraint", "requiredConstraints"),
    )
)
_CONSTRAINT = frozenset(
    (
        *("name", "description", "alternateName", "comparator", "leftSource", "rightSource"),
        *("leftAction", "rightAction"),
    )
)
_MOST = 1_000
"""Conditions and groups: a component that many name is written out for each of them."""
_DEEPEST = 24
"""Conditions within conditions; a pathway document has eight levels of groups at most."""

Part = str | dict[str, Any]


class Conditions:
    """Makes the tree and the rules; ``slots`` get what the conditions name."""

    def __init__(
        self, graph: Graph, slots: Slots, left: list[Left], understood: list[Left]
    ) -> None:
        self._graph = graph
        self._slots = slots
        self._left = left
        self._understood = understood
        self._above: list[str] = []
        self._depth = self._count = 0
        self.rules: list[dict[str, Any]] = []

    def tree(self, destination: Node) -> dict[str, Any]:
        """What the destination needs; the destination itself where nothing is said."""
        self._above.append(destination.id)
        inner = self._conditions(destination, certain=True)
        self._above.pop()
        if inner is None:
            self._understand(destination, "destination_itself")
            inner = self._slots.slot(destination.id)
        return {"op": "all", "of": [inner]} if isinstance(inner, str) else inner

    def order(self) -> None:
        """Prerequisites as rules, suggested order as information."""
        self._order("prerequisite", "block", before=True)
        self._order("precededBy", "info", before=True)
        self._order("precedes", "info", before=False)

    # --- groups -----------------------------------------------------------------------------

    def _conditions(self, node: Node, *, certain: bool) -> Part | None:
        found = self._graph.linked(node, "hasCondition")
        self._block_missing(node, "hasCondition", len(found))
        parts = [
            part for one in found if (part := self._condition(one, certain=certain)) is not None
        ]
        if len(found) > 1:
            self._understand(node, "all_conditions")
        return _group("all", parts, []) if parts else None

    def _condition(self, node: Node, *, certain: bool) -> Part | None:
        self._depth += 1
        self._note_one_more(node)
        found = self._read(node, certain=certain)
        self._depth -= 1
        return found

    def _note_one_more(self, node: Node) -> None:
        self._count += 1
        if self._count > _MOST:
            refuse(node.pointer, "too_many")
        if self._depth > _DEEPEST:
            refuse(node.pointer, "too_deep")

    def _read(self, node: Node, *, certain: bool) -> Part | None:
        for name in list(node.value):
            if terms.local(name) not in _KNOWN | terms.STRUCTURE:
                self._block(node, terms.local(name), "unknown_in_condition")
        title = node.texts("name") or node.texts("description")
        parts = [
            part
            for part in (self._targets(node, title, certain=certain), self._nested(node))
            if part is not None
        ]
        if len(parts) > 1:
            self._understand(node, "targets_and_conditions")
        is_whole = len(self._above) == 1 and self._depth == 1
        scope = [] if is_whole else list(dict.fromkeys(_slots_of(parts)))
        self._constraints(node, scope, certain=certain)
        if len(parts) == 1:
            (only,) = parts
            return {"title": title, **only} if title and isinstance(only, dict) else only
        return _group("all", parts, title) if parts else None

    def _targets(
        self, node: Node, title: list[dict[str, str]], *, certain: bool
    ) -> Part | None:
        names = node.words("targetComponent")
        number = node.take("requiredNumber")
        if not names:
            if number:
                self._block(node, "requiredNumber", "number_of_nothing")
            return None
        if number in (None, 0):
            self._understand(node, "number_not_stated")
            number = len(names)
        if not isinstance(number, int) or isinstance(number, bool):
            refuse(node.at("requiredNumber"), "not_a_whole_number")
        if not 1 <= number <= len(names):
            refuse(node.at("requiredNumber"), "out_of_range")
        every = number == len(names)
        parts = [self._component(one, certain=certain and every) for one in names]
        if every:
            return _group("all", parts, title)
        if number == 1:
            return _group("any", parts, title)
        return {**_titled("atLeast", parts, title), "n": number}

    def _nested(self, node: Node) -> Part | None:
        found = self._graph.linked(node, "hasCondition")
        self._block_missing(node, "hasCondition", len(found))
        if not found:
            node.take("logicalOperator")
            return None
        given = node.words("logicalOperator")
        word = terms.last_part(given[0]).casefold() if given else ""
        if word not in {"", "and", "or"}:
            self._block(node, "logicalOperator", "operator_unknown")
            word = "and"
        if not word and len(found) > 1:
            self._understand(node, "all_conditions")
        certain = word != "or"
        parts = [
            part for one in found if (part := self._condition(one, certain=certain)) is not None
        ]
        return _group("any" if word == "or" else "all", parts, []) if parts else None

    def _component(self, name: str, *, certain: bool) -> Part:
        """A slot; with conditions of its own a group (rule 5 of ``ctdl_reading``)."""
        node = self._graph.get(name)
        if name in self._above:
            refuse(node.pointer if node else "", "cyclic")
        if node is None or not node.has("hasCondition"):
            return self._slots.slot(name, "required" if certain else "elective")
        self._above.append(name)
        inner = self._conditions(node, certain=certain)
        self._above.pop()
        is_box = terms.GROUPS & set(node.types) and not (
            node.has("proxyFor") or node.has("proxyForList")
        )
        if is_box and inner is not None:
            title = node.texts("name")
            return inner if isinstance(inner, str) else {**inner, "title": title}
        own = self._slots.slot(name, "required" if certain else "elective")
        if inner is None:
            return own
        return _group("all", [own, inner], node.texts("name"))

    # --- rules ------------------------------------------------------------------------------

    def _constraints(self, node: Node, scope: list[str], *, certain: bool) -> None:
        found = self._graph.linked(node, "hasConstraint")
        self._block_missing(node, "hasConstraint", len(found))
        needed = node.take("requiredConstraints")
        some = needed not in (None, 0, len(found))
        for one in found:
            if some or not certain:
                self._block(one, "", "constraint_in_alternative")
            else:
                self._constraint(one, scope)

    def _constraint(self, node: Node, scope: list[str]) -> None:
        """A limit on the sum of credit is carried over; any other blocks (rule 3)."""
        strange = [one for one in node.value if terms.local(one) not in _KNOWN_OR_STRUCTURE]
        word = terms.last_part("".join(node.words("comparator")))
        action = terms.last_part("".join(node.words("leftAction"))).casefold()
        left = [terms.local(one) for one in node.words("leftSource")]
        bound = _bound(node)
        known = (
            not strange
            and left in (["creditValue"], ["pointValue"])
            and word in terms.COMPARATORS
            and action in terms.SUMS | {""}
            and bound is not None
            and not node.has("rightAction")
        )
        if not known or bound is None:
            self._block(node, "", "constraint_unknown")
            return
        if not action:
            self._understand(node, "sum_of_credit")
        rule: dict[str, Any] = {"id": self._rule_id(), "type": "totalCredits"}
        if word in {"GTEQ", "EQ"}:
            rule["min"] = bound
        if word in {"LTEQ", "EQ"}:
            rule |= {"max": bound, "hard": True}
        if scope:
            rule["scope"] = scope
        self._with_text(rule, node)

    def _order(self, member: str, severity: str, *, before: bool) -> None:
        for node in self._graph.components():
            for name in node.words(member) if node.has(member) else ():
                ends = (name, node.id) if before else (node.id, name)
                if name == node.id or not all(self._is_component(one) for one in ends):
                    self._left_order(node, member, severity)
                    continue
                first, second = (self._slots.slot(one, "optional") for one in ends)
                if severity == "info" and self._closes(first, second):
                    self._left_order(node, member, severity)
                    continue
                rule = {"id": self._rule_id(), "type": "prerequisite"}
                self.rules.append({**rule, "a": first, "b": second, "severity": severity})

    def _is_component(self, name: str) -> bool:
        node = self._graph.get(name)
        if name in self._slots:
            return True
        # One that was read and made no slot is a box, or the destination.
        kinds = node.types if node is not None and not node.visited else ()
        return any(one.endswith("Component") for one in kinds)

    def _left_order(self, node: Node, member: str, severity: str) -> None:
        if severity == "block":
            self._block(node, member, "order_unknown")
        else:
            self._left.append(
                Left(
                    pointer=node.at(member), name=node.spelled(member), reason="order_suggested"
                )
            )

    def _closes(self, first: str, second: str) -> bool:
        """Whether one more line would close a circle."""
        after: dict[str, set[str]] = {}
        for rule in self.rules:
            if rule["type"] == "prerequisite":
                after.setdefault(rule["a"], set()).add(rule["b"])
        seen, todo = set[str](), [second]
        while todo:
            one = todo.pop()
            if one == first:
                return True
            if one not in seen:
                seen.add(one)
                todo += after.get(one, ())
        return False

    def _block(self, node: Node, member: str, reason: str) -> None:
        """Rule 3 of ``ctdl_reading``: named, and never ignored."""
        where = node.at(member) if member else node.pointer
        name = node.spelled(member) if member else ", ".join(node.types) or "Constraint"
        self._left.append(Left(pointer=where, name=name, reason=reason, blocks=True))
        self._with_text({"id": self._rule_id(), "type": f"ctdl:{reason}"}, node)

    def _block_missing(self, node: Node, member: str, found: int) -> None:
        """Some of what a member names lies in no node of this document."""
        if found < node.count(member):
            self._block(node, member, "condition_elsewhere")

    def _with_text(self, rule: dict[str, Any], node: Node) -> None:
        text = node.texts("description") or node.texts("name")
        self.rules.append({**rule, "text": text} if text else rule)

    def _rule_id(self) -> str:
        return f"ctdl-{len(self.rules) + 1}"

    def _understand(self, node: Node, reason: str) -> None:
        self._understood.append(
            Left(pointer=node.pointer, name=", ".join(node.types), reason=reason)
        )


_KNOWN_OR_STRUCTURE = _CONSTRAINT | terms.STRUCTURE


def _group(op: str, parts: list[Part], title: list[dict[str, str]]) -> Part:
    """A group of different parts; a nameless one around a single part is that part."""
    unique = [one for at, one in enumerate(parts) if one not in parts[:at]]
    if len(unique) == 1 and not title:
        return unique[0]
    return _titled(op, unique, title)


def _slots_of(parts: list[Part]) -> Iterator[str]:
    for one in parts:
        if isinstance(one, str):
            yield one
        else:
            yield from _slots_of(one["of"])


def _titled(op: str, parts: list[Part], title: list[dict[str, str]]) -> dict[str, Any]:
    made: dict[str, Any] = {"op": op, "of": parts}
    return {**made, "title": title} if title else made


def _bound(node: Node) -> str | None:
    """The one number on the right, which CTDL writes as a text."""
    given = node.take("rightSource")
    given = given[0] if isinstance(given, list) and len(given) == 1 else given
    if isinstance(given, str):
        try:
            given = float(given) if "." in given else int(given)
        except ValueError:
            return None
    return amount(given) if isinstance(given, int | float) else None
