"""Registers: what trusted bundles say of institutions, as rows that pure rules may ask for.

The tables of spec/trust.md D.7. A register is made from one verified bundle; each row names
its ``RegisterSource``: which list, who signed it, of which day, out of which bundle.

Rules
-----
1. A register never changes: a newer bundle is another register.
2. Rows say what the list says. Who may be believed, and whether a decision covers an award,
   is for ``wallet.trust`` to judge.
3. Identifiers are looked up by ``names.index_key``: spelling (case, blanks, punctuation) does
   not count. Check digits and what else D.3 asks for are checked by whoever asks.
4. Within a register each id of an institution, agency or decision is one row.
5. Days are inclusive; ``None`` at an end means that the list names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``start`` to ``end``, both included."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        begun = self.start is None or self.start <= day
        return begun and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSource:
    """One signed list of a bundle: what every row of it goes back to."""

    role: str
    """The delegation that signed it: ``registry/deqar``, ``issuers/dcc``, ``tl/eu`` ..."""
    name: str
    """For people: "DEQAR"."""
    signer: str
    """Who signed the list, by the bundle's own words; else the key ids."""
    bundle: str
    """Name of the bundle, for people."""
    bundle_sha256: str
    """Of the file that was imported."""
    root_sha256: str
    """Fingerprint of the root that is trusted (its first version)."""
    as_of: datetime
    """When the list was fetched from its source (UTC): *ta* of D.1."""
    received_at: datetime
    """When this computer imported it (UTC)."""
    root_added_at: datetime
    """Since when the root is accepted on this computer (UTC)."""
    confirmed: bool
    """Whether a person has compared the root's fingerprint (D.11)."""
    signed_at: datetime | None = None
    """When the bundle's timestamp was signed (UTC): a clock earlier than this is wrong."""
    countries: frozenset[str] | None = None
    """ISO 3166-1 alpha-2 codes that the list declares to cover; None: all."""
    sectors: frozenset[str] | None = None
    """``higher_education``, ``vet``, ``other_provider``, ...; None: all."""
    covers_from: date | None = None
    covers_to: date | None = None
    url: str | None = None
    licence: str | None = None
    sandbox: bool = False
    """A test or demo list: counts in the demo wallet only (D.11)."""
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What sort of list it is: ``registry``, ``issuers``, ``tl``, ..."""
        return self.role.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOf:
    """One name of an institution, and when it bore it."""

    text: str
    kind: str = "official"
    """``official``, ``english``, ``transliterated``, ``alternative`` or ``acronym``."""
    lang: str | None = None
    valid: Period = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOf:
    """A level at which an institution is registered, and when."""

    eqf: int
    """5 short cycle, 6 first, 7 second, 8 third (D.4)."""
    valid: Period = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRow:
    """A body that may award something."""

    id: str
    """``DEQARINST0382``, or what its list calls it."""
    names: tuple[NameOf, ...]
    source: RegisterSource
    kind: str = "hei"
    """``hei``, ``other_provider``, ``alliance``, ``platform``, ``consortium``."""
    country: str | None = None
    city: str | None = None
    founded: date | None = None
    closed: date | None = None
    levels: tuple[LevelOf, ...] = ()
    countries: tuple[str, ...] = ()
    """Where it has seats, ``country`` first."""
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierRow:
    """An identifier by which others know an institution."""

    institution: str
    scheme: str
    """``deqarinst``, ``eter``, ``erasmus``, ``eche``, ``pic``, ``vat``, ``schac``, ``whed``,
    ``did_ebsi``, ``did``, ``oidf``, ``ror``, ``isni``, ``lei``, ``brin``, ``ukprn``,
    ``website``, ``thumbprint``, ``national``, ``local``, ..."""
    value: str
    source: RegisterSource
    valid: Period = Period()
    issuer: str | None = None
    """Whose scheme, for ``national`` and ``local``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """How two institutions hang together.

    ``kind`` of a hierarchy (``parent`` over ``child``): ``faculty``, ``independent_faculty``,
    ``consortium``, ``franchise``, ``platform``, ``alliance``, ``part_of``. Of a history
    (``parent`` is the later body, ``child`` the earlier): ``succeeded``, ``absorbed``,
    ``merged``; ``spun_off``: ``child`` came out of ``parent``. ``mandate``: ``child`` may sign
    for ``parent``. Else ``other``.
    """

    parent: str
    child: str
    kind: str
    source: RegisterSource
    valid: Period = Period()
    """Of a history: ``start`` is the day of the link."""
    keys_count: bool = False
    """Whether the list says that the later body's keys count for the earlier one (D.11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """A quality assurance agency or authority."""

    id: str
    name: str
    source: RegisterSource
    acronym: str | None = None
    country: str | None = None
    registered: tuple[Period, ...] = ()
    """When it was registered in EQAR."""
    national_authority: bool = False
    """Listed as an authority whose decisions count without EQAR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """A programme or offer that a decision is about."""

    name: str
    alt_names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    eqf: int | None = None
    """From the cycle in the qualifications framework of the EHEA (5 to 8)."""
    nqf: str | None = None
    degree: bool | None = None
    """Whether it ends in a full degree; None where not said."""
    ects: str | None = None
    """A decimal number as text."""
    isced: tuple[str, ...] = ()
    esco: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Identifiers or names of micro-credentials declared part of it."""
    micro_credential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One report or decision of an agency."""

    id: str
    agency: str
    """Its id, see ``Register.agency``."""
    type: str
    """``institutional``, ``institutional_programme``, ``programme``, ``joint_programme``,
    ``micro_credential``; anything else covers nothing."""
    status: str
    """``obligatory``, ``voluntary`` or ``unknown``."""
    decision: str
    """``positive``, ``positive_with_conditions``, ``negative``, ``not_applicable`` or
    ``unknown``."""
    start: date
    source: RegisterSource
    end: date | None = None
    """As the list says, its own calculation included; None: six years (D.4)."""
    decided: date | None = None
    """The day of the decision, where the list names it apart from ``start``."""
    institutions: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    programmes: tuple[ProgrammeRow, ...] = ()
    flag: str = "none"
    """``none``, ``low`` or ``high``."""
    landing: str | None = None
    """Its page at the source, for people."""
    countries: tuple[str, ...] = ()
    """Where it holds; none: wherever the institution is registered."""
    fields: tuple[str, ...] = ()
    """ISCED-F codes it is limited to; nothing named: no limit."""
    withdrawn: date | None = None
    """Since when it no longer stands, where the list says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    """What a trust service was from a moment on."""

    status: str
    """The last part of the status URI: ``granted``, ``withdrawn``, ..."""
    since: datetime
    for_seals: bool = False
    """Whether qualifiers or extensions say: for seals."""
    for_signatures: bool = False
    qualified: bool = False
    """Whether the list leaves it at what certificates say of themselves: that they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealServiceRow:
    """A trust service of an EU trusted list that issues certificates or time stamps."""

    certificate: bytes
    key_id: str
    """SHA-1 of its public key bits (RFC 5280, 4.2.1.2), hex: how certificates name it."""
    type: str
    """``CA/QC``, ``TSA/QTST``, ..."""
    name: str
    provider: str
    country: str
    history: tuple[ServiceState, ...]
    source: RegisterSource
    next_update: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditationRow:
    """A signed accreditation credential, unproven: whoever uses it checks it."""

    id: str
    subject: str
    issuer: str
    data: bytes
    """As it was received."""
    source: RegisterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRow:
    """An identifier whose keys a list assigns to a named party."""

    id: str
    name: str
    source: RegisterSource
    country: str | None = None
    institution: str | None = None
    """The institution that it is, where the list pins it; see ``Register.institution``."""
    url: str | None = None
    valid: Period = Period()
    thumbprints: tuple[str, ...] = ()
    """RFC 7638 names of the keys, where the list pins keys; nothing named: the id alone."""
    root: bool = False
    """Whether the list pins it as a root of signed accreditations (D.2, class 2)."""


