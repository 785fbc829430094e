"""Awards as claims of the European Learning Model: see ``wallet.exchange.elm``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wallet.credential import Assessment, Award, Credit, Level, Outcome, Party, Text, Texts
from wallet.exchange.left import Left
from wallet.exchange.parts import Part
from wallet.formats.country_codes import address_of
from wallet.formats.document import is_url
from wallet.formats.elm_words import FRAMEWORKS, MODES, language_address

_SNB = "http://data.europa.eu/snb"
_OWN = "Written by the learner. Nobody else vouches for it."
_ISSUED = "The date is the date of issue; no date of award is stated."
_FRAMEWORKS = {name: address for address, name in FRAMEWORKS.items()}
_MODES = {name: address for address, name in MODES.items()}
_UNDATED = "No date of award is stated. The dates of this document are those of its making."
_EXACT = frozenset(("day", "instant"))
_PLAIN = "und"
_DAY = 10
_NOT_CARRIED = ("criteria", "stackability", "quality_assurance", "evidence", "expiry")


def langs(text: str | Texts) -> dict[str, str]:
    """A language map: a plain text is ``und``, and the first of each language counts."""
    texts = (Text(lang=_PLAIN, text=text),) if isinstance(text, str) else text
    made: dict[str, str] = {}
    for one in texts:
        made.setdefault(one.lang, one.text)
    return made


def concept(address: str, scheme: str = "") -> dict[str, Any]:
    """A concept of a list, by its address."""
    scheme = scheme or f"{address.rpartition('/')[0]}/25831c2"
    return {
        "id": address,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
    }


def note(*texts: str) -> list[dict[str, Any]]:
    """Notes in English; they are data of the file."""
    return [{"type": "Note", "noteLiteral": {"en": one}} for one in texts]


class Claims:
    """The claims of all parts, wholes around their parts."""

    def __init__(self, parts: Sequence[Part], learner: dict[str, Any]) -> None:
        self._parts = parts
        self._learner = learner
        self._count = 0
        self.left: list[Left] = []

    def made(self) -> list[dict[str, Any]]:
        """Every outermost award."""
        return [
            self._claim(at, part, award)
            for at, part in enumerate(self._parts)
            for award in part.view.awards
            if award.parent is None
        ]

    def _claim(self, at: int, part: Part, award: Award) -> dict[str, Any]:
        self._count += 1
        number = self._count
        process = self._process(part, award, number)
        claim: dict[str, Any] = {
            "id": f"urn:epass:learningAchievement:{number}",
            "type": "LearningAchievement",
            "title": langs(award.title or part.title()),
            "awardedBy": process,
            "additionalNote": note(*self._notes(at, part, award)),
        }
        if award.description:
            claim["description"] = langs(award.description)
        received = [one for one in award.credits if one.role == "earned"]
        credits_ = self._credits(at, received)
        if credits_:
            claim["creditReceived"] = credits_
        claim["specifiedBy"] = self._specification(at, part, award, number)
        proven = self._assessments(at, award, process, number)
        if proven:
            claim["provenBy"] = proven
        inner = [
            self._claim(at, part, one) for one in part.view.awards if one.parent == award.id
        ]
        if inner:
            claim["hasPart"] = inner
        self._list_left(at, part, award)
        return claim

    def _notes(self, at: int, part: Part, award: Award) -> list[str]:
        """Rules 3 and 4 of ``elm``."""
        told = [_OWN if part.is_own else f"As stated in the attachment {at + 1}."]
        date = award.award_date
        if date is None:
            told.append(_UNDATED)
        elif date.precision not in _EXACT:
            told.append(f"Awarded {date.value}; the day is not stated.")
        elif award.award_date_is_derived:
            told.append(_ISSUED)
        if part.standing:
            told.append(f"As the learner's wallet found it: {part.standing}.")
        return told

    # --- who and when -----------------------------------------------------------------------

    def _process(self, part: Part, award: Award, number: int) -> dict[str, Any]:
        process: dict[str, Any] = {
            "id": f"urn:epass:awardingProcess:{number}",
            "type": "AwardingProcess",
            "awardingBody": self._bodies(part, award, number),
        }
        date = award.award_date
        if date is not None and date.precision in _EXACT:
            whole = len(date.value) > _DAY
            process["awardingDate"] = date.value if whole else f"{date.value}T00:00:00Z"
        return process

    def _bodies(self, part: Part, award: Award, number: int) -> list[dict[str, Any]]:
        if part.is_own:
            return [dict(self._learner)]
        bodies = award.awarding_bodies or (part.view.envelope.issuer,)
        return [_body(one, f"{number}-{at}") for at, one in enumerate(bodies, start=1)]

    # --- what -------------------------------------------------------------------------------

    def _specification(self, at: int, part: Part, award: Award, number: int) -> dict[str, Any]:
        eqf = [one for one in award.levels if one.scheme == "EQF"]
        named = next((one for one in award.definition_ids if is_url(one)), None)
        made: dict[str, Any] = {
            "id": named or f"urn:epass:learningAchievementSpecification:{number}",
            "type": "Qualification" if eqf else "LearningAchievementSpecification",
            "title": langs(award.title or part.title()),
        }
        if eqf:
            made["eqfLevel"] = concept(f"{_SNB}/eqf/{eqf[0].value}")
        if award.workload is not None:
            made["volumeOfLearning"] = _duration(award)
        available = [one for one in award.credits if one.role != "earned"]
        more = {
            "creditPoint": self._credits(at, available),
            "learningOutcome": [_outcome(one, number, k) for k, one in _told(award)],
            "language": _languages(award),
            "thematicArea": _fields(award),
            "entryRequirement": _requirement(award),
        }
        made |= {name: value for name, value in more.items() if value}
        if award.participation in _MODES:
            made["mode"] = [concept(_MODES[str(award.participation)])]
        self._left_levels(at, award.levels)
        return made

    def _credits(self, at: int, credits_: Iterable[Credit]) -> list[dict[str, Any]]:
        made = []
        for one in credits_:
            if one.framework is None:
                self._leave(f"/{at}/credits", f"{one.amount:f}", "credit_without_unit")
                continue
            address = _FRAMEWORKS.get(one.framework)
            named = (
                concept(address)
                if address is not None
                else {"type": "Concept", "prefLabel": {"en": one.framework}}
            )
            made.append({"type": "CreditPoint", "framework": named, "point": f"{one.amount:f}"})
        return made

    def _assessments(
        self, at: int, award: Award, process: dict[str, Any], number: int
    ) -> list[dict[str, Any]]:
        made = []
        for place, one in enumerate(award.assessments, start=1):
            if one.result is None:
                self._leave(f"/{at}/assessments", one.type or "", "assessment_without_result")
                continue
            made.append(_assessment(one, f"{number}-{place}", process))
        return made

    # --- what is left -----------------------------------------------------------------------

    def _left_levels(self, at: int, levels: Iterable[Level]) -> None:
        for one in levels:
            if one.scheme != "EQF":
                self._leave(f"/{at}/levels", f"{one.scheme} {one.value}", "not_in_elm")

    def _list_left(self, at: int, part: Part, award: Award) -> None:
        for name in _NOT_CARRIED:
            if getattr(award, name):
                self._leave(f"/{at}/{name}", name, "not_in_elm")
        if award.award_date is not None and award.award_date.precision not in _EXACT:
            self._leave(f"/{at}/award_date", "award_date", "date_not_exact")
        if award.participation and award.participation not in _MODES:
            self._leave(f"/{at}/participation", award.participation, "not_in_elm")
        if part.view.envelope.valid_until is not None:
            self._leave(f"/{at}/valid_until", "valid_until", "not_in_elm")

    def _leave(self, pointer: str, name: str, reason: str) -> None:
        self.left.append(Left(pointer=pointer, name=name[:200], reason=reason))


def _body(party: Party, number: str) -> dict[str, Any]:
    """An organisation where its country is known, as the profile wants it; else an agent."""
    made: dict[str, Any] = {"id": party.id or f"urn:epass:agent:{number}"}
    names = langs(party.names or party.id or number)
    country = address_of(party.country) if party.country else None
    if country is None:
        return made | {"type": "Agent", "prefLabel": names}
    return made | {
        "type": "Organisation",
        "legalName": names,
        "location": {
            "id": f"urn:epass:location:{number}",
            "type": "Location",
            "address": {
                "id": f"urn:epass:address:{number}",
                "type": "Address",
                "countryCode": concept(country, country.rpartition("/")[0]),
            },
        },
    }


def _duration(award: Award) -> str:
    """Hours as XSD writes a duration: whole hours and minutes."""
    assert award.workload is not None  # noqa: S101 - the caller looked
    minutes = int((award.workload.hours * 60).to_integral_value())
    whole, rest = divmod(minutes, 60)
    return f"PT{whole}H{rest}M" if rest else f"PT{whole}H"


def _told(award: Award) -> list[tuple[int, Outcome]]:
    return [(at, one) for at, one in enumerate(award.outcomes, start=1) if one.text]


def _outcome(outcome: Outcome, number: int, place: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:epass:learningOutcome:{number}-{place}",
        "type": "LearningOutcome",
        "title": langs(outcome.text),
    }
    esco = [one for one in outcome.links if one.framework == "ESCO"]
    others = [one for one in outcome.links if one.framework != "ESCO"]
    for member, links in (("relatedESCOSkill", esco), ("relatedSkill", others)):
        listed = []
        for one in links:
            scheme = {"id": one.framework, "type": "ConceptScheme"}
            skill: dict[str, Any] = {"id": one.uri, "type": "Concept"}
            if member == "relatedSkill" and is_url(one.framework):
                skill["inScheme"] = scheme
            if one.label:
                skill["prefLabel"] = {_PLAIN: one.label}
            listed.append(skill)
        if listed:
            made[member] = listed
    return made


def _assessment(one: Assessment, number: str, process: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:epass:learningAssessment:{number}",
        "type": "LearningAssessment",
        "title": langs(one.type or "Assessment"),
        "awardedBy": process,
        "grade": {"type": "Note", "noteLiteral": {_PLAIN: one.result or ""}},
    }
    if one.type:
        made["specifiedBy"] = {
            "id": f"urn:epass:learningAssessmentSpecification:{number}",
            "type": "LearningAssessmentSpecification",
            "title": langs(one.type),
            "dcType": [{"type": "Concept", "prefLabel": {"en": one.type}}],
        }
    return made


def _languages(award: Award) -> list[dict[str, Any]]:
    found = [language_address(one) for one in award.languages]
    return [concept(one, one.rpartition("/")[0]) for one in found if one is not None]


def _fields(award: Award) -> list[dict[str, Any]]:
    return [
        concept(f"{_SNB}/isced-f/{one.value}")
        for one in award.fields
        if one.scheme == "ISCED-F" and one.value.isdecimal()
    ]


def _requirement(award: Award) -> dict[str, Any] | None:
    if not award.prerequisites:
        return None
    return {"type": "Note", "noteLiteral": langs(award.prerequisites)}
