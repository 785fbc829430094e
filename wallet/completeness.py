"""Which of the eleven elements of the EU standard a credential has (spec/credential.md, C.4).

Rules
-----
1. *present* is a machine-readable value from signed data; *partial* is human text only or the
   wrong granularity; *derived* was worked out by a named rule; everything else is *missing*.
2. A credential with several awards has an element as far as its weakest award has it; what is
   part of another award is looked at in its whole. A key
   of the learner counts beside a name; alone it is an opaque address, until the holder proves
   it, which is no business of a credential's.
3. Elements come in the order of the standard, each with the path that satisfied it.
4. *not_applicable* is never concluded here: only an issuer can say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from wallet.credential import Award, Completeness, CredentialView, Learner, Party, Provenance

PRESENT, PARTIAL, DERIVED, MISSING = "present", "partial", "derived", "missing"

_ORDER = (PRESENT, DERIVED, PARTIAL, MISSING)
_MODES = frozenset(
    {
        "onsite",
        "online",
        "blended",
        "work",
        "volunteering",
        "self-study",
        "on_site",
        "on-site",
        "in-person",
        "hybrid",
        "distance",
        "volunteer",
        "workplace",
        "project",
        "research-lab",
    }
)
_CODED_LEVELS = re.compile(r"(?:EQF|QF-EHEA|NQF(?:-[A-Z]{2})?)")
_COUNTRY_HOST = re.compile(
    r"(?:https?://(?:[^/@]*@)?|did:web:)[^/:#?]*\.([a-z]{2})(?:[:/#?].*)?", re.IGNORECASE
)
_NO_COUNTRIES = frozenset(
    {"eu", "io", "ai", "me", "tv", "co", "cc", "to", "ly", "fm", "gg", "sh"}
)
"""Two-letter endings that say nothing about a country, by their common use."""

_State = tuple[str, str]
"""A state, and the pointer in the view whose provenance shows it."""


def assess(view: CredentialView) -> tuple[Completeness, ...]:
    """The eleven elements, in their order."""
    found = [_entry(1, _learner(view.learner), view.provenance)]
    for element, judge in _AWARD_ELEMENTS:
        states = [
            judge(award, f"/awards/{number}", view.provenance)
            for number, award in enumerate(view.awards)
            if award.parent is None
        ] or [(MISSING, "")]
        weakest = max(states, key=lambda state: _ORDER.index(state[0]))
        found.append(_entry(element, weakest, view.provenance))
    return tuple(found)


def _entry(element: int, state: _State, provenance: Mapping[str, Provenance]) -> Completeness:
    origin = provenance.get(state[1])
    return Completeness(
        element=element, state=state[0], path=origin.path if origin is not None else None
    )


def _learner(learner: Learner) -> _State:
    by_key = any(one.startswith(("did:key:", "did:jwk:")) for one in learner.ids)
    if learner.names and (learner.birth_date is not None or learner.identifiers or by_key):
        return PRESENT, "/learner/names"
    for pointer, has in (
        ("/learner/names", learner.names),
        ("/learner/ids", learner.ids),
        ("/learner/identifiers/0", learner.identifiers),
        ("/learner/hashed_identifiers/0", learner.hashed_identifiers),
    ):
        if has:
            return PARTIAL, pointer
    return MISSING, ""


def _title(award: Award, at: str, provenance: Mapping[str, Provenance]) -> _State:
    pointer = f"{at}/title"
    if not award.title:
        return MISSING, ""
    return _unless_derived(PRESENT, PARTIAL, pointer, provenance)


def _unless_derived(
    state: str, otherwise: str, pointer: str, provenance: Mapping[str, Provenance]
) -> _State:
    origin = provenance.get(pointer)
    return (otherwise if origin and origin.source == "derived" else state), pointer


def _country(award: Award, at: str, provenance: Mapping[str, Provenance]) -> _State:
    for number, body in enumerate(award.awarding_bodies):
        pointer = f"{at}/awarding_bodies/{number}/country"
        if body.country:
            return PRESENT, pointer
        if pointer in provenance:
            return PARTIAL, pointer
        for member, address in (("url", body.url), ("id", body.id)):
            if _country_of(address):
                return DERIVED, f"{at}/awarding_bodies/{number}/{member}"
    return MISSING, ""


def _country_of(address: str | None) -> str | None:
    found = _COUNTRY_HOST.fullmatch(address) if address else None
    code = found[1].lower() if found else None
    return None if code in _NO_COUNTRIES else code


def _body(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    for number, body in enumerate(award.awarding_bodies):
        pointer = f"{at}/awarding_bodies/{number}"
        if body.names and _is_identified(body):
            return PRESENT, f"{pointer}/names"
        if body.names:
            return PARTIAL, f"{pointer}/names"
        if body.id:
            return PARTIAL, f"{pointer}/id"
    return MISSING, ""


def _is_identified(body: Party) -> bool:
    """By an identifier in some scheme, or by the address under which it signs."""
    return bool(body.identifiers) or bool(
        body.id and body.id.startswith(("https://", "http://", "did:"))
    )


def _date(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    pointer = f"{at}/award_date"
    if award.award_date is None:
        return MISSING, ""
    if award.award_date_is_derived:
        return DERIVED, pointer
    exact = award.award_date.precision in ("day", "instant")
    return (PRESENT if exact else PARTIAL), pointer


def _outcomes(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    for number, outcome in enumerate(award.outcomes):
        if outcome.text:
            return PRESENT, f"{at}/outcomes/{number}"
    if award.outcomes:
        return DERIVED, f"{at}/outcomes/0"
    if award.criteria:
        return PARTIAL, f"{at}/criteria"
    if award.description:
        return PARTIAL, f"{at}/description"
    return MISSING, ""


def _workload(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    for number, credit in enumerate(award.credits):
        if credit.framework == "ECTS":
            return PRESENT, f"{at}/credits/{number}"
    if award.workload is not None:
        return (PRESENT if award.workload.basis == "notional" else PARTIAL), f"{at}/workload"
    return (PARTIAL, f"{at}/credits/0") if award.credits else (MISSING, "")


def _level(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    for number, level in enumerate(award.levels):
        if _CODED_LEVELS.fullmatch(level.scheme):
            return PRESENT, f"{at}/levels/{number}"
    return (PARTIAL, f"{at}/levels/0") if award.levels else (MISSING, "")


def _assessment(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    for number, assessment in enumerate(award.assessments):
        if assessment.type:
            return PRESENT, f"{at}/assessments/{number}"
    if award.assessments:
        return PARTIAL, f"{at}/assessments/0"
    return (PARTIAL, f"{at}/criteria") if award.criteria else (MISSING, "")


def _participation(award: Award, at: str, _provenance: Mapping[str, Provenance]) -> _State:
    if award.participation is not None:
        listed = award.participation.strip().lower() in _MODES
        return (PRESENT if listed else PARTIAL), f"{at}/participation"
    return (PARTIAL, f"{at}/languages") if award.languages else (MISSING, "")


def _quality(award: Award, at: str, provenance: Mapping[str, Provenance]) -> _State:
    if not award.quality_assurance:
        return MISSING, ""
    pointers = [
        f"{at}/quality_assurance/{number}" for number in range(len(award.quality_assurance))
    ]
    for pointer in pointers:  # a structured claim; words alone are partial
        if pointer not in provenance or provenance[pointer].rule != "text_only":
            return PRESENT, pointer
    return PARTIAL, pointers[0]


_AWARD_ELEMENTS: tuple[
    tuple[int, Callable[[Award, str, Mapping[str, Provenance]], _State]], ...
] = (
    (2, _title),
    (3, _country),
    (4, _body),
    (5, _date),
    (6, _outcomes),
    (7, _workload),
    (8, _level),
    (9, _assessment),
    (10, _participation),
    (11, _quality),
)
