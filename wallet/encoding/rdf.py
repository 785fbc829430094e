"""Expanded JSON-LD to N-Quads, and RDF Dataset Canonicalization (RDFC-1.0).

Rules
-----
1. Only well-formed terms become text: an IRI with a ``>`` or a language tag with a space
   could write further statements.
2. ``pyoxigraph`` canonicalises, with no limit of its own and while holding the interpreter
   lock. So graphs are screened first: blank nodes that look alike (equal first-degree
   hashes) *and touch each other* are what its search tries in every order. More than
   ``limits.ambiguous_blank_nodes`` in one such cluster is ``too_complex``.
3. At most ``limits.rdf_quads`` statements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from wallet.encoding import jcs
from wallet.encoding.safe_mode import is_absolute
from wallet.errors import ProofFailure
from wallet.limits import LIMITS, Limits
from wallet.reasons import Reason

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_UNSAFE = re.compile(r'["\\\n\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MOST_CLUSTERED = 40
"""Look-alike blank nodes that touch another, in the whole graph."""


class Quad(NamedTuple):
    """One statement, each term written as in N-Quads; ``graph`` is empty by default."""

    subject: str
    predicate: str
    object: str
    graph: str


def canonical(
    nodes: list[dict[str, Any]],
    *,
    digest: Literal["sha256", "sha384"] = "sha256",
    limits: Limits = LIMITS,
) -> bytes:
    """The canonical N-Quads of expanded nodes; ``digest`` also names its blank nodes.

    Raises:
        ProofFailure: ``too_complex`` or ``invalid_member`` (indeterminate).
    """
    return canonical_quads(quads(nodes, limits), digest=digest, limits=limits)


def canonical_quads(
    found: Iterable[Quad],
    *,
    digest: Literal["sha256", "sha384"] = "sha256",
    limits: Limits = LIMITS,
) -> bytes:
    """The canonical N-Quads of statements.

    Raises:
        ProofFailure: ``too_complex`` or ``invalid_member`` (indeterminate).
    """
    import pyoxigraph as ox  # noqa: PLC0415 - used on demand

    unique = set(found)
    screen(unique, limits)
    text = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in unique)
    try:
        dataset = ox.Dataset(ox.parse(text, ox.RdfFormat.N_QUADS))
    except SyntaxError:
        raise _invalid("statement") from None
    algorithm = ox.CanonicalizationAlgorithm
    dataset.canonicalize(
        algorithm.RDFC_1_0_SHA_384 if digest == "sha384" else algorithm.RDFC_1_0
    )
    written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    lines = written.decode("utf-8").split("\n")
    return "\n".join([*sorted(line for line in lines if line), ""]).encode("utf-8")


# --- poison graphs -------------------------------------------------------------------------


def screen(found: set[Quad], limits: Limits = LIMITS) -> None:
    """Refuse graphs whose canonicalisation could take for ever.

    Raises:
        ProofFailure: ``too_complex`` (indeterminate).
    """
    if len(found) > limits.rdf_quads:
        raise _too_complex(limits.rdf_quads)
    uses: dict[str, list[Quad]] = defaultdict(list)
    for quad in found:
        for label in {quad.subject, quad.object, quad.graph}:
            if label.startswith("_:"):
                uses[label].append(quad)
    looks: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for label, about in uses.items():
        looks[_look(label, about)].append(label)
    alike = {label for labels in looks.values() if len(labels) > 1 for label in labels}
    if len(alike) > limits.ambiguous_blank_nodes:
        _check_clusters(alike, found, limits)


def _look(label: str, about: list[Quad]) -> tuple[Any, ...]:
    """What the first-degree hash is taken of: the node is ``_:a``, other blank ones ``_:z``."""
    return tuple(
        sorted(
            tuple(
                term if term[:2] != "_:" else ("_:a" if term == label else "_:z")
                for term in quad
            )
            for quad in about
        )
    )


def _check_clusters(alike: set[str], found: set[Quad], limits: Limits) -> None:
    touching: dict[str, set[str]] = defaultdict(set)
    for quad in found:
        ends = {t for t in (quad.subject, quad.object, quad.graph) if t in alike}
        for one in ends:
            touching[one] |= ends - {one}
    clustered = 0
    left = {label for label, others in touching.items() if others}
    while left:
        cluster = {left.pop()}
        todo = list(cluster)
        while todo:
            fresh = touching[todo.pop()] & left
            left -= fresh
            cluster |= fresh
            todo += fresh
        clustered += len(cluster)
        if len(cluster) > limits.ambiguous_blank_nodes or clustered > _MOST_CLUSTERED:
            raise _too_complex(limits.ambiguous_blank_nodes)


# --- expanded form to statements -------------------------------------------------------------


def quads(nodes: list[dict[str, Any]], limits: Limits = LIMITS) -> list[Quad]:
    """The statements of expanded nodes (JSON-LD 1.1 API, section 7), in linear time.

    PyLD's own way is over a node map that compares every value of a property with every
    other: 8,000 tags take it twelve seconds.

    Raises:
        ProofFailure: ``too_complex`` or ``invalid_member`` (indeterminate).
    """
    writer = _Writer(limits)
    for node in nodes:
        writer.node(node, "")
    return writer.quads


class _Writer:
    def __init__(self, limits: Limits) -> None:
        self.quads: list[Quad] = []
        self._most = 4 * limits.rdf_quads
        self._blank = 0
        self._labels: dict[str, str] = {}

    def _fresh(self) -> str:
        self._blank += 1
        return f"_:b{self._blank}"

    def _name(self, identifier: str) -> str | None:
        """The term for an ``@id``; None for a relative IRI, which no graph can hold."""
        if identifier.startswith("_:"):
            if identifier not in self._labels:
                self._labels[identifier] = self._fresh()
            return self._labels[identifier]
        if not is_absolute(identifier):
            return None
        return iri(identifier)

    def _say(self, subject: str | None, predicate: str, value: str | None, graph: str) -> None:
        if subject is None or value is None:
            return
        if len(self.quads) >= self._most:
            raise _too_complex(self._most)
        self.quads.append(Quad(subject, predicate, value, graph))

    def node(self, node: Mapping[str, Any], graph: str) -> str | None:
        """Write all that a node object says; its own term."""
        subject = self._name(node["@id"]) if "@id" in node else self._fresh()
        for key, values in node.items():
            if key[0] == "@":
                self._keyword(key, values, subject, graph)
            elif not key.startswith("_:"):
                predicate = iri(key)
                for one in values:
                    self._say(subject, predicate, self._object(one, graph), graph)
        return subject

    def _keyword(self, key: str, values: Any, subject: str | None, graph: str) -> None:
        match key:
            case "@type":
                for one in values:
                    self._say(subject, f"<{_RDF}type>", self._name(one), graph)
            case "@graph":
                self._graph(values, subject)
            case "@included":
                for one in values:
                    self.node(one, graph)
            case "@reverse":
                self._reverse(values, subject, graph)
            case _:
                pass  # @id is the subject; @index says nothing in a graph

    def _graph(self, values: list[Any], name: str | None) -> None:
        if name is None:
            return
        for one in values:
            if "@value" not in one and "@list" not in one:
                self.node(one, name)

    def _reverse(self, values: Mapping[str, list[Any]], target: str | None, graph: str) -> None:
        for key, items in values.items():
            for one in items:
                source = self.node(one, graph)
                if not key.startswith("_:"):
                    self._say(source, iri(key), target, graph)

    def _object(self, value: Mapping[str, Any], graph: str) -> str | None:
        if "@value" in value:
            return literal(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, items: list[Any], graph: str) -> str:
        head = f"<{_RDF}nil>"
        for item in reversed(items):
            value = self._object(item, graph)
            if value is None:
                raise _invalid("relative IRI in a list")
            cell = self._fresh()
            self._say(cell, f"<{_RDF}first>", value, graph)
            self._say(cell, f"<{_RDF}rest>", head, graph)
            head = cell
        return head


def iri(text: str) -> str:
    """An absolute IRI as a term.

    Raises:
        ProofFailure: ``invalid_member`` (indeterminate) where it is none.
    """
    if not _IRI.match(text):
        raise _invalid("iri")
    return f"<{text}>"


def literal(value: Mapping[str, Any]) -> str:
    """A value object as a term (JSON-LD 1.1 API, section 8.6).

    Raises:
        ProofFailure: ``invalid_member`` (indeterminate).
    """
    datatype = value.get("@type")
    if datatype == "@json":
        text, datatype = jcs.canonical(value["@value"]).decode("utf-8"), f"{_RDF}JSON"
    else:
        text, datatype = _lexical(value["@value"], datatype)
    quoted = _UNSAFE.sub(lambda found: _ESCAPES[found[0]], text)
    if datatype:
        return f'"{quoted}"^^{iri(datatype)}'
    language = value.get("@language")
    if language is None:
        return f'"{quoted}"'
    if not _LANGUAGE.match(language):
        raise _invalid("language")
    return f'"{quoted}"@{language}'


def _lexical(raw: Any, datatype: str | None) -> tuple[str, str | None]:
    if isinstance(raw, bool):
        return ("true" if raw else "false"), datatype or f"{_XSD}boolean"
    if isinstance(raw, float) or datatype == f"{_XSD}double":
        return _double(raw), datatype or f"{_XSD}double"
    if isinstance(raw, int):
        return str(raw), datatype or f"{_XSD}integer"
    if not isinstance(raw, str):
        raise _invalid("value")
    return raw, None if datatype == f"{_XSD}string" else datatype


def _double(raw: Any) -> str:
    try:
        number = float(raw)
    except ValueError:
        return str(raw)
    return re.sub(r"(\d)0*E\+?(-)?0*(\d)", r"\1E\2\3", f"{number:1.15E}")


def _invalid(detail: str) -> ProofFailure:
    return ProofFailure(Reason.INVALID_MEMBER, indeterminate=True, detail=detail)


def _too_complex(limit: int) -> ProofFailure:
    return ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=limit)
