"""The nodes of a CTDL document, and a note of what was read of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from wallet.encoding.pointers import Steps, pointer_of, walk
from wallet.errors import InputError
from wallet.exchange import ctdl_terms as terms
from wallet.pathways.fields import LONGEST_TEXT

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
UNDETERMINED = "und"


def refuse(pointer: str, reason: str) -> NoReturn:
    """Say that the document cannot be read as a pathway.

    Raises:
        InputError: ``malformed_ctdl`` with ``member`` (a JSON pointer) and ``reason``.
    """
    raise InputError("malformed_ctdl", member=pointer or "/", reason=reason)


class Node:
    """One object of the document; it knows which of its members were read."""

    def __init__(self, value: Mapping[str, Any], steps: Steps) -> None:
        self.value = value
        self.steps = steps
        self.pointer = pointer_of(steps)
        self.visited = False
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        for name in value:
            self._names.setdefault(terms.local(name), name)

    @property
    def id(self) -> str:
        """Its identifier; its place where it has none."""
        found = self.value.get(self._names.get("id", ""))
        return found if isinstance(found, str) and found.strip() else f"_:at{self.pointer}"

    @property
    def is_reference(self) -> bool:
        """Whether it says nothing but an identifier."""
        return list(self._names) == ["id"]

    @property
    def types(self) -> tuple[str, ...]:
        """Local names of its types."""
        found = as_list(self.value.get(self._names.get("type", "")))
        return tuple(terms.local(one) for one in found if isinstance(one, str))

    def has(self, name: str) -> bool:
        """Whether a member is there."""
        return name in self._names

    def at(self, name: str) -> str:
        """JSON pointer of a member."""
        return pointer_of((*self.steps, self._names.get(name, name)))

    def spelled(self, name: str) -> str:
        """The member as the document writes it."""
        return self._names.get(name, name)

    def take(self, name: str) -> Any:
        """The value of a member, which counts as read; None where it is not there."""
        self.visited = True
        self._taken.add(self._names.get(name, ""))
        return self.value.get(self._names.get(name, ""))

    def count(self, name: str) -> int:
        """How many values a member has."""
        return len(as_list(self.value.get(self._names.get(name, ""))))

    def put_back(self, name: str) -> None:
        """Counts as not read after all: it will be listed."""
        self._taken.discard(self._names.get(name, ""))

    def unread(self) -> Iterator[str]:
        """Members that were not read, as the document writes them."""
        for name in self.value:
            if name not in self._taken and terms.local(name) not in terms.STRUCTURE:
                yield name

    def texts(self, name: str) -> list[dict[str, str]]:
        """A text in one or more languages, as pathway documents write it."""
        found: list[dict[str, str]] = []
        for one in as_list(self.take(name)):
            found += _texts(one)
        unique = {one["lang"]: one for one in reversed(found)}
        if found and not unique:
            self.put_back(name)
        return list(reversed(unique.values()))

    def words(self, name: str) -> tuple[str, ...]:
        """Texts or addresses: each as it is, or the ``@id`` of an object."""
        return tuple(dict.fromkeys(filter(None, map(_reference, as_list(self.take(name))))))

    def number(self, name: str) -> int | float | None:
        """A number that is there; texts are none."""
        found = self.take(name)
        return found if isinstance(found, int | float) and not isinstance(found, bool) else None


class Graph:
    """Every object of a document, by place and by identifier."""

    def __init__(self, document: Any) -> None:
        self.nodes: dict[Steps, Node] = {}
        self._by_id: dict[str, Node] = {}
        for steps, value in walk(document):
            if not isinstance(value, Mapping) or "@value" in value:
                continue
            node = Node(value, steps)
            self.nodes[steps] = node
            if not node.is_reference and not node.id.startswith("_:at"):
                known = self._by_id.setdefault(node.id, node)
                if known is not node and known.types and node.types:
                    refuse(node.pointer, "duplicate")
                if not known.types:
                    self._by_id[node.id] = node

    def get(self, name: str) -> Node | None:
        """The node with that identifier."""
        return self._by_id.get(name)

    def of_type(self, *types: str) -> list[Node]:
        """Nodes of any of these types, in the order of the document."""
        found = [one for one in self.nodes.values() if set(types) & set(one.types)]
        return sorted(found, key=lambda one: _order(one.steps))

    def components(self) -> list[Node]:
        """Every component, in the order of the document."""
        found = [
            one
            for one in self.nodes.values()
            if any(kind.endswith("Component") for kind in one.types)
        ]
        return sorted(found, key=lambda one: _order(one.steps))

    def linked(self, node: Node, name: str) -> list[Node]:
        """Objects that a member holds or points to; what is not in the document is left."""
        found = []
        for index, one in enumerate(as_list(node.take(name))):
            place = (*node.steps, node.spelled(name))
            if isinstance(node.value.get(node.spelled(name)), list):
                place = (*place, str(index))
            inside = self.nodes.get(place)
            if inside is not None and not inside.is_reference:
                found.append(inside)
            elif (there := self.get(_reference(one))) is not None:
                found.append(there)
            else:
                node.put_back(name)
        return found


def as_list(value: Any) -> list[Any]:
    """A value, several, or none: JSON-LD writes a set of one as it likes."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _reference(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("@id", value.get("id"))
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, str):
        yield from _text(UNDETERMINED, value)
    elif isinstance(value, Mapping) and "@value" in value:
        yield from _text(value.get("@language", UNDETERMINED), value["@value"])
    elif isinstance(value, Mapping):
        for lang, said in value.items():
            for one in as_list(said):
                yield from _text(lang.removeprefix("@"), one)


def _text(lang: Any, text: Any) -> Iterator[dict[str, str]]:
    known = isinstance(lang, str) and _LANGUAGE.fullmatch(lang)
    if known and isinstance(text, str) and 0 < len(text.strip()) <= LONGEST_TEXT:
        yield {"lang": lang, "text": text.strip()}


def _order(steps: Steps) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in steps)
