"""What the vault answers with: rows of the library, changes, notices, reviews of an import.

All are frozen and hold facts and codes; ``wallet.wording`` and the window make sentences.
``wallet.session`` re-exports them, so that pages need no other import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from wallet.credential import Credit, Level, Texts
from wallet.errors import Fact
from wallet.examine import FileError, Judged
from wallet.report import VerdictCode
from wallet.trust import RefusedItem


class Sort(StrEnum):
    """Order of the library; every order is total, so that paging never skips a row."""

    ADDED = "added"
    """Newest import first."""
    AWARDED = "awarded"
    """Newest award first; undated ones last."""
    TITLE = "title"
    ISSUER = "issuer"
    EXPIRES = "expires"
    """Soonest first; those that never expire last."""
    PLACED = "placed"
    """The owner's order of the one collection that is asked for; else as ``ADDED``."""


class Facet(StrEnum):
    """What the library can be filtered by: ``LibraryQuery.filters`` holds (facet, value)."""

    ISSUER = "issuer"
    """The issuer's id."""
    KIND = "kind"
    """A value of ``wallet.credential.Kind``."""
    LEVEL = "level"
    """``<scheme> <value>``, such as ``EQF 6``."""
    VERDICT = "verdict"
    """A value of ``VerdictCode``: of the last dated report."""
    FORMAT = "format"
    SKILL = "skill"
    """The URI of a linked skill."""
    EXPIRES_BEFORE = "expires_before"
    """An RFC 3339 date."""
    EXPIRES_AFTER = "expires_after"
    """An RFC 3339 date: it has not ended before."""
    AWARDED_BEFORE = "awarded_before"
    """An RFC 3339 date; undated ones count as awarded before any."""
    AWARDED_AFTER = "awarded_after"
    """An RFC 3339 date."""
    TAG = "tag"
    """The owner's tag, as ``Tag.key``."""
    COLLECTION = "collection"
    """The uid of a collection."""
    FAVOURITE = "favourite"
    """``yes``."""
    PATHWAY = "pathway"
    """The id of a pathway, as when it was last evaluated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryQuery:
    """Which credentials, in which order."""

    text: str = ""
    """Words in any script; each matches the beginning of a word. All must match."""
    filters: tuple[tuple[Facet, str], ...] = ()
    """Several values of one facet widen, several facets narrow."""
    sort: Sort = Sort.ADDED
    deleted: bool = False
    """The bin instead of the library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where the next page starts: after the row with this key and number."""

    key: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """One line of the library: what the credential says, and what it was last judged to be."""

    credential_id: str
    titles: Texts
    """Of the first award; as the credential says it itself. May be empty."""
    issuer_id: str | None
    issuer_names: Texts
    """The issuer's own words for itself."""
    issuer_listed: tuple[str, ...]
    """The issuer's names by a trust source; empty unless one named it at ``verified_at``."""
    proven: bool
    """Whether proof and key held at ``verified_at``: if not, all words above are only
    what the file says of itself."""
    kind: str
    credits: tuple[Credit, ...]
    levels: tuple[Level, ...]
    award_date: str | None
    """As written."""
    expires: str | None
    """As written; the earliest of the dates at which it ends."""
    awards: int
    """How many awards it holds."""
    format: str
    imported_at: datetime
    verdict: VerdictCode
    """Of the last report; ``not_valid`` if an end date has passed since, ``cannot_tell`` if
    a "not revoked" has grown too old since."""
    reason: str
    """The deciding reason code."""
    verified_at: datetime
    """When it was last judged (UTC): show it beside the verdict."""
    replaced_by: str | None = None
    """The credential id that its issuer put in its place."""
    deleted_at: datetime | None = None
    """When it went to the bin."""
    favourite: bool = False
    tags: tuple[str, ...] = ()
    """The owner's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """Some rows, and where to go on."""

    rows: tuple[LibraryRow, ...]
    next: Cursor | None
    """None at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a facet takes in this library."""

    value: str
    label: str
    """For issuers the name; else the value."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an operation changed; broadcast once, pages refresh themselves."""

    kept: tuple[str, ...] = ()
    """Credential ids that were not in the library before."""
    changed: tuple[str, ...] = ()
    """Credential ids whose row or report is another now."""
    removed: tuple[str, ...] = ()
    """Credential ids that left the library."""
    areas: frozenset[str] = frozenset()
    """What else: ``evidence``, ``keys``, ``ledger``, ``pathways``, ``settings``, ``attention``;
    ``labels`` where nothing but the owner's own order changed."""
    stopped: bool = False
    """Whether the person stopped it half-way; what is named here was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that the person should be told at unlocking; nothing was changed."""

    code: str
    """``older_wallet``, ``older_header``, ``older_database``, ``clock_went_back``,
    ``stray_database``, ``floor_unreadable``: worded by ``wallet.wording.error``."""
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFile:
    """A received file that the wallet keeps."""

    sha256: str
    name: str
    """The name with which it came."""
    received_at: datetime
    credentials: tuple[tuple[str, str], ...]
    """(credential id, path in the file) of each that is in the library."""


class RowState(StrEnum):
    """What keeping a reviewed credential would do."""

    NEW = "new"
    ALREADY_HELD = "already_held"
    REPLACES = "replaces"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One credential found in a file, or the reason why none could be read."""

    source: str
    """The file's name as it was given."""
    sha256: str
    """Of the received bytes."""
    state: RowState
    judged: Judged | None
    """None only if ``state`` is refused."""
    error: FileError | None = None
    """Set only if ``state`` is refused."""
    replaces: tuple[str, ...] = ()
    """Credential ids of held ones that this takes the place of; they stay visible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReview:
    """What an import would store. Nothing is stored yet."""

    rows: tuple[ReviewRow, ...]
    originals: Mapping[str, tuple[str, bytes]] = field(repr=False)
    """SHA-256 -> (name, exact bytes) of every file that holds a credential."""
    stopped: bool = False
    """Whether the person stopped the reading half-way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedReport:
    """One line of a credential's history: what it was judged to be, and when."""

    verified_at: datetime
    verdict: VerdictCode
    reason: str
    report: Mapping[str, object]
    """The findings as JSON (spec/verification.md, section 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One thing held as evidence; a file may hold several."""

    sha256: str
    """Of the file."""
    name: str
    kind: str
    """``key_document``, ``status_list``, ``registry``, ``anchor`` or ``crl``."""
    id: str
    """The identifier, list URL or registry name that it is about."""
    received_at: datetime
    dated: datetime | None
    """The item's own date, where it states one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedEvidence:
    """What came of adding files of evidence."""

    items: tuple[EvidenceItem, ...]
    refused: tuple[RefusedItem, ...]
    """Files that are no evidence, or not usable as such; not kept."""
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing that ``doctor`` found wrong."""

    code: str
    """``page_damaged``, ``original_damaged``, ``index_wrong``, ``not_readable``."""
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
