"""The neutral view of a credential (spec/credential.md, C.1 and C.2).

One view is one envelope with one or more awards. Every value keeps where it came from in
``provenance`` (JSON pointer in the view -> source). Numbers are decimals, never floats. Dates
keep the original string. Unknown is None or ``Kind.UNKNOWN``, never an empty string.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

VIEW_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in one language; ``lang`` is a BCP 47 tag, or "und" where unknown."""

    lang: str
    text: str


Texts = tuple[Text, ...]


def best(texts: Texts, languages: Sequence[str]) -> Text | None:
    """The text in the first of ``languages`` that is there, else the first text at all."""
    for wanted in languages:
        for one in texts:
            if one.lang.split("-")[0].lower() == wanted.split("-")[0].lower():
                return one
    return texts[0] if texts else None


class Kind(StrEnum):
    """What was awarded (C.2, award.kind)."""

    DEGREE = "degree"
    SHORT_CYCLE = "short-cycle"
    DIPLOMA = "diploma"
    CERTIFICATE = "certificate"
    MICRO_CREDENTIAL = "micro-credential"
    COURSE = "module/course"
    LEARNING_UNIT = "micro-learning unit"
    BADGE = "badge/skill"
    ATTENDANCE = "attendance"
    PRIOR_LEARNING = "prior-learning"
    LICENCE = "licence"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A name in some scheme, such as ``ROR`` or ``Erasmus code``."""

    scheme: str
    value: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An issuer or awarding body, as the credential itself says."""

    id: str | None = None
    names: Texts = ()
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""
    identifiers: tuple[Identifier, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """A date as it was written."""

    value: str
    """The original string."""
    precision: str
    """``year``, ``month``, ``day`` or ``instant``."""
    zone_note: str | None = None
    """``zone-shifted`` where a local midnight was written in UTC (C.5, 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """An amount of credit in one framework (``ECTS``, ``hours``, a national code ...)."""

    amount: Decimal
    framework: str | None
    """None where the credential names no unit: never assumed."""
    role: str = "earned"
    """``earned`` or ``available``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Hours of work; ``basis`` is ``notional``, ``contact`` or ``unspecified``."""

    hours: Decimal
    basis: str = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level in one scheme: ``EQF``, ``QF-EHEA``, ``ISCED``, ``NQF-<country>``, other."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLink:
    """A link from an outcome to a concept of a framework such as ESCO."""

    framework: str
    uri: str
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A learning outcome: what the learner can do."""

    text: Texts
    id: str | None = None
    links: tuple[SkillLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How learning was assessed, and with which result."""

    type: str | None = None
    result: str | None = None
    """As people read it: with its status where that takes something from it."""
    result_status: str | None = None
    """As the issuer wrote it: ``Failed``, ``in-progress`` ... None where nothing is said."""
    grading_scheme: str | None = None
    supervision: str | None = None
    id_check: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """What the issuer points to as evidence of learning; its links are never followed."""

    id: str | None = None
    name: Texts = ()
    text: Texts = ()
    genre: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How two achievements or credentials hang together, as the issuer says: a hint."""

    source: str
    kind: str
    """A type of CLR 2.0: ``isChildOf``, ``isPartOf``, ``replacedBy`` ..."""
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside an entry."""

    name: str
    """Its last part only; no folder."""
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One thing that was awarded (C.2, award.*)."""

    id: str
    """Stable inside the view: the achievement's id, else ``award-<n>``."""
    title: Texts = ()
    description: Texts = ()
    criteria: Texts = ()
    kind: Kind = Kind.UNKNOWN
    definition_ids: tuple[str, ...] = ()
    awarding_bodies: tuple[Party, ...] = ()
    award_date: DateValue | None = None
    award_date_is_derived: bool = False
    credits: tuple[Credit, ...] = ()
    workload: Workload | None = None
    levels: tuple[Level, ...] = ()
    fields: tuple[Identifier, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    participation: str | None = None
    languages: tuple[str, ...] = ()
    prerequisites: Texts = ()
    stackability: Texts = ()
    quality_assurance: Texts = ()
    expiry: DateValue | None = None
    parent: str | None = None
    parts: tuple[str, ...] = ()
    evidence: tuple[Exhibit, ...] = ()
    image: str | None = None
    """Only a ``data:`` URI from inside the signed file; never fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Whom the credential is about, as it says itself. Sensitive."""

    ids: tuple[str, ...] = ()
    names: Texts = ()
    birth_date: DateValue | None = None
    hashed_identifiers: tuple[Identifier, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    """Plain identifiers with their type, such as ``emailAddress``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The signed wrapper around the awards (C.2, env.*)."""

    id: str | None
    format: str
    issuer: Party
    types: tuple[str, ...] = ()
    issued_at: DateValue | None = None
    valid_from: DateValue | None = None
    valid_until: DateValue | None = None
    mandate: Texts = ()
    """By which the issuer says that it may issue for the awarding body; its own claim."""
    relations: tuple[Relation, ...] = ()
    refresh: tuple[str, ...] = ()
    """Addresses where a newer one can be had; nothing is fetched from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a value of the view came from."""

    source: str
    """``signed``, ``type-metadata``, ``derived``, ``registry``, ``learner``, ``advisor``."""
    path: str | None = None
    """JSON path in the document."""
    rule: str | None = None
    """The name of the rule that derived it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """One of the eleven EU standard elements (requirements.md X-01..X-11)."""

    element: int
    state: str
    """``present``, ``partial``, ``derived``, ``missing`` or ``not_applicable``."""
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialView:
    """What a credential says, whatever its format."""

    envelope: Envelope
    learner: Learner
    awards: tuple[Award, ...]
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    completeness: tuple[Completeness, ...] = ()
    unread: tuple[str, ...] = ()
    """JSON paths of members that the data model does not define: signed, and not read."""
