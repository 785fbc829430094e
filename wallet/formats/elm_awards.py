"""What a European Digital Credential awards: its claims, and the parts they are made of.

Rules (spec/credential.md C.3 and C.5)
--------------------------------------
1. Each claim of each subject is an award; what it ``hasPart`` of are awards of their own that
   name their whole. One claim or several, an object or an array: the same.
2. The award date is ``awardingDate``, else the date of issue, else the start of validity; the
   last two are marked as derived.
3. Who awarded is said by the claim (``awardedBy``), never by who sealed the file.
4. Credit counts as ECTS or ECVET by the address of its framework, or where it is spelled so;
   other frameworks keep their own name.
5. A duration in months or years is no amount of work (``P60M`` for an hour's course): it is
   left out, and provenance says that it was implausible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from wallet.credential import (
    Award,
    Credit,
    DateValue,
    Identifier,
    Kind,
    Level,
    Party,
    Text,
    Texts,
    Workload,
)
from wallet.formats.dates import date_value
from wallet.formats.document import as_list, id_of, objects, text_of, types
from wallet.formats.elm_learning import assessments, outcomes
from wallet.formats.elm_parties import organisation, public_id
from wallet.formats.elm_words import (
    EQF,
    FRAMEWORKS,
    ISCED_F,
    MODES,
    label,
    languages,
    literal,
    noted,
    word_of,
)
from wallet.formats.parties import TEXT_ONLY, Notes
from wallet.formats.values import amount, hours
from wallet.secured import JsonObject

IMPLAUSIBLE = "implausible_duration"

_DERIVED_DATES = ("issuanceDate", "issued", "validFrom")
_SPELLED = {"ects": "ECTS", "ecvet": "ECVET"}
_MICRO = ("micro-credential", "microcredential", "micro credential")
_KINDS = {
    "LearningActivity": Kind.ATTENDANCE,
    "LearningEntitlement": Kind.OTHER,
    "LearningAssessment": Kind.OTHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """One claim, where it stands in the document and in the view."""

    content: JsonObject
    node: JsonObject
    path: str
    pointer: str
    notes: Notes

    def inside(self, *members: str) -> Iterator[tuple[JsonObject, str]]:
        """Objects under a chain of members."""
        found = [(self.node, self.path)]
        for member in members:
            found = [
                one for node, at in found for one in objects(node.get(member), f"{at}.{member}")
            ]
        yield from found

    def places(self) -> Iterator[tuple[JsonObject, str]]:
        """The claim itself, then what specifies it."""
        yield self.node, self.path
        yield from self.inside("specifiedBy")

    def noticed(self, name: str, path: str, rule: str | None = None) -> None:
        """Where a value of the award came from."""
        self.notes.signed(f"{self.pointer}/{name}", path, rule)


def awards(content: JsonObject, notes: Notes) -> tuple[Award, ...]:
    """All awards of a credential, wholes before their parts."""
    found: list[Award] = []
    for subject, at in objects(content.get("credentialSubject"), "$.credentialSubject"):
        for node, path in objects(subject.get("hasClaim"), f"{at}.hasClaim"):
            _add(content, node, path, None, found, notes)
    return tuple(found)


def _add(
    content: JsonObject,
    node: JsonObject,
    path: str,
    parent: str | None,
    found: list[Award],
    notes: Notes,
) -> str:
    """Rule 1."""
    at = len(found)
    name = id_of(node) or ""
    if not name or name in {one.id for one in found}:
        name = f"award-{at + 1}"
    claim = _Claim(
        content=content,
        node=node,
        path=path,
        pointer=f"/awards/{at}",
        notes=notes,
    )
    found.append(replace(_award(claim), id=name, parent=parent))
    parts = [
        _add(content, part, inside, name, found, notes)
        for part, inside in objects(node.get("hasPart"), f"{path}.hasPart")
    ]
    found[at] = replace(found[at], parts=tuple(parts))
    return name


def _award(claim: _Claim) -> Award:
    award_date, is_derived = _award_date(claim)
    return Award(
        id="",
        title=_texts(claim, "title", "title"),
        description=_description(claim),
        kind=_kind(claim),
        definition_ids=_definitions(claim),
        awarding_bodies=tuple(_bodies(claim)),
        award_date=award_date,
        award_date_is_derived=is_derived,
        credits=tuple(_credits(claim)),
        workload=_workload(claim),
        levels=tuple(_levels(claim)),
        fields=tuple(_fields(claim)),
        outcomes=outcomes(claim.inside("specifiedBy"), claim.pointer, claim.notes),
        assessments=assessments(_assessed(claim), claim.pointer, claim.notes),
        participation=_participation(claim),
        languages=_languages(claim),
        prerequisites=_prerequisites(claim),
        stackability=_stackability(claim),
        quality_assurance=_quality(claim),
        expiry=_expiry(claim),
    )


def _texts(claim: _Claim, name: str, member: str) -> Texts:
    for node, path in claim.places():
        found = literal(node.get(member))
        if found:
            claim.noticed(name, f"{path}.{member}")
            return found
    return ()


def _description(claim: _Claim) -> Texts:
    found = _texts(claim, "description", "description")
    if found:
        return found
    for node, path in claim.inside("specifiedBy"):
        summary = noted(node.get("learningOutcomeSummary"))
        if summary:
            claim.noticed("description", f"{path}.learningOutcomeSummary")
            return summary
    return ()


def _kind(claim: _Claim) -> Kind:
    for node, path in claim.inside("specifiedBy"):
        for member in ("dcType", "category"):
            for concept in as_list(node.get(member)):
                said = " ".join(one.text for one in (*label(concept), *literal(concept)))
                if any(word in said.casefold() for word in _MICRO):
                    claim.notes.derived(
                        f"{claim.pointer}/kind", f"{path}.{member}", "named_by_label"
                    )
                    return Kind.MICRO_CREDENTIAL
    for name in types(claim.node):
        if name in _KINDS:
            claim.notes.derived(f"{claim.pointer}/kind", f"{claim.path}.type", "type_of_claim")
            return _KINDS[name]
    return Kind.UNKNOWN


def _definitions(claim: _Claim) -> tuple[str, ...]:
    found: list[str] = []
    for node, path in claim.inside("specifiedBy"):
        named = public_id(node)
        if named is not None:
            claim.noticed(f"definition_ids/{len(found)}", f"{path}.id")
            found.append(named)
    return tuple(dict.fromkeys(found))


def _bodies(claim: _Claim) -> Iterator[Party]:
    """Rule 3."""
    number = 0
    for process, at in claim.inside("awardedBy"):
        several = isinstance(process.get("awardingBody"), list)
        for place, body in enumerate(as_list(process.get("awardingBody"))):
            path = f"{at}.awardingBody[{place}]" if several else f"{at}.awardingBody"
            pointer = f"{claim.pointer}/awarding_bodies/{number}"
            yield organisation(body, pointer, path, claim.notes)
            number += 1


def _award_date(claim: _Claim) -> tuple[DateValue | None, bool]:
    """Rule 2."""
    for process, at in claim.inside("awardedBy"):
        value = date_value(process.get("awardingDate"))
        if value is not None:
            claim.noticed("award_date", f"{at}.awardingDate")
            return value, False
    for member in _DERIVED_DATES:
        value = date_value(claim.content.get(member))
        if value is not None:
            rule = "validity_start_as_award_date" if member == "validFrom" else "date_of_issue"
            claim.notes.derived(f"{claim.pointer}/award_date", f"$.{member}", rule)
            return value, True
    return None, False


def _credits(claim: _Claim) -> Iterator[Credit]:
    """Rule 4; what was received counts before what the specification offers."""
    number = 0
    for role, places in (
        ("earned", claim.inside("creditReceived")),
        ("available", claim.inside("specifiedBy", "creditPoint")),
    ):
        for node, path in places:
            points = amount(node.get("point"))
            if points is None:
                continue
            claim.noticed(f"credits/{number}", f"{path}.point")
            yield Credit(amount=points, framework=_framework(node.get("framework")), role=role)
            number += 1


def _framework(concept: Any) -> str | None:
    listed = FRAMEWORKS.get(id_of(concept) or "")
    if listed is not None:
        return listed
    named = word_of(concept)
    return _SPELLED.get(named.strip().casefold(), named) if named else None


def _workload(claim: _Claim) -> Workload | None:
    """Rule 5."""
    for member, basis, places in (
        ("volumeOfLearning", "notional", claim.inside("specifiedBy")),
        ("workload", "notional", iter([(claim.node, claim.path)])),
        ("workload", "notional", claim.inside("influencedBy")),
        ("volumeOfLearning", "notional", claim.inside("influencedBy", "specifiedBy")),
    ):
        for node, path in places:
            written = node.get(member)
            found = hours(written)
            if found is not None:
                claim.noticed("workload", f"{path}.{member}")
                return Workload(hours=found, basis=basis)
            if text_of(written):
                claim.noticed("workload", f"{path}.{member}", IMPLAUSIBLE)
    return None


def _levels(claim: _Claim) -> Iterator[Level]:
    number = 0
    for node, path in claim.inside("specifiedBy"):
        for member in ("eqfLevel", "nqfLevel", "educationLevel"):
            for concept in as_list(node.get(member)):
                level = _level(member, concept)
                if level is not None:
                    claim.noticed(f"levels/{number}", f"{path}.{member}")
                    yield level
                    number += 1


def _level(member: str, concept: Any) -> Level | None:
    listed = EQF.fullmatch(id_of(concept) or "")
    if listed:
        return Level(scheme="EQF", value=listed[1])
    named = word_of(concept)
    if named is None:
        return None
    return Level(scheme="NQF" if member == "nqfLevel" else "other", value=named)


def _fields(claim: _Claim) -> Iterator[Identifier]:
    number = 0
    for node, path in claim.inside("specifiedBy"):
        for member in ("thematicArea", "educationSubject"):
            for concept in as_list(node.get(member)):
                listed = ISCED_F.fullmatch(id_of(concept) or "")
                value = listed[1] if listed else word_of(concept)
                if value is None:
                    continue
                claim.noticed(f"fields/{number}", f"{path}.{member}")
                yield Identifier(scheme="ISCED-F" if listed else "other", value=value)
                number += 1


def _assessed(claim: _Claim) -> Iterator[tuple[JsonObject, str]]:
    """Assessments that proved the claim; an assessment claimed by itself is its own."""
    if "LearningAssessment" in types(claim.node):
        yield claim.node, claim.path
    yield from claim.inside("provenBy")
    yield from claim.inside("awardedBy", "used")


def _participation(claim: _Claim) -> str | None:
    for node, path in (
        *claim.inside("influencedBy", "specifiedBy"),
        *claim.inside("specifiedBy"),
        (claim.node, claim.path),
    ):
        for concept in as_list(node.get("mode")):
            found = MODES.get(id_of(concept) or "") or word_of(concept)
            if found:
                claim.noticed("participation", f"{path}.mode")
                return found
    return None


def _languages(claim: _Claim) -> tuple[str, ...]:
    for node, path in (
        *claim.inside("specifiedBy"),
        *claim.inside("influencedBy", "specifiedBy"),
    ):
        found = languages(node.get("language"))
        if found:
            claim.noticed("languages", f"{path}.language")
            return found
    return ()


def _prerequisites(claim: _Claim) -> Texts:
    for node, path in claim.inside("specifiedBy"):
        found = noted(node.get("entryRequirement"))
        if found:
            claim.noticed("prerequisites", f"{path}.entryRequirement")
            return found
    return ()


def _stackability(claim: _Claim) -> Texts:
    """What it is part of, and what it entitles its holder to."""
    found: list[Text] = []
    for chain in (("specifiedBy", "isPartOf"), ("isPartOf",), ("entitlesTo",)):
        for node, path in claim.inside(*chain):
            said = literal(node.get("title"))
            if said:
                claim.noticed("stackability", f"{path}.title")
                found.extend(said)
    return tuple(dict.fromkeys(found))


def _quality(claim: _Claim) -> Texts:
    """Accreditation as the credential claims it; whether it is true is decided elsewhere."""
    found: list[Text] = []
    places = [
        *claim.inside("awardedBy", "awardingBody", "accreditation"),
        *claim.inside("specifiedBy", "accreditation"),
    ]
    for evidence, at in objects(claim.content.get("evidence"), "$.evidence"):
        places.extend(objects(evidence.get("accreditation"), f"{at}.accreditation"))
    for node, path in places:
        said = (literal(node.get("title")) or label(node.get("dcType")))[:1]
        structured = "dcType" in node or public_id(node) is not None
        for text in said:
            pointer = f"quality_assurance/{len(found)}"
            claim.noticed(pointer, path, None if structured else TEXT_ONLY)
            found.append(text)
    return tuple(found)


def _expiry(claim: _Claim) -> DateValue | None:
    value = date_value(claim.node.get("expiryDate"))
    if value is not None:
        claim.noticed("expiry", f"{claim.path}.expiryDate")
    return value
