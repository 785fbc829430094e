"""Evidence: the offline facts that verification may use, each with its source and date.

Rules
-----
1. Verification reads evidence; it never fetches any. What is not here is unknown.
2. Every item says who vouches for it (``Source``) and when it was received.
3. Nothing that arrived inside the file under test is evidence, except signed status lists.
4. An item is parsed once, by content, never by its file name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from wallet.register import Period, Register


class Source(StrEnum):
    """Who vouches for an item."""

    CALLER = "caller"
    """Given by the person for this one question (``--evidence``)."""
    ACCEPTED = "accepted"
    """In the public trust folder, accepted by its fingerprint."""
    VAULT = "vault"
    """Kept in the wallet, entered by its owner."""
    CARRIED = "carried"
    """Came with the credential: counts for self-authenticating items only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an item of evidence comes from."""

    source: Source
    name: str
    """File or source name, for people."""
    sha256: str
    received_at: datetime
    """When this computer got it (UTC)."""
    dated: datetime | None = None
    """The item's own date, where it states one (UTC)."""
    confirmed: bool = True
    """False: accepted on this computer, but nobody has compared its fingerprint yet. Such an
    item gives ``issuer_identity`` at most ``trust_not_confirmed`` (spec/trust.md D.11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDocument:
    """A DID document or controlled identifier document."""

    id: str
    document: Mapping[str, Any]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusListItem:
    """A status list credential, unproven: ``wallet.status`` checks it as it is used."""

    url: str
    """The id under which credentials name it."""
    bytes: bytes
    origin: Origin
    also_known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryIssuer:
    """One issuer named by a registry."""

    id: str
    """The identifier whose key counts, such as a DID."""
    name: str
    url: str | None = None
    location: str | None = None
    valid: Period = field(default_factory=Period)
    """The days on which the list names it."""
    thumbprints: tuple[str, ...] = ()
    """RFC 7638 names of its keys, where the list pins keys; nothing named: the id alone."""

    def names(self, thumbprint: str, day: date) -> bool:
        """Whether it speaks of whoever has this key on that day."""
        pinned = not self.thumbprints or thumbprint in self.thumbprints
        return pinned and self.valid.holds(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRegistry:
    """A list of known issuers; says who they are, not that they are accredited."""

    name: str
    issuers: Mapping[str, RegistryIssuer]
    origin: Origin
    sandbox: bool = False
    """A test registry: never identifies anybody (spec/trust.md D.11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPaper:
    """A signed paper that a bundle carries, unproven: whoever uses it checks it."""

    kind: str
    """``agreement`` or ``pathway``."""
    id: str
    data: bytes = field(repr=False)
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A certificate that is trusted by itself: paths of certificates end here."""

    certificate: bytes
    """DER."""
    origin: Origin
    purpose: str = "any"
    """What it may vouch for: ``any``, or one purpose such as ``seal`` or ``timestamp``."""
    name: str = ""
    """Its subject, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationList:
    """A certificate revocation list (CRL), unproven: its signature is checked as it is used."""

    bytes: bytes
    """DER."""
    origin: Origin
    name: str = ""
    """Whose list it says it is, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeMetadata:
    """What the type of an SD-JWT VC is called; a name to show, and no proof of anything."""

    vct: str
    names: tuple[tuple[str, str], ...]
    """(language, name)."""
    integrity: frozenset[str]
    """Digests of the file, as ``vct#integrity`` writes them."""
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedDocument:
    """A JSON document that its publisher serves unsigned at an address.

    A badge class, an issuer profile, a key or a list of revoked credentials, as Open Badges
    2.0, Blockcerts and 1EdTech have them.
    """

    url: str
    """Its own ``id``; it counts under no other address."""
    types: frozenset[str]
    document: Mapping[str, Any]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTransaction:
    """A Bitcoin transaction: who anchored what, shown by its own signatures."""

    id: str
    """Lower-case hex: the double SHA-256 of its bytes, reversed as people write it."""
    data: bytes
    origin: Origin
    header: bytes | None = None
    """The 80 bytes of the block that holds it."""
    branch: tuple[str, ...] = ()
    """Hashes from the transaction up to the block's Merkle root, as people write them."""
    position: int = 0
    """Its place among the block's transactions, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAccreditation:
    """An accreditation credential, unproven: it is checked, hop by hop, as it is used."""

    subject: str
    """Who was accredited, by its own words."""
    data: bytes
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeConfirmation:
    """The person's word that a decision is about the programme of this credential."""

    credential_id: str
    """Hex SHA-256 of the issuer-signed part."""
    decision: str
    """Its id in the register."""
    programme: str
    """What the register calls the programme, for people."""
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything held, immutable. Build it with ``wallet.trust.read_evidence``."""

    key_documents: tuple[KeyDocument, ...] = ()
    status_lists: tuple[StatusListItem, ...] = ()
    registries: tuple[IssuerRegistry, ...] = ()
    hosted: tuple[HostedDocument, ...] = ()
    transactions: tuple[ChainTransaction, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    crls: tuple[RevocationList, ...] = ()
    type_metadata: tuple[TypeMetadata, ...] = ()
    accreditations: tuple[SignedAccreditation, ...] = ()
    programmes: tuple[ProgrammeConfirmation, ...] = ()
    registers: tuple[Register, ...] = ()
    """Rows of accepted trust bundles (spec/trust.md D.7)."""
    papers: tuple[CarriedPaper, ...] = ()
    """Agreements and pathways of such bundles."""
    holder_ids: frozenset[str] = frozenset()
    """Identifiers of this wallet's own keys."""
    entered_ids: frozenset[str] = frozenset()
    """E-mail addresses, student numbers and the like that the wallet's owner has entered."""
    allow_test_keys: bool = False
    """True only for the demo wallet (spec/trust.md D.11)."""
    first_seen: Mapping[str, datetime] = field(default_factory=dict)
    """Credential id -> when this wallet imported it (UTC): proven time, ``local_only``."""
    revocations_seen: Mapping[str, datetime] = field(default_factory=dict)
    """``<list url>#<index>/<purpose>`` -> when a good list first said so (UTC)."""

    def joined(self, other: Evidence) -> Evidence:
        """Both together; neither outranks the other by order."""
        return Evidence(
            key_documents=self.key_documents + other.key_documents,
            status_lists=self.status_lists + other.status_lists,
            registries=self.registries + other.registries,
            hosted=self.hosted + other.hosted,
            transactions=self.transactions + other.transactions,
            accreditations=self.accreditations + other.accreditations,
            programmes=self.programmes + other.programmes,
            registers=self.registers + other.registers,
            papers=self.papers + other.papers,
            anchors=self.anchors + other.anchors,
            crls=self.crls + other.crls,
            type_metadata=self.type_metadata + other.type_metadata,
            holder_ids=self.holder_ids | other.holder_ids,
            entered_ids=self.entered_ids | other.entered_ids,
            allow_test_keys=self.allow_test_keys or other.allow_test_keys,
            first_seen={**other.first_seen, **self.first_seen},
            revocations_seen={**other.revocations_seen, **self.revocations_seen},
        )
