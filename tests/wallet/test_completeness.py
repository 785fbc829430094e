"""Which elements of the EU standard a credential has, and what its reader is told of each."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.files import tampered
from tests.helpers.issuer import Issuer
from wallet import formats, intake
from wallet.completeness import assess

ELEMENTS = (
    "learner", "title", "country", "body", "date", "outcomes", "workload", "level",
    "assessment", "participation", "quality",
)  # fmt: skip
ACHIEVEMENT = "/credentialSubject/achievement"

EDUBADGE: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "https://badges.example.nl/ob3/issuers/1",
        "type": ["Profile"],
        "name": {"en": "Example University of Applied Sciences", "nl": "Voorbeeldhogeschool"},
        "address": {"type": ["Address"], "addressCountryCode": "NL"},
    },
    "validFrom": "2026-01-10T09:30:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "id": "https://badges.example.nl/learners/1",
        "achievement": {
            "id": "https://badges.example.nl/public/assertions/1",
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": "Data for nurses",
            "description": "Reading and questioning data on a ward.",
            "criteria": {"narrative": "The learner can read a control chart."},
            "inLanguage": "nl-NL",
            "ECTS": 2.5,
            "timeInvestment": 70,
            "participationType": "blended",
            "assessmentType": "written_exam",
            "supervisionType": "testing_centre",
            "identityChecked": True,
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetType": "ext:EQF",
                    "targetName": "EQF 6",
                    "targetCode": "6",
                    "targetUrl": "https://ec.europa.eu/eqf",
                },
                {
                    "type": ["Alignment"],
                    "targetType": "ext:QualityAssurance",
                    "targetName": "NVAO",
                    "targetUrl": "https://www.nvao.net",
                },
            ],
        },
    },
}  # fmt: skip


def states(document: dict[str, Any]) -> dict[str, str]:
    view = formats.view(formats.recognise(document), document)
    assert [one.element for one in view.completeness] == list(range(1, 12))
    return dict(zip(ELEMENTS, (one.state for one in view.completeness), strict=True))


def changed(pointer: str, value: Any) -> dict[str, Any]:
    return tampered(EDUBADGE, pointer, value)


def test_a_full_micro_credential_in_the_style_of_edubadges():
    found = states(EDUBADGE)
    assert Counter(found.values()) == {"present": 8, "derived": 1, "partial": 2}
    assert found["date"] == "derived"
    assert (found["learner"], found["outcomes"]) == ("partial", "partial")


def test_the_minimal_extracurricular_one():
    minimal = copy.deepcopy(EDUBADGE)
    achievement = minimal["credentialSubject"]["achievement"]
    for member in ("ECTS", "timeInvestment", "participationType", "assessmentType",
                   "supervisionType", "identityChecked", "alignment", "criteria"):  # fmt: skip
        del achievement[member]
    found = states(minimal)
    assert Counter(found.values()) == {"present": 3, "derived": 1, "partial": 3, "missing": 4}
    assert [name for name, state in found.items() if state == "present"] == [
        "title", "country", "body",
    ]  # fmt: skip


def test_each_element_names_the_path_that_satisfied_it():
    view = formats.view(formats.recognise(EDUBADGE), EDUBADGE)
    base = "$.credentialSubject.achievement"
    assert [one.path for one in view.completeness] == [
        "$.credentialSubject.id",
        f"{base}.name",
        "$.issuer.address.addressCountryCode",
        "$.issuer.name",
        "$.validFrom",
        f"{base}.criteria.narrative",
        f"{base}.ECTS",
        f"{base}.alignment[0]",
        f"{base}.assessmentType",
        f"{base}.participationType",
        f"{base}.alignment[1]",
    ]


NAMED = {"hashed": False, "identityHash": "Sam Salmon", "identityType": "name"}
NUMBERED = {"hashed": False, "identityHash": "123", "identityType": "studentId"}
HASHED = {"hashed": True, "identityHash": "sha256$1", "identityType": "emailAddress"}


@pytest.mark.parametrize(
    ("element", "pointer", "value", "state"),
    [
        ("learner", "/credentialSubject/identifier", [NAMED, NUMBERED], "present"),
        ("learner", "/credentialSubject/identifier", [NAMED], "partial"),
        ("learner", "/credentialSubject/id", "did:key:z6MkExample", "partial"),
        ("title", f"{ACHIEVEMENT}/name", None, "partial"),
        ("country", "/issuer/address", {"addressCountry": "Netherlands"}, "partial"),
        ("country", "/issuer/address", None, "derived"),
        ("body", "/issuer/name", None, "partial"),
        ("body", "/issuer/id", "urn:uuid:2", "partial"),
        ("date", "/awardedDate", "2026-01-09", "present"),
        ("date", "/awardedDate", "2026-01", "partial"),
        ("date", "/validFrom", None, "missing"),
        ("outcomes", f"{ACHIEVEMENT}/criteria", None, "partial"),
        ("workload", f"{ACHIEVEMENT}/ECTS", None, "present"),
        ("level", f"{ACHIEVEMENT}/alignment", None, "missing"),
        ("assessment", f"{ACHIEVEMENT}/assessmentType", None, "partial"),
        ("participation", f"{ACHIEVEMENT}/participationType", "with a friend", "partial"),
        ("participation", f"{ACHIEVEMENT}/participationType", None, "partial"),
        ("quality", f"{ACHIEVEMENT}/alignment", None, "missing"),
    ],
)
def test_each_element_falls_to_what_is_left(element, pointer, value, state):
    assert states(changed(pointer, value))[element] == state


def test_hours_and_credits_of_unknown_unit():
    document = changed(f"{ACHIEVEMENT}/ECTS", None)
    document = tampered(document, f"{ACHIEVEMENT}/timeInvestment", None)
    assert states(document)["workload"] == "missing"
    document = tampered(document, f"{ACHIEVEMENT}/creditsAvailable", 4)
    assert states(document)["workload"] == "partial"


@pytest.mark.parametrize(
    ("members", "state"),
    [
        ({"targetType": "CFItem", "targetName": "can plot"}, "present"),
        ({"targetUrl": "http://data.europa.eu/esco/skill/1", "targetName": ""}, "derived"),
    ],
)
def test_outcomes_are_texts_and_links_alone_are_derived(members, state):
    one = {"type": ["Alignment"], "targetUrl": "https://x.example/1"} | members
    assert states(changed(f"{ACHIEVEMENT}/alignment", [one]))["outcomes"] == state


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://university.example.fi/about", "derived"),
        ("did:web:university.fi", "derived"),
        ("https://university.example.edu", "missing"),
        ("https://university.eu", "missing"),
        ("https://university.fi@evil.example.com/", "missing"),
        ("did:key:z6Mk.fi", "missing"),
    ],
)
def test_a_country_is_derived_from_the_host_alone(url, state):
    document = changed("/issuer", {"id": url, "type": ["Profile"], "name": "x"})
    assert states(document)["country"] == state


def test_a_person_known_by_a_hash_alone_is_partly_known():
    document = changed("/credentialSubject/identifier", [HASHED])
    del document["credentialSubject"]["id"]
    assert states(document)["learner"] == "partial"
    del document["credentialSubject"]["identifier"]
    assert states(document)["learner"] == "missing"


def test_the_weakest_of_several_awards_counts():
    subject = EDUBADGE["credentialSubject"]
    bare = {"type": ["AchievementSubject"], "achievement": {"name": "Bare"}}
    found = states(changed("/credentialSubject", [subject, bare]))
    assert found["workload"] == "missing"
    assert found["title"] == "present"


def test_a_credential_without_awards_has_no_element_but_its_learner():
    view = formats.view(formats.recognise(EDUBADGE), {"@context": EDUBADGE["@context"]})
    assert {one.state for one in assess(view)} == {"missing"}


def test_a_badge_of_our_issuer_with_everything_it_can_say():
    badge = Issuer("Example University").credential(
        "Data basics", ects="5", eqf=6, outcomes=["statistics"], learner="Sam"
    )
    found = states(badge)
    assert [name for name, state in found.items() if state == "present"] == [
        "title", "body", "outcomes", "workload", "level",
    ]  # fmt: skip


@pytest.mark.vectors
@pytest.mark.parametrize(
    ("file", "counts"),
    [
        (
            "04-openbadges/ob30/complete.json",
            {"present": 5, "partial": 3, "missing": 3},
        ),
        (
            "04-openbadges/ob30/simple.json",
            {"present": 2, "derived": 1, "partial": 3, "missing": 5},
        ),
        (
            "05-dcc/verifier-core/v1NoStatus.json",
            {"present": 2, "derived": 1, "partial": 3, "missing": 5},
        ),
    ],
)
def test_samples_from_elsewhere(vectors: Path, file, counts):
    (found,) = intake.read((vectors / file).read_bytes())
    view = formats.view(found.format, found.document)
    assert Counter(one.state for one in view.completeness) == counts