class Register(Protocol):
    """The verified rows of one bundle. Answers are in a fixed order; unknown gives nothing."""

    @property
    def sha256(self) -> str:
        """Of the bundle."""
        ...

    @property
    def sources(self) -> tuple[RegisterSource, ...]:
        """Its signed lists."""
        ...

    def institution(self, institution_id: str) -> InstitutionRow | None:
        """One body."""
        ...

    def institutions_by(self, scheme: str, value: str) -> tuple[InstitutionRow, ...]:
        """Bodies that bear this identifier."""
        ...

    def institutions_named(
        self, name: str, country: str | None = None
    ) -> tuple[InstitutionRow, ...]:
        """Bodies that bear or bore this name; case, accents and punctuation aside."""
        ...

    def search(
        self, text: str, country: str | None = None, most: int = 100
    ) -> tuple[InstitutionRow, ...]:
        """Bodies with every word in a name, or bearing the text as identifier."""
        ...

    def countries(self) -> tuple[str, ...]:
        """Where its institutions are, in order."""
        ...

    def identifiers(self, institution: str) -> tuple[IdentifierRow, ...]:
        """By what a body is known."""
        ...

    def relations(self, institution: str) -> tuple[RelationRow, ...]:
        """In which a body is parent or child."""
        ...

    def agency(self, agency_id: str) -> AgencyRow | None:
        """One agency."""
        ...

    def decisions(self, institution: str) -> tuple[DecisionRow, ...]:
        """That name this body, oldest first."""
        ...

    def decision(self, decision_id: str) -> DecisionRow | None:
        """One decision."""
        ...

    def issuers(self, issuer_id: str) -> tuple[IssuerRow, ...]:
        """What lists say of an identifier."""
        ...

    def seal_services(self, key_id: str) -> tuple[SealServiceRow, ...]:
        """Trust services with this key."""
        ...

    def next_update(self, source: RegisterSource) -> datetime | None:
        """When a trusted list says that a newer one replaces it; None of any other list."""
        ...

    def accreditations(self, subject: str) -> tuple[AccreditationRow, ...]:
        """Signed accreditations of this identifier."""
        ...
