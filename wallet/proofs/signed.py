"""A document with proofs inside it, and the work that several proofs of it share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from wallet.encoding import jsonld, rdfc
from wallet.errors import ProofFailure
from wallet.limits import LIMITS
from wallet.proofs import suites
from wallet.reasons import Reason


def proofs_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The proofs of a document.

    Raises:
        ProofFailure: ``malformed_proof``, ``not_signed`` (indeterminate), ``too_complex``.
    """
    value: Any = document.get("proof")
    found = value if isinstance(value, list) else [value]
    if value is None or not found:
        raise ProofFailure(Reason.NOT_SIGNED, indeterminate=True)
    if len(found) > LIMITS.proofs:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.proofs)
    if not all(isinstance(one, Mapping) for one in found):
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="proof")
    return found


class Signed:
    """The document without its proofs, and the proofs by their position."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.bare = {key: value for key, value in document.items() if key != "proof"}
        self.proofs = proofs_of(document)
        self._spent = 0
        self._expansions: dict[tuple[int, ...], jsonld.Expansion] = {}
        self._canonical: dict[tuple[tuple[int, ...], str], bytes] = {}

    def with_previous(self, previous: tuple[int, ...]) -> dict[str, Any]:
        """The document with only those proofs that a chain says came before."""
        if not previous:
            return self.bare
        return {**self.bare, "proof": [self.proofs[i] for i in previous]}

    def expansion(self, previous: tuple[int, ...] = ()) -> jsonld.Expansion:
        """Its expanded form.

        Raises:
            ProofFailure: see ``jsonld.expand``.
        """
        if previous not in self._expansions:
            self._expansions[previous] = self._expand(self.with_previous(previous))
        return self._expansions[previous]

    def options_expansion(
        self, config: Mapping[str, Any], context: Any = None
    ) -> jsonld.Expansion:
        """The expanded form of a proof's options, under the document's context or another.

        Raises:
            ProofFailure: see ``jsonld.expand``.
        """
        return self._expand({**config, "@context": context or self.bare.get("@context", [])})

    def _expand(self, document: Mapping[str, Any]) -> jsonld.Expansion:
        # Twenty proofs that each chain on others of a huge document: a minute of work.
        if self._spent > 2 * LIMITS.rdf_quads:
            raise rdfc.too_complex(2 * LIMITS.rdf_quads)
        expansion = jsonld.expand(document)
        self._spent += expansion.members
        return expansion

    def canonical_graph(
        self, previous: tuple[int, ...], digest: Literal["sha256", "sha384"]
    ) -> bytes:
        """Its RDFC-1.0 form.

        Raises:
            ProofFailure: see ``rdf.canonical``.
        """
        key = (previous, digest)
        if key not in self._canonical:
            self._canonical[key] = suites.canonical_graph(self.expansion(previous), digest)
        return self._canonical[key]
