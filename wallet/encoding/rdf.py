"""Expanded JSON-LD to canonical N-Quads.

Rules
-----
1. Only well-formed terms become text: an IRI with a ``>`` or a language tag with a space
   could write further statements.
2. Terms are written as RDFC-1.0 wants them (section A.1), control characters included.
3. At most ``limits.rdf_quads`` statements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wallet.encoding import jcs, rdfc
from wallet.encoding.rdfc import Digest, Quad
from wallet.encoding.safe_mode import is_absolute
from wallet.errors import ProofFailure
from wallet.limits import LIMITS, Limits
from wallet.reasons import Reason

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}


def canonical(
    nodes: list[dict[str, Any]], *, digest: Digest = "sha256", limits: Limits = LIMITS
) -> bytes:
    """The canonical N-Quads of expanded nodes; ``digest`` also names its blank nodes.

    Raises:
        ProofFailure: ``too_complex`` or ``invalid_member`` (indeterminate).
    """
    return rdfc.canonical(quads(nodes, limits), digest, limits)


def quads(nodes: list[dict[str, Any]], limits: Limits = LIMITS) -> list[Quad]:
    """The statements of expanded nodes (JSON-LD 1.1 API, section 7), in linear time.

    PyLD's own way is over a node map that compares every value of a property with every
    other: 8,000 tags take it twelve seconds.

    Raises:
        ProofFailure: ``too_complex`` or ``invalid_member`` (indeterminate).
    """
    writer = _Writer(limits)
    try:
        for node in nodes:
            writer.node(node, "")
    except (AttributeError, KeyError, TypeError):
        # PyLD lets a few shapes through that are no expanded form, such as a null type.
        raise _invalid("shape") from None
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
            raise rdfc.too_complex(self._most)
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
    # A plain string has no type in canonical N-Quads, also where a number was written.
    if datatype and datatype != f"{_XSD}string":
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
    return raw, datatype


def _double(raw: Any) -> str:
    try:
        number = float(raw)
    except ValueError:
        return str(raw)
    return re.sub(r"(\d)0*E\+?(-)?0*(\d)", r"\1E\2\3", f"{number:1.15E}")


def _invalid(detail: str) -> ProofFailure:
    return ProofFailure(Reason.INVALID_MEMBER, indeterminate=True, detail=detail)
