"""JSON pointers (RFC 6901) into a document, and the part of it that some of them select.

What is above a selected value keeps its ``id`` and ``type`` (VC-DI-ECDSA, section 3.4.13).
Entries of arrays close up: the second of three, chosen alone, is the first of one.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from wallet.errors import ProofFailure
from wallet.reasons import Reason

_INDEX = re.compile(r"0|[1-9][0-9]{0,7}", re.ASCII)

Steps: TypeAlias = tuple[str, ...]


def steps_of(pointer: str) -> Steps:
    """The steps of a pointer, unescaped.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    if pointer and not pointer.startswith("/"):
        raise _malformed()
    parts = pointer.split("/")[1:]
    return tuple(one.replace("~1", "/").replace("~0", "~") for one in parts)


def pointer_of(steps: Iterable[str]) -> str:
    """The pointer with these steps."""
    return "".join("/" + one.replace("~", "~0").replace("/", "~1") for one in steps)


def aligned(pointer: str, source: Any, target: Any) -> str:
    """The pointer to the same in another writing of a document.

    JSON-LD writes a set of one as an array or without, as it likes: a document may change
    between the two when it is expanded and compacted.

    Raises:
        ProofFailure: ``malformed_proof`` for a pointer to nothing in ``source``,
            ``unsupported_proof`` (indeterminate) where the two differ in more than that.
    """
    way: list[str] = []
    for step in steps_of(pointer):
        _, inner = _entry(source, step)
        if isinstance(source, list) and not isinstance(target, list):
            _require(len(source) == 1)
            source = inner
            continue
        if isinstance(target, list) and not isinstance(source, list):
            _require(len(target) == 1)
            way.append("0")
            target = target[0]
        _require(not isinstance(source, list) or len(source) == len(target))
        _require(isinstance(target, list) or (isinstance(target, Mapping) and step in target))
        source, target = inner, _entry(target, step)[1]
        way.append(step)
    return pointer_of(way)


def select(document: Mapping[str, Any], pointers: Iterable[str]) -> dict[str, Any] | None:
    """The part of a document that pointers select; None where there are none.

    Raises:
        ProofFailure: ``malformed_proof`` for a pointer to nothing.
    """
    chosen: Any = None
    # Each way once: a thousand copies of a large subject are a minute of work.
    for steps in dict.fromkeys(map(steps_of, pointers)):
        if chosen is None:
            chosen = {"@context": document.get("@context"), **_outline(document)}
        if not steps:
            return copy.deepcopy(dict(document))
        _copy(document, chosen, steps)
    return None if chosen is None else _dense(chosen)


def walk(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every value in a document with the steps to it, a container before what it holds."""
    todo: list[tuple[Steps, Any]] = [(steps, value)]
    while todo:
        at, one = todo.pop()
        yield at, one
        if isinstance(one, Mapping):
            todo += [((*at, key), inner) for key, inner in one.items()]
        elif isinstance(one, list):
            todo += [((*at, str(i)), inner) for i, inner in enumerate(one)]


class _Sparse(dict[int, Any]):
    """A list of which only some entries are chosen yet."""


def _copy(source: Any, target: Any, steps: Steps) -> None:
    way = []
    for step in steps:
        key, source = _entry(source, step)
        way.append((key, source))
    for key, above in way[:-1]:
        target = target.setdefault(key, _outline(above))
        if not isinstance(target, dict):  # chosen as a whole already
            return
    key, source = way[-1]
    target[key] = copy.deepcopy(source)


def _entry(source: Any, step: str) -> tuple[Any, Any]:
    if isinstance(source, Mapping) and step in source:
        return step, source[step]
    # RFC 6901, section 4: no leading zeros
    if isinstance(source, list) and _INDEX.fullmatch(step) and int(step) < len(source):
        return int(step), source[int(step)]
    raise _malformed()


def _outline(source: Any) -> Any:
    if isinstance(source, list):
        return _Sparse()
    if not isinstance(source, Mapping):
        raise _malformed()  # a pointer into a text or number
    named = source.get("id")
    kept: dict[str, Any] = {}
    if "id" in source and not (isinstance(named, str) and named.startswith("_:")):
        kept["id"] = named
    if "type" in source:
        kept["type"] = source["type"]
    return kept


def _dense(value: Any) -> Any:
    if isinstance(value, _Sparse):
        return [_dense(value[index]) for index in sorted(value)]
    if isinstance(value, dict):
        return {key: _dense(one) for key, one in value.items()}
    return value


def _malformed() -> ProofFailure:
    return ProofFailure(Reason.MALFORMED_PROOF, detail="mandatoryPointers")


def _require(holds: bool) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="selection")
