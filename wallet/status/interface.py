"""What a status type is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from wallet.errors import Fact
from wallet.evidence import StatusListItem
from wallet.reasons import Reason
from wallet.report import Outcome

SHORTEST_LIST = 131_072
"""Entries that a list must have at least, so that looking one up tells nobody whose it is."""

_OF_2020 = "RevocationList2020Status"
"""The entry type with names of its own."""

INVALIDATING = frozenset({"revocation", "suspension"})
"""Purposes that make a credential not valid; a suspension may be lifted again."""
INFORMING = frozenset({"message", "refresh"})
"""Purposes that never invalidate (spec/verification.md 2.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """One ``credentialStatus`` of a proven credential, read by IRI where it is RDF."""

    type: str
    """The type's short name where its vocabulary is known, else the IRI or term as it is."""
    members: Mapping[str, Any] = field(default_factory=dict)
    """Members by the names of the status vocabularies."""
    id: str | None = None

    @property
    def purpose(self) -> str | None:
        """``revocation``, ``suspension``, ``message``, ``refresh`` ..."""
        if self.type == _OF_2020:
            return "revocation"
        value = self.members.get("statusPurpose")
        return value if isinstance(value, str) else None

    @property
    def url(self) -> str | None:
        """Where the list is published."""
        name = "revocationListCredential" if self.type == _OF_2020 else "statusListCredential"
        value = self.members.get(name)
        return value if isinstance(value, str) and value else None

    @property
    def index(self) -> int | None:
        """The place in the list, from 0; None where it is missing or no plain number."""
        name = "revocationListIndex" if self.type == _OF_2020 else "statusListIndex"
        value = self.members.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value if value >= 0 else None
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            return int(value) if len(value) <= 12 else None  # noqa: PLR2004
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenList:
    """A status list credential whose own proof holds; who signed it is judged separately."""

    issuer: str | None
    issuer_key_holds: bool
    """Its key is shown to be its issuer's, or is the very key that signed the credential."""
    types: frozenset[str]
    subject_types: frozenset[str]
    members: Mapping[str, Any]
    """Members of its subject by the names of the status vocabularies."""
    dated: datetime | None
    """The latest of its own dates of issue (UTC); None where it states none."""
    begins: datetime | None
    """From when it may be used, where it says so."""
    ends: datetime | None
    """Until when it may be used, where it says so."""
    dates_readable: bool = True


class Prove(Protocol):
    """Checks a list's own proof; given by ``wallet.verify``, so that no list can recurse."""

    def __call__(self, item: StatusListItem) -> ProvenList | Reason:
        """The proven list, or the reason why it cannot be used."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """What one entry came to."""

    outcome: Outcome
    reason: Reason
    facts: Mapping[str, Fact] = field(default_factory=dict)
    as_of: datetime | None = None


Bits: TypeAlias = bytes
"""The unpacked list; bit 0 is the most significant bit of byte 0."""


class StatusMethod(Protocol):
    """One status type."""

    name: str
    entry_type: str
    list_type: str
    """Type of the list credential's subject."""
    credential_type: str
    purposes: frozenset[str]
    """Purposes that this type knows."""
    shortest: int
    """Entries that a list must have at least; 0 where its standard names no number."""
    own_address_only: bool
    """Whether a list counts only where it names the address itself."""

    def bits(self, proven: ProvenList) -> Bits:
        """The unpacked list.

        Raises:
            InputError: ``status_list_unreadable`` or ``too_large``.
        """
        ...

    def value(self, proven: ProvenList, index: int, size: int, purpose: str) -> int | None:
        """What the list says of an index for a purpose: 0 is no; None beyond its end.

        Raises:
            InputError: as ``bits``; ``status_value_unknown`` for a value without a meaning.
        """
        ...
