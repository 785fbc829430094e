"""A Europass credential in XML, told in the words of the European Learning Model v3.

References are followed where they lead to one element; work is bounded, because a document
may refer to one thing many times over, or to itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wallet.encoding.xml_tree import TEXT
from wallet.formats.document import as_list
from wallet.secured import JsonObject

_ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
_REFERENCES = (
    "agentReferences",
    "learningSpecificationReferences",
    "learningOutcomeReferences",
    "learningActivitySpecificationReferences",
    "assessmentSpecificationReferences",
    "entitlementSpecificationReferences",
    "awardingProcessReferences",
    "scoringSchemeReferences",
    "gradingSchemeReferences",
    "accreditationReferences",
)
_MOST = 5_000
"""Elements told of one document, those that are referred to several times counted each time."""

_DEEPEST = 16
"""Of things in things; real ones have five or six."""

_AT = "@at"
"""Where in the XML a told element stands."""
_CALLED = {
    "awardedBy": "wasAwardedBy",
    "provenBy": "wasDerivedFrom",
    "influencedBy": "wasInfluencedBy",
    "legalName": "prefLabel",
    "givenName": "givenNames",
    "nationalID": "nationalId",
    "creditPoint": "hasECTSCreditPoints",
    "thematicArea": "hasISCED-FCode",
    "entryRequirement": "entryRequirementsNote",
    "location": "hasLocation",
    "learningOutcome": "learningOutcomes",
    "accreditation": "hasAccreditation",
    "idVerification": "idVerificationMethod",
    "dcType": "type",
    "id": "@id",
}
"""Names of ELM that are others in the XML."""
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")

_Node = Mapping[str, Any]
_Teller = Callable[["Telling", _Node], dict[str, Any]]


def told(document: JsonObject) -> dict[str, Any]:
    """The document in ELM's words; what is not there is left out."""
    return Telling(document).content


def ambiguous(document: JsonObject) -> tuple[str, ...]:
    """Ids that stand for several things, and references that lead nowhere."""
    telling = Telling(document)
    lost = [
        one
        for one in _references(document)
        if one not in telling.known or one in telling.repeated
    ]
    return tuple(dict.fromkeys([*telling.repeated, *lost]))


def _walk(node: Any) -> Iterator[_Node]:
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, Mapping):
            yield one
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)


def _placed(document: JsonObject) -> Iterator[tuple[str, _Node]]:
    """Every element that has members, with its path."""
    todo: list[tuple[str, Any]] = [("$", document)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, Mapping):
            yield path, value
            todo += [(f"{path}.{name}", one) for name, one in value.items()]
        elif isinstance(value, list):
            todo += [(f"{path}[{at}]", one) for at, one in enumerate(value)]


def _references(document: JsonObject) -> Iterator[str]:
    for node in _walk(document):
        if isinstance(node.get("@idref"), str):
            yield node["@idref"]


def _text(node: Any) -> str | None:
    value = node.get(TEXT) if isinstance(node, Mapping) else node
    return value if isinstance(value, str) and value else None


def _texts(node: Any) -> dict[str, list[str]]:
    """``<title><text lang="en">...`` as a language map."""
    found: dict[str, list[str]] = {}
    for one in as_list(node):
        if not isinstance(one, Mapping):
            if _text(one):
                found.setdefault("und", []).append(str(one))
            continue
        for text in as_list(one.get("text")):
            said = _text(text)
            if said is not None:
                tag = text.get("@lang", "und") if isinstance(text, Mapping) else "und"
                found.setdefault(str(tag), []).append(said)
    return found


def _concept(node: Any) -> dict[str, Any]:
    """A value of a code list."""
    if not isinstance(node, Mapping):
        return {}
    address = node.get("@uri")
    found = {"type": "Concept", "prefLabel": _texts(node.get("targetName"))}
    return {"id": address, **found} if isinstance(address, str) else found


def _filled(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, {}, [], "")}


