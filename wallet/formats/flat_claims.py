"""The flat claims of the EUDI learning credential, and of others that use the same names.

Rules
-----
1. The issuing authority is named by words alone: no identifier is made up for it. Who signed
   (``iss``) stands in the envelope.
2. A study time counts as hours where it says hours (``PT60H``, ``60 hours``), and then it is
   notional work; a bare number is hours of an unknown basis. ``5 ECTS`` is credit.
3. A level is EQF, which the claim is defined by, where it is a number from 1 to 8 or says so.
4. Words about quality assurance, grades and languages are words: text, not codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wallet.credential import (
    Assessment,
    Award,
    Credit,
    DateValue,
    Identifier,
    Kind,
    Learner,
    Level,
    Outcome,
    Party,
    Text,
    Texts,
    Workload,
)
from wallet.formats.dates import date_value, numeric_date
from wallet.formats.document import as_list, text_of
from wallet.formats.parties import TEXT_ONLY, Notes
from wallet.formats.values import UNKNOWN_LANGUAGE, amount, country, hours, texts, word
from wallet.secured import JsonObject

_AT = "/awards/0"
_LEARNING = "urn:eu.europa.ec.eudi:learning:credential:"
_NAME_PARTS = ("given_name", "first_name"), ("family_name", "last_name")
_WHOLE_NAMES = ("display_name", "common_name", "name")
_BIRTH_DATES = ("birth_date", "birthdate", "date_of_birth")
_LEARNER_IDS = (
    "learner_identification",
    "personal_unique_id",
    "personal_unique_code",
    "identifier",
    "personal_administrative_number",
)
_BODIES = ("issuing_authority", "home_organization")
_ISSUED = ("date_of_issuance", "issuance_date", "issue_date")
_ENDS = ("date_of_expiry", "expiry_date")
_OF_LEARNING = frozenset(
    {"achievement_title", "learning_outcomes", "credit_points", "level_of_learning_experience"}
)
_ANY_CASE = re.ASCII | re.IGNORECASE
_STUDY_HOURS = re.compile(
    r"(\d{1,5}(?:\.\d{1,3})?)\s*(?:h|hrs?|hours?)\.?", re.ASCII | re.IGNORECASE
)
_STUDY_CREDIT = re.compile(
    r"(\d{1,5}(?:\.\d{1,3})?)\s*ECTS(?:\s+credits?)?", re.ASCII | re.IGNORECASE
)
_EQF = re.compile(r"(?:EQF\s*[-:]?\s*)?(?:level\s*)?([1-8])", _ANY_CASE)
_OTHER_LEVEL = re.compile(r"(QF-EHEA|NQF-[A-Z]{2}|ISCED)\s*[-: ]\s*(.{1,60})", re.ASCII)


def issuer(document: JsonObject, notes: Notes) -> Party:
    """Who signed, as the credential names it."""
    body = _body(document, "/envelope/issuer", notes)
    named = text_of(document.get("iss"))
    if named is not None:
        notes.signed("/envelope/issuer", "$.iss")
        notes.signed("/envelope/issuer/id", "$.iss")
    return Party(id=named, names=body.names, country=body.country)


def learner(document: JsonObject, notes: Notes) -> Learner:
    """Whom it is about."""
    found: list[Identifier] = []
    for claim in _LEARNER_IDS:
        told = word(document.get(claim))
        if told is not None:
            notes.signed(f"/learner/identifiers/{len(found)}", f"$.{claim}")
            found.append(Identifier(scheme=claim, value=told))
    subject = text_of(document.get("sub"))
    if subject is not None:
        notes.signed("/learner/ids", "$.sub")
    return Learner(
        ids=(subject,) if subject is not None else (),
        names=_names(document, notes),
        birth_date=_first_date(document, _BIRTH_DATES, "/learner/birth_date", notes),
        identifiers=tuple(found),
    )


def _names(document: JsonObject, notes: Notes) -> Texts:
    parts = [
        next((text for claim in claims if (text := text_of(document.get(claim)))), None)
        for claims in _NAME_PARTS
    ]
    whole = " ".join(part for part in parts if part)
    if whole:
        notes.derived("/learner/names", "$.family_name", "given_and_family_name")
        return (Text(lang=UNKNOWN_LANGUAGE, text=whole),)
    return _texts(document, _WHOLE_NAMES, "/learner/names", notes)


def award(document: JsonObject, notes: Notes) -> Award:
    """The one thing that was awarded."""
    given = _first_date(document, _ISSUED, f"{_AT}/award_date", notes)
    credits, workload = _amounts(document, notes)  # noqa: A001 - the word of the view
    return Award(
        id="award-1",
        title=_texts(document, ("achievement_title",), f"{_AT}/title", notes),
        description=_texts(document, ("achievement_description",), f"{_AT}/description", notes),
        kind=_kind(document),
        awarding_bodies=tuple(_awarding_bodies(document, notes)),
        award_date=given or _signed_on(document, notes),
        award_date_is_derived=given is None,
        credits=credits,
        workload=workload,
        levels=tuple(_levels(document, notes)),
        outcomes=tuple(_outcomes(document, notes)),
        assessments=tuple(_assessments(document, notes)),
        languages=tuple(_words(document, "language_of_classes", "languages", notes)),
        prerequisites=_texts(
            document, ("prerequisites_to_enroll",), f"{_AT}/prerequisites", notes
        ),
        stackability=tuple(
            Text(lang=UNKNOWN_LANGUAGE, text=one)
            for one in _words(
                document, "integration_stackability_options", "stackability", notes
            )
        ),
        quality_assurance=_quality(document, notes),
        expiry=_first_date(document, _ENDS, f"{_AT}/expiry", notes),
    )


def _kind(document: JsonObject) -> Kind:
    named = text_of(document.get("vct")) or ""
    if named.startswith(_LEARNING) or _OF_LEARNING & document.keys():
        return Kind.UNKNOWN
    return Kind.OTHER


def _awarding_bodies(document: JsonObject, notes: Notes) -> Iterator[Party]:
    """Rule 1."""
    found = _body(document, f"{_AT}/awarding_bodies/0", notes)
    if found.names or found.country:
        yield found


def _body(document: JsonObject, pointer: str, notes: Notes) -> Party:
    names = _texts(document, _BODIES, f"{pointer}/names", notes)
    code = country(document.get("issuing_country"))
    if code is not None:
        notes.signed(f"{pointer}/country", "$.issuing_country")
    elif text_of(document.get("issuing_country")):
        notes.signed(f"{pointer}/country", "$.issuing_country", TEXT_ONLY)
    return Party(names=names, country=code)


def _first_date(
    document: JsonObject, claims: tuple[str, ...], pointer: str, notes: Notes
) -> DateValue | None:
    for claim in claims:
        value = date_value(document.get(claim))
        if value is not None:
            notes.signed(pointer, f"$.{claim}")
            return value
    return None


def _signed_on(document: JsonObject, notes: Notes) -> DateValue | None:
    value = numeric_date(document.get("iat"))
    if value is not None:
        notes.derived(f"{_AT}/award_date", "$.iat", "date_of_signature")
    return value


def _texts(document: JsonObject, claims: tuple[str, ...], pointer: str, notes: Notes) -> Texts:
    for claim in claims:
        found = texts(document.get(claim))
        if found:
            notes.signed(pointer, f"$.{claim}")
            return found
    return ()


def _words(document: JsonObject, claim: str, name: str, notes: Notes) -> Iterator[str]:
    """Strings, numbers, yes and no, as words."""
    for one in as_list(document.get(claim)):
        told = word(one)
        if told is not None:
            notes.signed(f"{_AT}/{name}", f"$.{claim}")
            yield told


def _amounts(document: JsonObject, notes: Notes) -> tuple[tuple[Credit, ...], Workload | None]:
    """Rule 2."""
    points = amount(document.get("credit_points"))
    if points is not None:
        notes.signed(f"{_AT}/credits/0", "$.credit_points")
        named = text_of(document.get("credit_framework"))
        framework = "ECTS" if named and named.strip().upper() == "ECTS" else named
        return (Credit(amount=points, framework=framework),), None
    told = document.get("expected_study_time")
    text = told.strip() if isinstance(told, str) else ""
    if credit := _STUDY_CREDIT.fullmatch(text):
        notes.signed(f"{_AT}/credits/0", "$.expected_study_time")
        return (Credit(amount=Decimal(credit[1]), framework="ECTS"),), None
    spelled = _STUDY_HOURS.fullmatch(text)
    value = Decimal(spelled[1]) if spelled else hours(told)
    if value is None:
        return (), None
    notes.signed(f"{_AT}/workload", "$.expected_study_time")
    basis = "unspecified" if amount(told) is not None else "notional"
    return (), Workload(hours=value, basis=basis)


def _levels(document: JsonObject, notes: Notes) -> Iterator[Level]:
    """Rule 3."""
    told = word(document.get("level_of_learning_experience"))
    if told is None:
        return
    notes.signed(f"{_AT}/levels/0", "$.level_of_learning_experience")
    if found := _EQF.fullmatch(told.strip()):
        yield Level(scheme="EQF", value=found[1])
    elif other := _OTHER_LEVEL.fullmatch(told.strip()):
        yield Level(scheme=other[1], value=other[2].strip())
    else:
        yield Level(scheme="other", value=told)


def _outcomes(document: JsonObject, notes: Notes) -> Iterator[Outcome]:
    for number, one in enumerate(texts(document.get("learning_outcomes"))):
        notes.signed(f"{_AT}/outcomes/{number}", "$.learning_outcomes")
        yield Outcome(text=(one,))


def _assessments(document: JsonObject, notes: Notes) -> Iterator[Assessment]:
    grade = word(document.get("assessment_grade"))
    if grade is not None:
        notes.signed(f"{_AT}/assessments/0", "$.assessment_grade")
        yield Assessment(result=grade)


def _quality(document: JsonObject, notes: Notes) -> Texts:
    """Rule 4."""
    found = texts(document.get("types_of_quality_assurance"))
    for number in range(len(found)):
        pointer = f"{_AT}/quality_assurance/{number}"
        notes.signed(pointer, "$.types_of_quality_assurance", TEXT_ONLY)
    return found
