"""What ``ecdsa-sd-2023`` and ``bbs-2023`` share: statements, their labels, and what is shown.

Rules
-----
1. A proof value is three bytes that say which kind it is, and strict CBOR behind them.
2. Derived: the blank nodes get the labels that the issuer signed. A label for a node that is
   not there, or one label for two nodes, fails.
3. Base: the labels are made anew with the HMAC key, the mandatory statements by the pointers.
4. What is handed on is checked before it leaves: its own statements, under the labels that go
   with it, must be those that were chosen, and no member may be outside the signature.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NoReturn, TypeAlias

from wallet.encoding import cbor, jsonld, pointers, rdf, rdfc
from wallet.encoding.selection import Grouped, Shown
from wallet.errors import InputError, ProofFailure
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

Form: TypeAlias = Literal["base", "derived"]
HMAC_BYTES = 32
_STATUS = "https://www.w3.org/2018/credentials#credentialStatus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(ABC):
    """What a proof value of either suite says."""

    form: Form
    public_key: bytes = b""
    hmac_key: bytes = b""
    """Base only."""
    mandatory_pointers: tuple[str, ...] = ()
    """Base only."""
    labels: Mapping[str, str]
    """Derived only: canonical label -> label that was signed."""
    mandatory_indexes: frozenset[int] = frozenset()
    """Derived only."""
    status_locked: bool = False
    """Whether the issuer made every status that is shown mandatory: then none is left out."""

    @abstractmethod
    def renamed(self, names: Collection[str]) -> dict[str, str]:
        """The labels signed in place of all canonical ones, by the key of a base proof."""

    @abstractmethod
    def derived(self, found: Derivation, presentation_header: bytes) -> bytes:
        """The proof value for what is shown, from that of a base proof.

        Raises:
            ProofFailure: ``signature_invalid``, ``malformed_proof`` where the base proof does
                not fit the document.
        """


def statements(signed: Signed, told: Told) -> tuple[list[str], Collection[int]]:
    """The statements as they were signed, in order, and which of them are mandatory.

    Raises:
        ProofFailure: rules 2 and 3.
    """
    if told.form == "derived":
        quads = rdf.quads(signed.expansion().nodes)
        lines = rdfc.relabelled(quads, lambda name: _label(told.labels, name))
        require(not told.mandatory_indexes or max(told.mandatory_indexes) < len(lines))
        return lines, told.mandatory_indexes
    grouped = group(signed, told)
    return grouped.lines, grouped.selected(told.mandatory_pointers)


def locks_status(lines: Iterable[str], mandatory: Collection[int]) -> bool:
    """Whether all that leads from a credential to a status is mandatory, and something does."""
    places = [at for at, line in enumerate(lines) if f" <{_STATUS}> " in line]
    return bool(places) and all(at in mandatory for at in places)


def group(signed: Signed, told: Told) -> Grouped:
    """All statements of a document with a base proof.

    Raises:
        ProofFailure: see ``selection.Grouped``.
    """
    return Grouped(signed.expansion().nodes, signed.bare.get("@context"), told.renamed)


def _label(labels: Mapping[str, str], name: str) -> str:
    if name not in labels:
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="labels")
    return labels[name]


# --- what a holder hands on -----------------------------------------------------------------


@dataclass(frozen=True)
class Derivation:
    """The part of a document that a holder chose, before a proof is written for it."""

    revealed: dict[str, Any]
    """The document without its proof."""
    lines: list[str]
    """All statements that were signed, in order."""
    mandatory: frozenset[int]
    """Places in ``lines`` of what the issuer wants shown always."""
    shown: Shown
    """What is shown: these and those chosen."""

    @cached_property
    def mandatory_indexes(self) -> list[int]:
        """Where the mandatory statements stand among those shown."""
        return [at for at, one in enumerate(self.shown.places) if one in self.mandatory]

    @cached_property
    def optional_indexes(self) -> list[int]:
        """Where the chosen statements stand among those that were not mandatory."""
        free = [one for one in range(len(self.lines)) if one not in self.mandatory]
        shown = set(self.shown.places)
        return [at for at, one in enumerate(free) if one in shown]


def choose(signed: Signed, told: Told, asked: Iterable[str]) -> Derivation:
    """What a holder hands on who asks for these pointers, beside what is mandatory.

    Raises:
        InputError: ``pointer_to_nothing``, ``nothing_to_show``.
        ProofFailure: ``unsupported_proof`` (indeterminate) where the selection cannot be
            told from the rest, and as ``selection.Grouped``.
    """
    grouped = group(signed, told)
    ours = list(dict.fromkeys(asked))
    for one in ours:
        _check_known(signed.bare, one)
    revealed = pointers.select(signed.bare, [*always(signed, told, grouped), *ours])
    if revealed is None:
        raise InputError("nothing_to_show")
    expansion = jsonld.expand(revealed)
    for path in expansion.unsigned:
        raise ProofFailure(Reason.UNSIGNED_MEMBERS, indeterminate=True, detail=path)
    aligned = [pointers.aligned(one, signed.bare, grouped.compact) for one in ours]
    found = Derivation(
        revealed=revealed,
        lines=grouped.lines,
        mandatory=grouped.selected(told.mandatory_pointers),
        shown=grouped.shown([*told.mandatory_pointers, *aligned]),
    )
    _check_shown(found, expansion)
    return found


def always(signed: Signed, told: Told, grouped: Grouped) -> list[str]:
    """The mandatory pointers, into the document as it was received.

    Raises:
        ProofFailure: ``malformed_proof`` for a pointer to nothing, ``unsupported_proof``
            (indeterminate).
    """
    mandatory = told.mandatory_pointers
    return [pointers.aligned(one, grouped.compact, signed.bare) for one in mandatory]


def _check_known(document: Mapping[str, Any], pointer: str) -> None:
    try:
        pointers.aligned(pointer, document, document)
    except ProofFailure:
        raise InputError("pointer_to_nothing", pointer=pointer[:200]) from None


def _check_shown(found: Derivation, expansion: jsonld.Expansion) -> None:
    """Rule 4."""
    quads = rdf.quads(expansion.nodes)
    lines = rdfc.relabelled(quads, lambda name: found.shown.labels.get(name, name))
    if lines != [found.lines[one] for one in found.shown.places]:
        raise _unsupported()


def _unsupported() -> ProofFailure:
    return ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="selection")


# --- the proof value ------------------------------------------------------------------------


def parts_of(value: bytes, count: int) -> list[Any]:
    """Rule 1: what stands behind the header.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    try:
        found = cbor.loads(value[3:])
    except InputError:
        malformed()
    if not isinstance(found, list) or len(found) != count:
        malformed()
    return found


