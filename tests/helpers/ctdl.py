"""CTDL documents for the tests, written from the published schema (credreg.net/ctdl/terms)."""

from __future__ import annotations

import json
from typing import Any

REGISTRY = "https://registry.example/resources/ce-"
DESTINATION = f"{REGISTRY}destination"


def component(name: str, kind: str = "CourseComponent", **members: Any) -> dict[str, Any]:
    """A component; members in the prefix ``ceterms`` where they have none."""
    given = {
        "@type": f"ceterms:{kind}",
        "@id": f"{REGISTRY}{name}",
        "ceterms:ctid": f"ce-{name}",
        "ceterms:name": {"en-US": name.title()},
        "ceterms:proxyFor": f"https://courses.example/{name}",
    }
    more = {one if ":" in one else f"ceterms:{one}": value for one, value in members.items()}
    return {one: value for one, value in (given | more).items() if value is not None}


def condition(*targets: str, number: int | None = None, **members: Any) -> dict[str, Any]:
    """A condition over components."""
    made: dict[str, Any] = {
        "@type": "ceterms:ComponentCondition",
        "ceterms:targetComponent": [f"{REGISTRY}{one}" for one in targets],
    }
    if number is not None:
        made["ceterms:requiredNumber"] = number
    return made | {f"ceterms:{one}": value for one, value in members.items()}


def constraint(word: str = "GTEQ", bound: object = "12", **members: Any) -> dict[str, Any]:
    """A limit on the sum of credit."""
    return {
        "@type": "ceterms:Constraint",
        "ceterms:name": {"en-US": "Enough credit"},
        "ceterms:comparator": f"compare:{word}",
        "ceterms:leftSource": ["ceterms:creditValue"],
        "ceterms:rightSource": [bound],
    } | {f"ceterms:{one}": value for one, value in members.items()}


def credit(amount: float, unit: str = "creditUnit:SemesterHours") -> list[dict[str, Any]]:
    """What a component is worth."""
    return [
        {
            "@type": "ceterms:ValueProfile",
            "schema:value": amount,
            "ceterms:creditUnitType": [
                {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": unit}
            ],
        }
    ]


def pathway(*components: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A graph with one pathway; its destination is the component ``destination``."""
    top = {
        "@type": "ceterms:Pathway",
        "@id": f"{REGISTRY}pathway",
        "ceterms:ctid": "ce-pathway",
        "ceterms:name": {"en-US": "Welding", "es": "Soldadura"},
        "ceterms:description": {"en-US": "From the first course to the certificate."},
        "ceterms:inLanguage": ["en-US"],
        "ceterms:ownedBy": ["https://college.example/"],
        "ceterms:versionIdentifier": [{"ceterms:identifierValueCode": "2026"}],
        "ceterms:hasDestinationComponent": [DESTINATION],
    }
    more = {one if ":" in one else f"ceterms:{one}": value for one, value in members.items()}
    graph = [{k: v for k, v in (top | more).items() if v is not None}, *components]
    return {"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": graph}


def destination(*conditions: dict[str, Any], **members: Any) -> dict[str, Any]:
    """The destination, a certificate."""
    return component(
        "destination",
        "CredentialComponent",
        **{
            "credentialType": "ceterms:Certificate",
            "hasCondition": list(conditions) or None,
        }
        | members,
    )


def welding() -> dict[str, Any]:
    """Two required courses, two of three electives, an assessment; 12 semester hours."""
    return pathway(
        destination(
            condition(
                "safety",
                "electives",
                "exam",
                number=3,
                hasConstraint=[constraint(leftAction="arrayOperation:SumOf")],
            )
        ),
        component("safety", creditValue=credit(3), precedes=[f"{REGISTRY}exam"]),
        component(
            "electives",
            "SelectionComponent",
            proxyFor=None,
            hasCondition=[condition("arc", "gas", "pipe", number=2)],
        ),
        component("arc", creditValue=credit(3)),
        component("gas", creditValue=credit(4.5)),
        component("pipe", creditValue=credit(3), prerequisite=[f"{REGISTRY}arc"]),
        component(
            "exam",
            "AssessmentComponent",
            subjectWebpage="https://college.example/exam",
            **{"asn:hasProgressionLevel": ["https://college.example/term/2"]},
        ),
    )


def written(document: object) -> bytes:
    """As a file."""
    return json.dumps(document).encode()
