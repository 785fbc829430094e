"""RDF Dataset Canonicalization, RDFC-1.0, with SHA-256 or SHA-384 and a budget of work.

Blank nodes have no names, so signer and verifier must number them alike. Most graphs are
settled by the first-degree hashes; only nodes that look alike need the search, whose cost
grows with the factorial of how many touch each other.

Rules
-----
1. At most ``limits.rdf_quads`` statements.
2. The search counts its steps and stops at ``limits.canonical_steps``: poison graphs are
   ``too_complex`` within a fraction of a second. Counting look-alike nodes beforehand would
   refuse honest graphs too: two of the suite's own, and badges that repeat a blank node.
3. A related node counts once for each quad that relates it, as the implementations that
   credentials are signed with do it. ``pyoxigraph`` counts it once, and so gives other names
   to nodes that look alike inside named graphs (embedded credentials with proofs).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypeAlias

from wallet.errors import ProofFailure
from wallet.limits import LIMITS, Limits
from wallet.reasons import Reason

Digest: TypeAlias = Literal["sha256", "sha384"]


class Quad(NamedTuple):
    """One statement, each term as in canonical N-Quads; ``graph`` is empty by default."""

    subject: str
    predicate: str
    object: str
    graph: str


def canonical(found: Iterable[Quad], digest: Digest, limits: Limits = LIMITS) -> bytes:
    """The canonical N-Quads of statements.

    Raises:
        ProofFailure: ``too_complex`` (indeterminate).
    """
    names = issue(found := set(found), digest, limits)
    lines = [
        line(
            Quad(
                names.get(quad.subject, quad.subject),
                quad.predicate,
                names.get(quad.object, quad.object),
                names.get(quad.graph, quad.graph),
            )
        )
        for quad in found
    ]
    return "".join(sorted(lines)).encode("utf-8")


def relabelled(
    found: Iterable[Quad], rename: Callable[[str], str], limits: Limits = LIMITS
) -> list[str]:
    """The statements as sorted lines, their blank nodes renamed from ``c14n0`` and so on.

    ``rename`` must keep different nodes apart.

    Raises:
        ProofFailure: ``too_complex`` (indeterminate), and what ``rename`` raises.
    """
    issued = issue(found := set(found), "sha256", limits)
    names = {label: f"_:{rename(name[2:])}" for label, name in issued.items()}
    return sorted(line(Quad(*(names.get(term, term) for term in quad))) for quad in found)


def line(quad: Quad) -> str:
    """A statement as one line of N-Quads."""
    graph = f" {quad.graph}" if quad.graph else ""
    return f"{quad.subject} {quad.predicate} {quad.object}{graph} .\n"


def issue(found: set[Quad], digest: Digest, limits: Limits = LIMITS) -> dict[str, str]:
    """The canonical name of every blank node (section 4.4.3).

    Raises:
        ProofFailure: ``too_complex`` (indeterminate).
    """
    if len(found) > limits.rdf_quads:
        raise too_complex(limits.rdf_quads)
    search = _Search(found, digest, limits.canonical_steps)
    looks: dict[str, list[str]] = defaultdict(list)
    for label in search.uses:
        looks[search.first_degree(label)].append(label)
    shared = []
    for _, labels in sorted(looks.items()):
        if len(labels) == 1:
            _issue(search.names, labels[0], "_:c14n")
        else:
            shared.append(labels)
    if shared:
        try:
            search.settle(shared)
        except RecursionError:  # a ring of look-alike nodes is as deep as it is long
            raise too_complex(limits.canonical_steps) from None
    return search.names


def too_complex(limit: int) -> ProofFailure:
    """What to raise for a graph that is too big or too alike."""
    return ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=limit)


_Issuer: TypeAlias = dict[str, str]
"""Label -> issued name, in the order of issue."""


def _issue(issuer: _Issuer, label: str, prefix: str) -> str:
    return issuer.setdefault(label, f"{prefix}{len(issuer)}")


class _Search:
    def __init__(self, found: Iterable[Quad], digest: Digest, most: int) -> None:
        self._most = most
        """Steps: related nodes hashed, and nodes visited in some order."""
        self.names: _Issuer = {}
        self.uses: dict[str, list[Quad]] = defaultdict(list)
        for quad in found:
            for label in {quad.subject, quad.object, quad.graph}:
                if label.startswith("_:"):
                    self.uses[label].append(quad)
        self._digest = digest
        self._looks: dict[str, str] = {}
        self._steps = 0

    def _hash(self, text: str) -> str:
        return hashlib.new(self._digest, text.encode("utf-8")).hexdigest()

    def first_degree(self, label: str) -> str:
        """Hash First Degree Quads (section 4.6)."""
        if label not in self._looks:
            lines = [
                line(
                    Quad(
                        *(
                            term if term[:2] != "_:" else "_:a" if term == label else "_:z"
                            for term in quad
                        )
                    )
                )
                for quad in self.uses[label]
            ]
            self._looks[label] = self._hash("".join(sorted(lines)))
        return self._looks[label]

    def settle(self, shared: list[list[str]]) -> None:
        """Name the nodes that look alike, group by group (section 4.4.3, step 5)."""
        for labels in shared:
            paths = [
                self._n_degree(label, {label: "_:b0"})
                for label in labels
                if label not in self.names
            ]
            for _, issuer in sorted(paths, key=lambda path: path[0]):
                for label in issuer:
                    _issue(self.names, label, "_:c14n")

    def _step(self, count: int = 1) -> None:
        self._steps += count
        if self._steps > self._most:
            raise too_complex(self._most)

    def _related(self, label: str, issuer: _Issuer) -> dict[str, list[str]]:
        """Hash of each related node, by position (sections 4.7 and 4.8, step 3)."""
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self.uses[label]:
            self._step()
            for position, term in (("s", quad.subject), ("o", quad.object), ("g", quad.graph)):
                if not term.startswith("_:") or term == label:
                    continue
                name = self.names.get(term) or issuer.get(term) or self.first_degree(term)
                predicate = "" if position == "g" else quad.predicate
                found[self._hash(f"{position}{predicate}{name}")].append(term)
        return found

    def _n_degree(self, label: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (section 4.8)."""
        from pyld.canon import permutations  # noqa: PLC0415 - rarely needed, slow to import

        data: list[str] = []
        for related_hash, related in sorted(self._related(label, issuer).items()):
            chosen: tuple[str, _Issuer] | None = None
            for order in permutations(related):
                self._step(len(order))
                tried = self._path(list(order), dict(issuer), chosen[0] if chosen else "")
                if tried is not None and (chosen is None or tried[0] < chosen[0]):
                    chosen = tried
            if chosen is not None:
                data += [related_hash, chosen[0]]
                issuer = chosen[1]
        return self._hash("".join(data)), issuer

    def _path(self, order: list[str], issuer: _Issuer, best: str) -> tuple[str, _Issuer] | None:
        """One order of related nodes; None as soon as it is worse than the best."""
        path = ""
        unknown: list[str] = []
        for label in order:
            if label in self.names:
                path += self.names[label]
            else:
                if label not in issuer:
                    unknown.append(label)
                path += _issue(issuer, label, "_:b")
            if best and len(path) >= len(best) and path > best:
                return None
        for label in unknown:
            hashed, after = self._n_degree(label, issuer)
            path += f"{_issue(issuer, label, '_:b')}<{hashed}>"
            issuer = after
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issuer