class Telling:
    """The telling of one document: what is known by id, where it stands, how much was told."""

    def __init__(self, document: JsonObject) -> None:
        self.document = document
        self.known: dict[str, _Node] = {}
        self.repeated: list[str] = []
        self.places = {id(node): path for path, node in _placed(document)}
        self.nodes = dict(_placed(document))
        self.count = 0
        self.depth = 0
        for place in _REFERENCES:
            for holder in as_list(document.get(place)):
                for values in holder.values() if isinstance(holder, Mapping) else ():
                    for one in as_list(values):
                        self._index(one)
        self.content = self._credential()

    def _index(self, node: Any) -> None:
        name = node.get("@id") if isinstance(node, Mapping) else None
        if isinstance(name, str):
            if name in self.known:
                self.repeated.append(name)
            self.known[name] = node

    def _followed(self, value: Any) -> Iterator[_Node]:
        """The elements that are there or referred to."""
        for one in as_list(value):
            node = one
            if isinstance(one, Mapping) and isinstance(one.get("@idref"), str):
                named = one["@idref"]
                node = None if named in self.repeated else self.known.get(named)
            self.count += 1
            if isinstance(node, Mapping) and self.count <= _MOST:
                yield node

    def _each(self, value: Any, tell: _Teller) -> list[dict[str, Any]]:
        if self.depth >= _DEEPEST:
            return []
        self.depth += 1
        try:
            return [
                {**tell(self, one), _AT: self.places[id(one)]} for one in self._followed(value)
            ]
        finally:
            self.depth -= 1

    def place(self, path: str) -> str:
        """Where in the XML a path of the telling leads: to a member, or what holds it."""
        value: Any = self.content
        base, first = "$", ""
        for name, number in _STEP.findall(path):
            value = value[int(number)] if number else value[name]
            first = first or name
            if isinstance(value, Mapping) and _AT in value:
                base, first = value[_AT], ""
        called = _CALLED.get(first, first)
        return f"{base}.{called}" if self.nodes[base].get(called) else base

    def _credential(self) -> dict[str, Any]:
        node = self.document
        subjects = self._each(node.get("credentialSubject"), Telling._subject)
        dates = {
            name: _text(node.get(name))
            for name in ("validFrom", "issued", "issuanceDate", "validUntil", "expirationDate")
        }
        issuers = self._each(node.get("issuer"), Telling._organisation)
        return _filled(
            id=node.get("@id"),
            type=["EuropassCredential"],
            title=_texts(node.get("title")),
            description=_texts(node.get("description")),
            issuer=issuers[0] if issuers else None,
            credentialSubject=subjects,
            **dates,
        )

    def _subject(self, node: _Node) -> dict[str, Any]:
        claims = [
            {"type": kind, **one}
            for holder, member, kind, tell in (
                ("achievements", "learningAchievement", "LearningAchievement", Telling._claim),
                ("activities", "activity", "LearningActivity", Telling._claim),
                ("entitlements", "entitlement", "LearningEntitlement", Telling._claim),
            )
            for held in as_list(node.get(holder))
            if isinstance(held, Mapping)
            for one in self._each(held.get(member), tell)
        ]
        return _filled(
            id=node.get("@id"),
            type="Person",
            fullName=_texts(node.get("fullName")),
            givenName=_texts(node.get("givenNames")),
            familyName=_texts(node.get("familyName")),
            dateOfBirth=_text(node.get("dateOfBirth")),
            nationalID=[_identifier(one) for one in as_list(node.get("nationalId"))],
            identifier=[_identifier(one) for one in as_list(node.get("identifier"))],
            hasClaim=claims,
        )

    def _claim(self, node: _Node) -> dict[str, Any]:
        parts = [
            {"type": "LearningAchievement", **one}
            for held in as_list(node.get("hasPart"))
            if isinstance(held, Mapping)
            for one in self._each(held.get("learningAchievement"), Telling._claim)
        ]
        return _filled(
            id=node.get("@id"),
            title=_texts(node.get("title")),
            description=_texts(node.get("description")),
            workload=_text(node.get("workload")),
            expiryDate=_text(node.get("expiryDate")),
            mode=[_concept(one) for one in as_list(node.get("mode"))],
            awardedBy=self._each(node.get("wasAwardedBy"), Telling._awarding),
            provenBy=self._each(node.get("wasDerivedFrom"), Telling._assessment),
            influencedBy=self._each(node.get("wasInfluencedBy"), Telling._claim),
            specifiedBy=self._each(node.get("specifiedBy"), Telling._specification),
            entitlesTo=self._each(node.get("entitlesTo"), Telling._titled),
            hasPart=parts,
        )

    def _titled(self, node: _Node) -> dict[str, Any]:
        return _filled(id=node.get("@id"), title=_texts(node.get("title")))

    def _awarding(self, node: _Node) -> dict[str, Any]:
        return _filled(
            awardingBody=self._each(node.get("awardingBody"), Telling._organisation),
            awardingDate=_text(node.get("awardingDate")),
        )

    def _organisation(self, node: _Node) -> dict[str, Any]:
        pages = [one for one in as_list(node.get("homepage")) if isinstance(one, Mapping)]
        return _filled(
            id=node.get("@id"),
            type="Organisation",
            legalName=_texts(node.get("prefLabel")),
            altLabel=_texts(node.get("altLabel")),
            registration=[_identifier(one) for one in as_list(node.get("registration"))],
            vatIdentifier=[_identifier(one) for one in as_list(node.get("vatIdentifier"))],
            taxIdentifier=[_identifier(one) for one in as_list(node.get("taxIdentifier"))],
            identifier=[_identifier(one) for one in as_list(node.get("identifier"))],
            homepage=[{"contentURL": one.get("@uri")} for one in pages],
            location=[_location(one) for one in as_list(node.get("hasLocation"))],
            accreditation=self._each(node.get("hasAccreditation"), Telling._accreditation),
        )

    def _accreditation(self, node: _Node) -> dict[str, Any]:
        kind = _concept(node.get("accreditationType") or node.get("type"))
        return _filled(id=node.get("@id"), title=_texts(node.get("title")), dcType=kind)

    def _specification(self, node: _Node) -> dict[str, Any]:
        points = [
            {"point": _text(one), "framework": {"id": _ECTS}}
            for one in as_list(node.get("hasECTSCreditPoints"))
        ]
        outcomes = [
            one
            for held in as_list(node.get("learningOutcomes"))
            if isinstance(held, Mapping)
            for one in self._each(held.get("learningOutcome"), Telling._outcome)
        ]
        return _filled(
            id=node.get("@id"),
            title=_texts(node.get("title")),
            description=_texts(node.get("description")) or _texts(node.get("definition")),
            dcType=[_concept(one) for one in as_list(node.get("type"))],
            volumeOfLearning=_text(node.get("volumeOfLearning")),
            creditPoint=points,
            eqfLevel=[_concept(one) for one in as_list(node.get("eqfLevel"))],
            nqfLevel=[_concept(one) for one in as_list(node.get("nqfLevel"))],
            educationLevel=[_concept(one) for one in as_list(node.get("educationLevel"))],
            thematicArea=[_concept(one) for one in as_list(node.get("hasISCED-FCode"))],
            language=[_concept(one) for one in as_list(node.get("language"))],
            mode=[_concept(one) for one in as_list(node.get("mode"))],
            entryRequirement=_texts(node.get("entryRequirementsNote")),
            gradingScheme=self._each(node.get("gradingScheme"), Telling._titled),
            learningOutcome=outcomes,
            accreditation=self._each(node.get("hasAccreditation"), Telling._accreditation),
        )

    def _outcome(self, node: _Node) -> dict[str, Any]:
        return _filled(
            id=node.get("@id"),
            title=_texts(node.get("prefLabel")) or _texts(node.get("name")),
            relatedESCOSkill=[_concept(one) for one in as_list(node.get("relatedEscoSkill"))],
            relatedSkill=[_concept(one) for one in as_list(node.get("relatedSkill"))],
        )

    def _assessment(self, node: _Node) -> dict[str, Any]:
        return _filled(
            id=node.get("@id"),
            title=_texts(node.get("title")),
            grade=_text(node.get("grade")),
            idVerification=_concept(node.get("idVerificationMethod")),
            specifiedBy=self._each(node.get("specifiedBy"), Telling._specification),
            hasPart=self._each(node.get("hasPart"), Telling._assessment),
        )


def _identifier(node: Any) -> dict[str, Any]:
    members = node if isinstance(node, Mapping) else {}
    return _filled(
        notation=_text(node),
        schemeName=members.get("@schemeName") or members.get("@schemeAgencyName"),
        spatial=members.get("@spatialID"),
    )


def _location(node: Any) -> dict[str, Any]:
    members = node if isinstance(node, Mapping) else {}
    return {
        "address": [
            {"countryCode": _concept(one.get("country"))}
            for one in as_list(members.get("hasAddress"))
            if isinstance(one, Mapping)
        ]
    }
