"""The tree of groups over the slots (R-01): all, any, or at least n of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wallet.pathways.document import Node, Slot
from wallet.pathways.fields import Fields, refuse

_MEMBERS = ("op", "of", "n", "id", "title")
_DEEPEST = 8
_ROOT = "tree"


def read(top: Fields, slots: Sequence[Slot]) -> Node:
    """Read ``tree``; a document without one wants all its required slots.

    Raises:
        InputError: ``malformed_pathway``.
    """
    if top.has(_ROOT):
        return _node(top.value[_ROOT], _ROOT, {one.id for one in slots}, ())
    needed = tuple(one.id for one in slots if one.designation == "required")
    children = needed or tuple(one.id for one in slots)
    return Node(path=_ROOT, title=(), op="all", needed=len(children), children=children)


def _node(value: object, member: str, slots: set[str], above: tuple[str, ...]) -> Node:
    part = Fields(value, member, _MEMBERS)
    if len(above) >= _DEEPEST:
        refuse(member, "too_deep")
    op = part.choice("op", ("all", "any", "atLeast"), "all")
    own = part.maybe_text("id") or ""
    if own in slots or (own and own in above):
        refuse(part.at("id"), "duplicate")
    children = tuple(_child(one, at, slots, (*above, own)) for at, one in part.items("of"))
    named = [one for one in children if isinstance(one, str)]
    if len(set(named)) != len(named):
        refuse(part.at("of"), "duplicate")
    return Node(
        path=member,
        title=part.texts("title"),
        op=op,
        needed=_needed(part, op, len(children)),
        children=children,
    )


def _child(value: object, member: str, slots: set[str], above: tuple[str, ...]) -> Node | str:
    if not isinstance(value, str):
        return _node(value, member, slots, above)
    if value and value in above:
        refuse(member, "cyclic")
    if value not in slots:
        refuse(member, "unknown_slot")
    return value


def _needed(part: Fields, op: str, count: int) -> int:
    if not count:
        refuse(part.at("of"), "missing")
    if op != "atLeast":
        if part.has("n"):
            refuse(part.at("n"), "unknown_member")
        return count if op == "all" else 1
    needed = part.whole("n")
    if needed is None:
        refuse(part.at("n"), "missing")
    if not 1 <= needed <= count:
        refuse(part.at("n"), "out_of_range")
    return needed


def nodes_of(root: Node) -> Iterator[Node]:
    """Every group, the root first."""
    yield root
    for child in root.children:
        if isinstance(child, Node):
            yield from nodes_of(child)


def slots_of(root: Node) -> Iterator[str]:
    """Ids of the slots that the tree refers to."""
    for node in nodes_of(root):
        yield from (one for one in node.children if isinstance(one, str))


def met(node: Node | str, slots: Mapping[str, bool]) -> bool:
    """Whether a group or a slot is met, given which slots are."""
    if isinstance(node, str):
        return slots[node]
    return sum(met(one, slots) for one in node.children) >= node.needed


def progress(root: Node, slots: Mapping[str, bool]) -> int:
    """How many of the parts that the groups need are met; more than needed counts no more."""
    return sum(
        min(node.needed, sum(met(one, slots) for one in node.children))
        for node in nodes_of(root)
    )
