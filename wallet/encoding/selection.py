"""Which statements of a document some JSON pointers select (VC-DI-ECDSA, section 3.4).

The pointers are those of a base proof and mean the *compacted* document. To find a selected
statement again among those of the whole document, its blank nodes need names that both share:
they get IRIs before compaction and lose them afterwards, as the standard does it.

Not told apart by it, and therefore refused as ``unsupported_proof``: statements of a list in
the selection (the cells of a list have no names), and documents that do not survive being
expanded and compacted again.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wallet.encoding import jsonld, rdf, rdfc
from wallet.encoding.rdfc import Quad
from wallet.errors import ProofFailure
from wallet.reasons import Reason

_SKOLEM = "urn:bnid:"
_INDEX = re.compile(r"0|[1-9][0-9]{0,7}", re.ASCII)


class Grouped:
    """The statements of a document in canonical order, and those that pointers select."""

    def __init__(
        self,
        nodes: list[dict[str, Any]],
        context: Any,
        rename: Callable[[str], str],
    ) -> None:
        """Canonicalise a document.

        Args:
            nodes: its expanded form.
            context: its ``@context``.
            rename: from a canonical blank node label (``c14n0``) to the label to be signed.

        Raises:
            ProofFailure: ``unsupported_proof``, ``too_complex``, ``invalid_member``
                (indeterminate).
        """
        named = _skolemised(nodes)
        self._compact = jsonld.compact(named, context)
        marked = rdf.quads(named)
        again = rdf.quads(jsonld.expand(self._compact).nodes)
        if rdfc.canonical(marked, "sha256") != rdfc.canonical(again, "sha256"):
            raise _unsupported("compaction")
        every = {_without_marks(quad) for quad in marked}
        issued = rdfc.issue(every, "sha256")
        self._labels = {old: f"_:{rename(name[2:])}" for old, name in issued.items()}
        self.lines = sorted(_line(quad, self._labels) for quad in every)

    def selected(self, pointers: Iterable[str]) -> frozenset[int]:
        """Positions in ``lines`` of what the pointers select.

        Raises:
            ProofFailure: ``malformed_proof`` for a pointer to nothing,
                ``unsupported_proof`` (indeterminate).
        """
        part = select(self._compact, pointers)
        if part is None:
            return frozenset()
        at = {line: position for position, line in enumerate(self.lines)}
        found: set[int] = set()
        for quad in rdf.quads(jsonld.expand(part).nodes):
            if any(term.startswith("_:") for term in quad):
                raise _unsupported("list")
            line = _line(_without_marks(quad), self._labels)
            if line not in at:
                raise _unsupported("selection")
            found.add(at[line])
        return frozenset(found)


def select(document: Mapping[str, Any], pointers: Iterable[str]) -> dict[str, Any] | None:
    """The part of a document that pointers (RFC 6901) select; None where there are none.

    What is above a selected value keeps its ``id`` and ``type``.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    chosen: Any = None
    # Each way once: a thousand copies of a large subject are a minute of work.
    for steps in dict.fromkeys(map(_steps, pointers)):
        if chosen is None:
            chosen = {"@context": document.get("@context"), **_outline(document)}
        if not steps:
            return copy.deepcopy(dict(document))
        _copy(document, chosen, steps)
    return None if chosen is None else _dense(chosen)


class _Sparse(dict[int, Any]):
    """A list of which only some entries are chosen yet."""


def _steps(pointer: str) -> tuple[str, ...]:
    if pointer and not pointer.startswith("/"):
        raise _malformed()
    parts = pointer.split("/")[1:]
    return tuple(one.replace("~1", "/").replace("~0", "~") for one in parts)


def _copy(source: Any, target: Any, steps: tuple[str, ...]) -> None:
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


def _skolemised(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A copy in which every node has an IRI."""
    named = copy.deepcopy(nodes)
    issued: dict[str, str] = {}
    todo: list[Any] = list(named)
    while todo:
        one = todo.pop()
        if isinstance(one, list):
            todo += one
        if not isinstance(one, dict) or "@value" in one:
            continue
        todo += [value for key, value in one.items() if key not in {"@id", "@type"}]
        if "@list" in one or "@set" in one:
            continue
        told = one.get("@id", f"_:new {len(issued)}")
        if isinstance(told, str) and told.startswith(_SKOLEM):
            raise _unsupported("urn:bnid")
        if isinstance(told, str) and told.startswith("_:"):
            one["@id"] = issued.setdefault(told, f"{_SKOLEM}{len(issued)}")
    return named


def _without_marks(quad: Quad) -> Quad:
    return Quad(*(_unmarked(term) for term in quad))


def _unmarked(term: str) -> str:
    # not "_:b": list cells are called so
    mark = f"<{_SKOLEM}"
    return f"_:s{term[len(mark) : -1]}" if term.startswith(mark) else term


def _line(quad: Quad, labels: Mapping[str, str]) -> str:
    return rdfc.line(Quad(*(labels.get(term, term) for term in quad)))


def _unsupported(detail: str) -> ProofFailure:
    return ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail=detail)


def _malformed() -> ProofFailure:
    return ProofFailure(Reason.MALFORMED_PROOF, detail="mandatoryPointers")
