"""Which statements of a document some JSON pointers select (VC-DI-ECDSA, section 3.4).

The pointers are those of a base proof and mean the *compacted* document. To find a selected
statement again among those of the whole document, its blank nodes need names that both share:
they get IRIs before compaction and lose them afterwards, as the standard does it. The cells
of an ordered list cannot get any; each is named by where its list hangs and what it holds, so
that a list is found again when it is selected as a whole.

Not told apart by it, and therefore refused as ``unsupported_proof``: a part of an ordered
list, and documents that do not survive being expanded and compacted again.
"""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wallet.encoding import jsonld, pointers, rdf, rdfc
from wallet.encoding.rdfc import Quad
from wallet.errors import ProofFailure
from wallet.reasons import Reason

_SKOLEM = "urn:bnid:"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST = f"<{_RDF}first>", f"<{_RDF}rest>"

Rename: TypeAlias = Callable[[Collection[str]], Mapping[str, str]]
"""From all canonical blank node labels (``c14n0`` ...) to the labels to be signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The statements that a holder chose, and how their blank nodes are called."""

    places: tuple[int, ...]
    """Positions among the statements of the whole document, ascending."""
    labels: Mapping[str, str]
    """Canonical label in what is shown -> the label that was signed."""


class Grouped:
    """The statements of a document in canonical order, and those that pointers select."""

    def __init__(self, nodes: list[dict[str, Any]], context: Any, rename: Rename) -> None:
        """Canonicalise a document.

        Args:
            nodes: its expanded form.
            context: its ``@context``.
            rename: gives the labels to be signed; must keep different nodes apart.

        Raises:
            ProofFailure: ``unsupported_proof``, ``too_complex``, ``invalid_member``
                (indeterminate).
        """
        self.nodes = named = _skolemised(nodes)
        self.compact = jsonld.compact(named, context)
        """The document whose parts the pointers mean; its blank nodes have IRIs."""
        marked = rdf.quads(named)
        again = rdf.quads(jsonld.expand(self.compact).nodes)
        if rdfc.canonical(marked, "sha256") != rdfc.canonical(again, "sha256"):
            raise _unsupported("compaction")
        every = {_without_marks(quad) for quad in _with_named_cells(marked)}
        issued = rdfc.issue(every, "sha256")
        renamed = rename([name[2:] for name in issued.values()])
        self._labels = {old: f"_:{renamed[name[2:]]}" for old, name in issued.items()}
        self.lines = sorted(_line(quad, self._labels) for quad in every)
        self._places = {line: place for place, line in enumerate(self.lines)}

    def selected(self, chosen: Iterable[str]) -> frozenset[int]:
        """Positions in ``lines`` of what pointers select.

        Raises:
            ProofFailure: ``malformed_proof`` for a pointer to nothing,
                ``unsupported_proof`` (indeterminate).
        """
        return frozenset(map(self._place, self._quads(chosen)))

    def shown(self, chosen: Iterable[str]) -> Shown:
        """What pointers select, ready to be shown without the rest.

        Raises:
            ProofFailure: as ``selected``, and ``too_complex`` (indeterminate).
        """
        found = self._quads(chosen)
        names = rdfc.issue(found, "sha256")
        return Shown(
            places=tuple(sorted({self._place(quad) for quad in found})),
            labels={name[2:]: self._labels[old][2:] for old, name in names.items()},
        )

    def _quads(self, chosen: Iterable[str]) -> set[Quad]:
        part = pointers.select(self.compact, chosen)
        if part is None:
            return set()
        found = _with_named_cells(rdf.quads(jsonld.expand(part).nodes))
        return {_without_marks(quad) for quad in found}

    def _place(self, quad: Quad) -> int:
        line = _line(quad, self._labels)
        if line not in self._places:
            raise _unsupported("selection")
        return self._places[line]


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


def _with_named_cells(found: list[Quad]) -> list[Quad]:
    """The statements with a name for each cell of a list; nothing else is blank by now."""
    cells = [quad for quad in found if quad.subject.startswith("_:")]
    if not cells:
        return found
    first = {quad.subject: quad.object for quad in cells if quad.predicate == _FIRST}
    rest = {quad.subject: quad.object for quad in cells if quad.predicate == _REST}
    todo = [
        (f"{quad.subject} {quad.predicate} {quad.graph}", quad.object)
        for quad in found
        if quad.object.startswith("_:") and not quad.subject.startswith("_:")
    ]
    names: dict[str, str] = {}
    equal: Counter[str] = Counter()  # lists in one place that hold the same
    while todo:
        place, cell = todo.pop()
        start = hashlib.sha256(f"{place} {_content(cell, first, rest)}".encode()).hexdigest()
        equal[start] += 1
        at = 0
        while cell in rest:
            names[cell] = f"_:l{start}.{equal[start]}.{at}"
            if first[cell].startswith("_:"):
                todo.append((names[cell], first[cell]))
            cell, at = rest[cell], at + 1
    return [Quad(*(names.get(term, term) for term in quad)) for quad in found]


def _content(cell: str, first: Mapping[str, str], rest: Mapping[str, str]) -> str:
    """All that a list holds, as text; lists are no deeper than documents may be."""
    items = []
    while cell in rest:
        item = first[cell]
        items.append(_content(item, first, rest) if item in rest else item)
        cell = rest[cell]
    return f"({' '.join(items)})"


def _without_marks(quad: Quad) -> Quad:
    return Quad(*(_unmarked(term) for term in quad))


def _unmarked(term: str) -> str:
    # not "_:b": list cells were called so
    mark = f"<{_SKOLEM}"
    return f"_:s{term[len(mark) : -1]}" if term.startswith(mark) else term


def _line(quad: Quad, labels: Mapping[str, str]) -> str:
    return rdfc.line(Quad(*(labels.get(term, term) for term in quad)))


def _unsupported(detail: str) -> ProofFailure:
    return ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail=detail)
