"""A small table language for "an object of this class has these members of these classes".

Used for the classes of Open Badges 3.0, whose published JSON schema says the same at 200 KB.
Depth is bounded by the JSON itself; each node is visited once for each table that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wallet.formats.document import Problem, as_list, types
from wallet.formats.vcdm import INVALID, MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """What an object of one class must look like."""

    name: str | None
    """Required among the values of ``type``; None where the class needs no type."""
    required: tuple[str, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    """Members whose values are objects, and the classes of those."""
    references: bool = False
    """Whether a string may stand for the object."""


def class_problems(
    value: Any, wanted: str, path: str, table: Mapping[str, Class]
) -> Iterator[Problem]:
    """Where one or several values do not look like the class ``wanted``."""
    rule = table[wanted]
    several = isinstance(value, list)
    for number, node in enumerate(as_list(value)):
        at = f"{path}[{number}]" if several else path
        if isinstance(node, Mapping):
            yield from _node_problems(node, rule, at, table)
        elif not (rule.references and isinstance(node, str)):
            yield INVALID, at


def _node_problems(
    node: Mapping[str, Any], rule: Class, path: str, table: Mapping[str, Class]
) -> Iterator[Problem]:
    if rule.name is not None:
        if not types(node):
            yield MISSING, f"{path}.type"
        elif rule.name not in types(node):
            yield INVALID, f"{path}.type"
    for member in rule.required:
        if not as_list(node.get(member)):
            yield MISSING, f"{path}.{member}"
    for member, inner in rule.members.items():
        if member in node:
            yield from class_problems(node[member], inner, f"{path}.{member}", table)
