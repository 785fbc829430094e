"""Sets of trust material: their fingerprints, and what a person sees of each item.

Rules (spec/trust.md D.11)
--------------------------
1. The fingerprint of a set is SHA-256 over the sorted SHA-256 digests of its files.
2. It is shown as its first twelve bytes in Bytewords, 96 bits; what a person types counts as a
   comparison from 80 bits on, in words or in hex.
3. Items of a set that nobody has compared are marked; ``issuer_identity`` reads the mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wallet.encoding import uniform_resource
from wallet.errors import Fact
from wallet.evidence import Evidence, Origin
from wallet.register import Register, RegisterSource
from wallet.trust.interface import RefusedItem

WORDS = 12
"""Bytewords shown: 96 bits of the fingerprint."""
_PICTURED = "urn:tessera:trust:"
_KINDS = {"registry": "register"}
"""What lists of a bundle are called beside those of files."""
LEAST_BITS = 80
"""Bits of a typed fingerprint that count as a comparison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustItem:
    """One usable piece of evidence inside a set."""

    sha256: str
    kind: str
    """``registry``, ``key_document``, ``status_list``, ``anchor``, ``crl``..."""
    label: str
    """The registry's name, the identifier or address it is about."""
    rows: int
    """How many issuers, keys or lists it holds."""
    dated: datetime | None = None
    """The item's own date (UTC)."""
    sandbox: bool = False
    """A test registry: it identifies nobody (D.11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleInfo:
    """What a signed bundle says of itself, verified."""

    sources: tuple[RegisterSource, ...]
    sha256: str
    """Of the file."""
    size: int
    """Bytes to carry."""
    imported_at: datetime
    signed_at: datetime
    expires: datetime
    """Until when it can be imported (UTC)."""
    root_expires: datetime
    """Until when it can be used (UTC)."""
    versions: Mapping[str, int]
    demo: bool = False
    url: str | None = None
    """Where the publisher says that the newest one is."""
    register: Register | None = field(default=None, repr=False, compare=False)
    """Its rows; None before it is accepted, or where it is not used."""

    def next_update(self, source: RegisterSource) -> datetime | None:
        """When a list says that a newer one replaces it; None where it says nothing."""
        return self.register.next_update(source) if self.register is not None else None

    @property
    def items(self) -> tuple[TrustItem, ...]:
        """Its lists, as any set shows them."""
        return tuple(
            TrustItem(
                sha256=self.sha256,
                kind=_KINDS.get(one.kind, one.kind),
                label=one.name,
                rows=sum(one.rows.values()),
                dated=one.as_of,
                sandbox=one.sandbox,
            )
            for one in self.sources
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedBundle:
    """A bundle whose signatures hold, before it is accepted."""

    data: bytes = field(repr=False)
    info: BundleInfo
    is_known: bool
    """Whether its root is accepted on this computer already."""
    is_confirmed: bool
    """Whether somebody has compared that root's fingerprint."""
    replaces: int | None = None
    """The version of the snapshot in use."""


