"""What a securing form returns: the document that the proof covers, and each proof's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from wallet.evidence import Evidence
from wallet.identifiers.interface import VerificationKey
from wallet.reasons import Reason
from wallet.report import Outcome, Policy, Role
from wallet.secured import Secured


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a proof is judged by: no clock, disk or network is read."""

    evidence: Evidence
    now: datetime
    role: Role
    policy: Policy
    purpose: str = "assertionMethod"
    """``authentication`` for presentations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """Where a Merkle proof says that its root stands, and what evidence shows of that."""

    chain: str
    """``bitcoin``, ``test`` or ``other``."""
    transaction: str
    seen: bool = False
    """The transaction is among the evidence and holds the root."""
    signers: frozenset[str] = frozenset()
    """Hashes (hex) of the keys that signed it."""
    time: datetime | None = None
    """When its block was made (UTC), where a vouched block shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A timestamp that holds, by an authority among the evidence."""

    at: datetime
    """When it was there for sure (UTC)."""
    authority: bytes = field(repr=False)
    """The certificate (DER) of whoever stamped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFact:
    """One proof, judged by itself (spec/verification.md 2.2)."""

    suite: str
    """Cryptosuite, proof type or JWS algorithm, such as ``eddsa-rdfc-2022``."""
    outcome: Outcome
    reason: Reason
    verification_method: str | None = None
    purpose: str | None = None
    key: VerificationKey | None = None
    """None where the key was not found, or came from the token itself (``unbound``)."""
    created: datetime | None = None
    """The suspect's own date."""
    expires: datetime | None = None
    challenge: str | None = None
    domain: tuple[str, ...] = ()
    detail: str | None = None
    """Which member or algorithm; never a claim."""
    anchor: Anchored | None = None
    """For Merkle proofs, which have no key of their own."""
    stamps: tuple[Stamp, ...] = ()
    """Every timestamp over it that holds."""
    certificate: str | None = None
    """Whom the signer's certificate names, proven or not; None where there is none."""
    disclosure: Literal["whole", "base", "derived"] = "whole"
    """Whether the holder could leave out parts (``derived``) or still can (``base``)."""
    status_locked: bool = False
    """Of a derived one: whether the issuer lets nobody leave out a status."""
    presentation_header: bytes = b""
    """What a derived ``bbs-2023`` proof is bound to by its holder."""
    certificates: tuple[bytes, ...] = ()
    """X.509 certificates (DER) that came along, the signer's first; whose key it is, only a
    chain to an anchor among the evidence says."""
    crls: tuple[bytes, ...] = ()
    """Certificate revocation lists (DER) that came along; signed, so they may be used."""
    stamped: datetime | None = None
    """What the earliest timestamp that came along says; not judged, not relied on."""
    signed_as: str | None = None
    """Who signed, by a proven certificate; what the payload calls its issuer is no identifier
    of theirs."""

    @property
    def proven_on(self) -> datetime | None:
        """When it was there for sure, by the earliest of its timestamps (UTC)."""
        return min((one.at for one in self.stamps), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What stands once ``proof`` has passed. Later steps read only this."""

    document: Mapping[str, Any]
    """The verified document, without its proof."""
    expanded: Mapping[str, Any] | None
    """Its expanded JSON-LD node for RDF suites: dates, status, issuer, type are read here."""
    proofs: tuple[ProofFact, ...]
    """All proofs in document order; at least one passed for the purpose asked."""
    unsigned_members: tuple[str, ...] = ()
    """JSON paths in the received document that the proof does not cover."""
    reason: Reason = Reason.SIGNATURE_VALID
    selective: bool = False
    """Whether the holder may have left out parts: what is absent may exist all the same."""
    status_locked: bool = False
    """Whether no status is among those parts, by the issuer's own word."""
    format_problems: tuple[tuple[str, str], ...] = ()
    """Rules that the signed content breaks: (reason code, member), such as
    ``claims_conflict`` and ``unsigned_context``. Each makes ``format`` failed."""
    issuer: str | None = None
    """Who signed by the signer's certificate: the issuer where the document names none."""
    undisclosed: frozenset[str] = frozenset()
    """JSON paths of objects and arrays in which the holder may have kept something back."""


class SecuringForm(Protocol):
    """One way to secure a document: Data Integrity, JOSE ..."""

    name: str

    def handles(self, secured: Secured) -> bool:
        """Whether this form secures it; forms are disjoint."""
        ...

    def check(self, secured: Secured, setting: Setting) -> Proven:
        """Check every proof and give back what they cover.

        Raises:
            ProofFailure: with a code of ``wallet.reasons.Reason``; ``indeterminate`` where it
                could not be judged. Facts may name ``verification_method`` and ``suite``.
        """
        ...
