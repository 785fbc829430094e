"""European Digital Credentials as the test issuer writes them (ELM v3)."""

from __future__ import annotations

import copy
from typing import Any

CONTEXTS = [
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
]
LISTS = "http://data.europa.eu/snb"
AUTHORITY = "http://publications.europa.eu/resource/authority"


def concept(address: str, label: str | None = None, scheme: str = "25831c2") -> dict[str, Any]:
    """A value of a code list."""
    found: dict[str, Any] = {
        "id": address,
        "type": "Concept",
        "inScheme": {"id": f"{address.rsplit('/', 1)[0]}/{scheme}", "type": "ConceptScheme"},
    }
    return found | ({"prefLabel": {"en": label}} if label else {})


def country(code: str, name: str) -> dict[str, Any]:
    """A country of the authority list, by its three letters."""
    return concept(f"{AUTHORITY}/country/{code}", name)


def organisation(
    name: str,
    number: str,
    *,
    land: tuple[str, str] = ("FIN", "Finland"),
    scheme: str = "eIDASIdentifier",
    at: int = 1,
) -> dict[str, Any]:
    """A body with an address and a legal identifier."""
    return {
        "id": f"urn:epass:org:{at}",
        "type": "Organisation",
        "legalName": {"en": name},
        scheme: {
            "id": f"urn:epass:legalIdentifier:{at}",
            "type": "LegalIdentifier",
            "notation": number,
            "spatial": country(*land),
        },
        "location": {
            "id": f"urn:epass:location:{at}",
            "type": "Location",
            "address": {
                "id": f"urn:epass:address:{at}",
                "type": "Address",
                "countryCode": country(*land),
            },
        },
    }


def specification(**changed: Any) -> dict[str, Any]:
    """A micro-credential as a qualification: credit, level, outcomes, mode."""
    found: dict[str, Any] = {
        "id": "http://university.example/qualifications/data-basics",
        "type": "Qualification",
        "title": {"en": "Data basics"},
        "dcType": concept(f"{LISTS}/credential/micro", "Micro-credential"),
        "volumeOfLearning": "PT60H",
        "creditPoint": {
            "id": "urn:epass:creditPoint:1",
            "type": "CreditPoint",
            "framework": concept(f"{LISTS}/education-credit/6fcec5c5af", "ECTS"),
            "point": "2",
        },
        "eqfLevel": concept(f"{LISTS}/eqf/6", "Level 6"),
        "thematicArea": concept(f"{LISTS}/isced-f/0613", "Software development"),
        "language": concept(f"{AUTHORITY}/language/FIN", "Finnish"),
        "mode": concept(f"{LISTS}/learning-assessment/920fbb3cbe", "Online"),
        "entryRequirement": {"type": "Note", "noteLiteral": {"en": "School mathematics"}},
        "learningOutcome": [
            {
                "id": f"urn:epass:learningOutcome:{number}",
                "type": "LearningOutcome",
                "title": {"en": title, "fi": f"{title} (fi)"},
                "relatedESCOSkill": [
                    concept(f"http://data.europa.eu/esco/skill/{number}-a", f"{title} skill"),
                    concept(f"http://data.europa.eu/esco/skill/{number}-b"),
                ],
            }
            for number, title in enumerate(("Reads tables", "Draws charts"), 1)
        ],
    }
    return found | changed


def claim(**changed: Any) -> dict[str, Any]:
    """An achievement with everything that the EU standard asks for but quality assurance."""
    found: dict[str, Any] = {
        "id": "urn:epass:learningAchievement:1",
        "type": "LearningAchievement",
        "title": {"en": "Data basics", "fi": "Tietojen perusteet"},
        "awardedBy": {
            "id": "urn:epass:awardingProcess:1",
            "type": "AwardingProcess",
            "awardingBody": organisation("Example University", "VATFI-12345678"),
        },
        "provenBy": {
            "id": "urn:epass:learningAssessment:1",
            "type": "LearningAssessment",
            "title": {"en": "Exam"},
            "grade": {"type": "Note", "noteLiteral": {"en": "5 of 5"}},
            "idVerification": concept(
                f"{LISTS}/supervision-verification/70be69aaf9", "Supervised with ID check"
            ),
            "specifiedBy": {
                "id": "urn:epass:learningAssessmentSpec:1",
                "type": "LearningAssessmentSpecification",
                "dcType": concept(f"{LISTS}/assessment/6e6cb2cc78", "written examination"),
                "gradingScheme": {"type": "GradingScheme", "title": {"en": "0 to 5"}},
            },
        },
        "influencedBy": {
            "id": "urn:epass:activity:1",
            "type": "LearningActivity",
            "title": {"en": "Lectures"},
            "workload": "P60M",
        },
        "specifiedBy": specification(),
    }
    return found | changed


def credential(**changed: Any) -> dict[str, Any]:
    """An unsealed credential of one learner; a member that is None is left out."""
    found: dict[str, Any] = {
        "id": "urn:credential:5d3f2b1a-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": concept(f"{LISTS}/credential/e34929035b", "Generic"),
        "displayParameter": {
            "id": "urn:epass:displayParameter:1",
            "type": "DisplayParameter",
            "title": {"en": "A splendid diploma"},
            "primaryLanguage": concept(f"{AUTHORITY}/language/ENG", "English"),
            "individualDisplay": {
                "type": "IndividualDisplay",
                "displayDetail": {
                    "type": "DisplayDetail",
                    "image": {"type": "MediaObject", "content": "iVBORw0KGgo="},
                },
            },
        },
        "credentialSchema": {
            "id": "http://data.europa.eu/snb/model/ap/edc-generic-full",
            "type": "ShaclValidator2017",
        },
        "credentialSubject": {
            "id": "urn:epass:person:1",
            "type": "Person",
            "fullName": {"en": "Aino Virtanen"},
            "givenName": {"en": "Aino"},
            "familyName": {"en": "Virtanen"},
            "dateOfBirth": "1999-10-01T22:00:00Z",
            "hasClaim": claim(),
        },
        "issuer": organisation("Example University", "VATFI-12345678"),
        "validFrom": "2026-09-01T08:00:00Z",
        "@context": CONTEXTS,
    }
    found = copy.deepcopy(found | changed)
    return {name: value for name, value in found.items() if value is not None}