class _Fingerprinted:
    """What is compared with another channel before it counts."""

    __slots__ = ()
    fingerprint: str

    @property
    def words(self) -> str:
        """The fingerprint to compare by eye or ear."""
        return fingerprint_words(self.fingerprint)

    @property
    def pictured(self) -> str:
        """The fingerprint as a QR picture says it."""
        return fingerprint_text(self.fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustOffer(_Fingerprinted):
    """Material that was read but not accepted: nothing is stored yet."""

    name: str
    fingerprint: str
    items: tuple[TrustItem, ...]
    refused: tuple[RefusedItem, ...]
    files: tuple[tuple[str, bytes], ...]
    """(name, bytes) of the usable files only."""
    bundle: OfferedBundle | None = None
    """A signed bundle: then the fingerprint is that of its root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustSet(_Fingerprinted):
    """Material that was accepted on this computer."""

    name: str
    fingerprint: str
    added_at: datetime
    confirmed_at: datetime | None
    """When its fingerprint was compared; None: not yet, so it identifies nobody."""
    items: tuple[TrustItem, ...]
    bundle: BundleInfo | None = None
    """A signed bundle: then the fingerprint is that of its root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustProblem:
    """Something in the folder that is not used, and why."""

    code: str
    """``trust_list_damaged``, ``trust_item_missing``, ``trust_item_changed``,
    ``trust_set_changed`` or ``trust_item_unreadable``; of bundles ``trust_bundle_damaged``,
    ``trust_index_changed``, ``trust_root_expired`` or ``clock_set_back``."""
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustState:
    """What the folder holds now, and the evidence that it gives."""

    sets: tuple[TrustSet, ...]
    evidence: Evidence
    problems: tuple[TrustProblem, ...] = ()


def fingerprint_of(digests: Iterable[str]) -> str:
    """The fingerprint of a set, from the hex digests of its files (rule 2)."""
    joined = b"".join(sorted(bytes.fromhex(digest) for digest in set(digests)))
    return hashlib.sha256(joined).hexdigest()


def fingerprint_words(fingerprint: str) -> str:
    """Its first ``WORDS`` bytes as Bytewords (BCR-2020-012), without a checksum."""
    return " ".join(_all_words(fingerprint)[:WORDS])


def matches(fingerprint: str, typed: str) -> bool:
    """Whether what a person typed names this set: words or hex, at least 80 bits of it.

    What a picture of the fingerprint says (``fingerprint_text``) counts as hex.
    """
    typed = typed.strip().lower().removeprefix(_PICTURED)
    pieces = typed.lower().replace("-", " ").replace(":", " ").replace(",", " ").split()
    digits = "".join(pieces)
    if len(digits) * 4 >= LEAST_BITS and not set(digits) - set("0123456789abcdef"):
        return fingerprint.startswith(digits)
    words = _all_words(fingerprint)
    return LEAST_BITS // 8 <= len(pieces) <= len(words) and words[: len(pieces)] == pieces


def fingerprint_text(fingerprint: str) -> str:
    """What a QR picture of a fingerprint says: in capitals, which makes it smaller."""
    return f"{_PICTURED}{fingerprint}".upper()


def is_fingerprint_text(text: str) -> bool:
    """Whether a QR picture says a fingerprint."""
    return text.strip().lower().startswith(_PICTURED)


def describe(evidence: Evidence) -> tuple[TrustItem, ...]:
    """What a person sees of each item."""
    registries = (
        TrustItem(
            sha256=one.origin.sha256,
            kind="registry",
            label=one.name,
            rows=len(one.issuers),
            dated=one.origin.dated,
            sandbox=one.sandbox,
        )
        for one in evidence.registries
    )
    documents = (
        TrustItem(
            sha256=one.origin.sha256,
            kind="key_document",
            label=one.id,
            rows=len(one.document.get("verificationMethod", ())),
            dated=one.origin.dated,
        )
        for one in evidence.key_documents
    )
    lists = (
        TrustItem(
            sha256=one.origin.sha256,
            kind="status_list",
            label=one.url,
            rows=1,
            dated=one.origin.dated,
        )
        for one in evidence.status_lists
    )
    return (*registries, *documents, *lists, *_of_certificates(evidence))


def _of_certificates(evidence: Evidence) -> Iterator[TrustItem]:
    named = [("anchor", one.name, one.origin) for one in evidence.anchors]
    named += [("crl", one.name, one.origin) for one in evidence.crls]
    named += [("hosted", one.url, one.origin) for one in evidence.hosted]
    named += [("transaction", one.id, one.origin) for one in evidence.transactions]
    named += [("type_metadata", one.vct, one.origin) for one in evidence.type_metadata]
    named += [("accreditation", one.subject, one.origin) for one in evidence.accreditations]
    for kind, label, origin in named:
        yield TrustItem(
            sha256=origin.sha256, kind=kind, label=label, rows=1, dated=origin.dated
        )


def marked(evidence: Evidence, *, confirmed: bool) -> Evidence:
    """The same evidence, each item saying whether its set was confirmed (rule 4)."""

    def mark(origin: Origin) -> Origin:
        return replace(origin, confirmed=confirmed)

    return replace(
        evidence,
        key_documents=tuple(
            replace(one, origin=mark(one.origin)) for one in evidence.key_documents
        ),
        status_lists=tuple(
            replace(one, origin=mark(one.origin)) for one in evidence.status_lists
        ),
        registries=tuple(replace(one, origin=mark(one.origin)) for one in evidence.registries),
        anchors=tuple(replace(one, origin=mark(one.origin)) for one in evidence.anchors),
        crls=tuple(replace(one, origin=mark(one.origin)) for one in evidence.crls),
        hosted=tuple(replace(one, origin=mark(one.origin)) for one in evidence.hosted),
        transactions=tuple(
            replace(one, origin=mark(one.origin)) for one in evidence.transactions
        ),
        type_metadata=tuple(
            replace(one, origin=mark(one.origin)) for one in evidence.type_metadata
        ),
        accreditations=tuple(
            replace(one, origin=mark(one.origin)) for one in evidence.accreditations
        ),
    )


def _all_words(fingerprint: str) -> list[str]:
    encoded = uniform_resource.bytewords_encode(bytes.fromhex(fingerprint), "standard")
    return encoded.split()[: len(fingerprint) // 2]