def octets(found: Any) -> bytes:
    """A byte string.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    if not isinstance(found, bytes):
        malformed()
    return found


def secret(found: Any) -> bytes:
    """The key of the labels.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    key = octets(found)
    require(len(key) == HMAC_BYTES)
    return key


def texts(found: Any) -> tuple[str, ...]:
    """The pointers of a base proof.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    require(isinstance(found, list) and all(isinstance(one, str) for one in found))
    return tuple(found)


def indexes(found: Any) -> frozenset[int]:
    """Positions, each once.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    require(isinstance(found, list) and all(isinstance(one, int) for one in found))
    require(len(set(found)) == len(found))
    return frozenset(found)


def labels(found: Any, write: Callable[[Any], str]) -> dict[str, str]:
    """Canonical label -> signed label, from numbers and what ``write`` makes a label of.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    require(isinstance(found, dict) and all(isinstance(one, int) for one in found))
    written = {f"c14n{number}": write(one) for number, one in found.items()}
    # Rule 2: one label for two nodes would let what is said of one be split between them.
    require(len(set(written.values())) == len(written))
    return written


def require(holds: bool) -> None:  # noqa: FBT001 - reads as an assertion
    """Refuse as malformed what does not hold.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    if not holds:
        malformed()


def malformed() -> NoReturn:
    """Refuse a proof value.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    raise ProofFailure(Reason.MALFORMED_PROOF, detail="proofValue")
