"""JSON pointers (RFC 6901): the one language in which people, presets and requests choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def child(pointer: str, name: str) -> str:
    """The pointer of a member or element below ``pointer``."""
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def within(inner: str, outer: str) -> bool:
    """Whether ``inner`` is ``outer`` or lies below it."""
    return inner == outer or inner.startswith(f"{outer}/")


def touches(one: str, other: str) -> bool:
    """Whether one of them lies in the other: showing one shows something of the other."""
    return within(one, other) or within(other, one)


def exists(document: Any, pointer: str) -> bool:
    """Whether the pointer leads to something in a parsed document."""
    if pointer and not pointer.startswith("/"):
        return False
    value = document
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
    return True


def from_path(path: str) -> str | None:
    """The pointer of a JSON path of ours (``$.a.b[0]``); None where it is not a plain one."""
    if not path.startswith("$"):
        return None
    pointer, at = "", 1
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            return None
        pointer = child(pointer, found[1] if found[1] is not None else found[2])
        at = found.end()
    return pointer
