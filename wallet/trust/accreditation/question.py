"""What accreditation is asked about: who signed, who awards, what was awarded, and when.

Everything here is data. Who signed comes from checks that have passed (``issuer_key``); what
the credential says of bodies, levels and programmes is its own claim, and is kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from wallet.register import DecisionRow, InstitutionRow, Period


class Strength(IntEnum):
    """How well something binds a signer to a body (D.3)."""

    NONE = 0
    WEAK = 1
    """Suggests only: anybody can write it."""
    MEDIUM = 2
    STRONG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From when to when a day may lie; None: nobody says."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The subject of a certificate whose chain was accepted."""

    organization: str | None
    """organizationIdentifier, as the certificate has it."""
    name: str
    country: str | None
    qualified: bool
    """Every condition of D.3: a qualified certificate for seals, in its time."""
    why_not: str | None = None
    """The condition that is missing, where it is not qualified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whose key passed ``issuer_key``."""

    id: str
    thumbprint: str | None = None
    """RFC 7638 name of the key."""
    seal: Seal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A party as the credential names it; a claim, whatever it holds."""

    id: str | None = None
    names: tuple[str, ...] = ()
    country: str | None = None
    identifiers: tuple[tuple[str, str, str | None], ...] = ()
    """(scheme as written, value, country)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What was awarded, as the credential says."""

    days: Days
    """When; with a day at each end where it is known to the day."""
    kind: str = "unknown"
    """A value of ``wallet.credential.Kind``."""
    eqf: frozenset[int] = frozenset()
    """EQF levels that it states; none: not known."""
    fields: frozenset[str] = frozenset()
    """ISCED-F codes."""
    country: str | None = None
    """Where it was awarded, where that is said."""
    ids: frozenset[str] = frozenset()
    """By which identifiers it or its programme is known."""
    part_of: frozenset[str] = frozenset()
    """Identifiers of programmes that it says it is part of."""
    titles: tuple[str, ...] = ()
    ects: str | None = None
    """A decimal number as text."""
    confirmed: frozenset[tuple[str, str]] = frozenset()
    """(id of a decision, name of a programme in it) that a person has said to be this one
    (D.4)."""
    bodies: tuple[Body, ...] = ()
    """Awarding bodies; none: the issuer."""
    reports: frozenset[str] = frozenset()
    """Ids of decisions that the credential names as its accreditation (D.2, class 3)."""
    claims: tuple[str, ...] = ()
    """What it says of its own accreditation (D.2, classes 5 and 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A decision that speaks of the body asked about."""

    decision: DecisionRow
    via: str
    """``own``, ``parent``, ``alliance``, ``predecessor`` or ``accreditation``."""
    holder: InstitutionRow
    """The body that the decision is about."""
    link: Period = field(default_factory=Period)
    """The days on which it speaks of the body asked about."""
    names_partner: bool = True
    """Where bodies act together: whether the decision names both."""
    vouched: bool = False
    """Whether signatures show who decided, so that no agency row is needed (D.2, class 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One award, one signer, one moment."""

    signer: Signer
    issuer: Body
    award: Award
    now: datetime
    signed: date | None = None
    """The day by which the signature is *proven* to have been made; None: today."""
    granted: tuple[Reached, ...] = ()
    """Decisions from signed accreditations of the signer that were verified hop by hop (D.2,
    class 2)."""
    listed: tuple[tuple[str, str], ...] = ()
    """(list, name) of lists of issuers outside the registers that name this issuer."""
    allow_sandbox: bool = False
    """True only in the demo wallet (D.11)."""

    @property
    def today(self) -> date:
        """The day that it is judged for, UTC."""
        return self.now.date()

    @property
    def key_day(self) -> date:
        """The day for which keys and identifiers have to be the body's own."""
        return self.signed or self.today
