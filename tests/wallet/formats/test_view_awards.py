"""What was learnt, how much of it, and how that was told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.helpers.files import tampered
from tests.wallet.formats.viewing import ACHIEVEMENT, SUBJECT, award, said, seen
from wallet import formats, report_json
from wallet.credential import (
    Assessment,
    Award,
    Credit,
    Identifier,
    Level,
    SkillLink,
    Workload,
)

# --- credits ---------------------------------------------------------------------------------


def test_credits_without_a_unit_are_never_taken_for_ects(badge):
    document = tampered(badge, f"{SUBJECT}/creditsEarned", 42)
    document = tampered(document, f"{ACHIEVEMENT}/creditsAvailable", 36)
    del document["credentialSubject"]["achievement"]["ECTS"]
    assert award(document).credits == (
        Credit(amount=Decimal(42), framework=None, role="earned"),
        Credit(amount=Decimal(36), framework=None, role="available"),
    )


@pytest.mark.parametrize(
    ("member", "value", "credit"),
    [
        ("ECTS", "3", Credit(amount=Decimal(3), framework="ECTS")),
        ("ects", 0.5, Credit(amount=Decimal("0.5"), framework="ECTS")),
        ("SBU", 240, Credit(amount=Decimal(240), framework="SBU")),
        (
            "extensions:ECTSExtension",
            {"ECTS": 4},
            Credit(amount=Decimal(4), framework="ECTS"),
        ),
    ],
)
def test_members_that_name_their_unit_are_believed(badge, member, value, credit):
    document = tampered(badge, f"{ACHIEVEMENT}/{member}", value)
    assert credit in award(document).credits


@pytest.mark.parametrize(
    "value", [True, None, "many", -3, "1e9", "3,5", [5, 6], {"a": 5}, "NaN"]
)
def test_what_is_no_amount_is_no_credit(badge, value):
    assert award(tampered(badge, f"{ACHIEVEMENT}/ECTS", value)).credits == ()


@pytest.mark.parametrize(
    ("value", "hours"),
    [(60, 60), ("PT60H", 60), ("P1DT30M", Decimal("24.5")), ("P60M", None), ("P", None)],
)
def test_workload_is_hours_and_nothing_else(badge, value, hours):
    got = award(tampered(badge, f"{ACHIEVEMENT}/timeInvestment", value)).workload
    wanted = None if hours is None else Workload(hours=Decimal(hours), basis="notional")
    assert got == wanted


# --- outcomes, levels, quality ---------------------------------------------------------------


def alignment(**members: Any) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": "x",
        "targetUrl": "https://x.example/1",
    } | members


def aligned(badge: dict[str, Any], **members: Any) -> Award:
    return award(tampered(badge, f"{ACHIEVEMENT}/alignment", [alignment(**members)]))


@pytest.mark.parametrize("kind", ["CFItem", "ceasn:Competency", "ext:LearningOutcome", "CTDL"])
def test_competencies_are_outcomes(badge, kind):
    got = aligned(
        badge,
        targetType=kind,
        targetName="plots",
        targetDescription="can plot",
        targetFramework="House list",
    )
    (outcome,) = got.outcomes
    assert outcome.text == said("plots") + said("can plot")
    assert outcome.links == (
        SkillLink(framework="House list", uri="https://x.example/1", label="plots"),
    )


def test_an_esco_skill_is_known_by_its_address(badge):
    uri = "http://data.europa.eu/esco/skill/123"
    (outcome,) = aligned(badge, targetUrl=uri, targetFramework="Whatever").outcomes
    assert outcome.links[0].framework == "ESCO"


@pytest.mark.parametrize("kind", ["ceterms:Credential", "ext:Programme", None])
def test_courses_and_programmes_are_no_outcomes(badge, kind):
    assert aligned(badge, targetType=kind).outcomes == ()


@pytest.mark.parametrize(
    ("members", "level"),
    [
        ({"targetType": "ext:EQF", "targetCode": "6"}, "6"),
        ({"targetType": "ext:EQF", "targetCode": "EQF 6"}, "6"),
        ({"targetType": "ext:EQF", "targetName": "EQF level 7"}, "7"),
        ({"targetUrl": "http://data.europa.eu/snb/eqf/5"}, "5"),
        ({"targetType": "ext:EQF", "targetCode": "9"}, None),
        ({"targetType": "ext:EQF", "targetCode": "advanced"}, None),
        ({"targetType": "ext:EQF", "targetCode": 6, "targetName": None}, None),
    ],
)
def test_an_eqf_level_is_a_number_from_one_to_eight(badge, members, level):
    wanted = () if level is None else (Level(scheme="EQF", value=level),)
    assert aligned(badge, **members).levels == wanted


def test_other_alignments_go_where_they_belong(badge):
    quality = aligned(badge, targetType="ext:QualityAssurance", targetName="accredited by NVAO")
    assert quality.quality_assurance == said("accredited by NVAO")
    cycle = aligned(badge, targetType="ext:QF-EHEA", targetCode="first cycle")
    assert cycle.levels == (Level(scheme="QF-EHEA", value="first cycle"),)
    named = aligned(badge, targetType="ext:ISCED-F", targetName="Software")
    assert named.fields == (Identifier(scheme="ISCED-F", value="Software"),)
    field = aligned(badge, targetUrl="http://data.europa.eu/snb/isced-f/0613")
    assert field.fields == (Identifier(scheme="ISCED-F", value="0613"),)


def test_one_outcome_named_twice_is_shown_once(badge):
    one = alignment(targetType="CFItem")
    document = tampered(badge, f"{ACHIEVEMENT}/alignment", [one, one])
    description = {"id": "urn:r:1", "type": ["ResultDescription"], "alignment": [one]}
    document = tampered(document, f"{ACHIEVEMENT}/resultDescription", [description])
    assert len(award(document).outcomes) == 1


# --- results ---------------------------------------------------------------------------------


def test_a_result_is_told_in_the_words_of_its_description(badge):
    level = {"id": "urn:l:1", "type": ["RubricCriterionLevel"], "name": "Mastered"}
    schemes = [
        {"id": "urn:r:1", "type": ["ResultDescription"], "name": "Grade", "resultType": "x"},
        {
            "id": "urn:r:2",
            "type": ["ResultDescription"],
            "resultType": "RubricCriterionLevel",
            "rubricCriterionLevel": [level],
        },
    ]
    results = [
        {"resultDescription": "urn:r:1", "value": "A"},
        {"resultDescription": "urn:r:2", "achievedLevel": "urn:l:1"},
        {"resultDescription": "urn:r:1", "status": "Completed"},
        {"resultDescription": "urn:r:1", "value": "35", "status": "Failed"},
        {"resultDescription": "urn:r:1", "value": "80", "status": "Completed"},
    ]
    document = tampered(badge, f"{ACHIEVEMENT}/resultDescription", schemes)
    document = tampered(document, f"{SUBJECT}/result", results)
    assert [
        (one.grading_scheme, one.result, one.result_status)
        for one in award(document).assessments
    ] == [
        ("Grade", "A", None),
        ("RubricCriterionLevel", "Mastered", None),
        ("Grade", "Completed", "Completed"),
        ("Grade", "35 (Failed)", "Failed"),
        ("Grade", "80", "Completed"),
    ]
    shown = report_json.view(seen(document))["awards"][0]["assessments"]
    assert [one["result_status"] for one in shown[2:]] == ["Completed", "Failed", "Completed"]


# --- people and parties ----------------------------------------------------------------------


def test_hashed_and_plain_identifiers_are_kept_apart(badge):
    identities = [
        {"hashed": True, "identityHash": "sha256$ab", "identityType": "emailAddress"},
        {"hashed": False, "identityHash": "123", "identityType": "nationalIdentityNumber"},
        {"identityHash": "sha256$cd", "identityType": "emailAddress"},
    ]
    learner = seen(tampered(badge, f"{SUBJECT}/identifier", identities)).learner
    assert learner.names == ()
    assert [one.value for one in learner.hashed_identifiers] == ["sha256$ab", "sha256$cd"]
    assert learner.identifiers == (Identifier(scheme="nationalIdentityNumber", value="123"),)


def test_several_subjects_are_several_awards(badge):
    subject = badge["credentialSubject"]
    other = tampered(subject, "/achievement/name", "More data") | {"id": "did:example:two"}
    view = seen(tampered(badge, SUBJECT, [subject, other]))
    assert view.learner.ids == ("did:key:z6MkExample", "did:example:two")
    assert [one.title[0].text for one in view.awards] == ["Data basics", "More data"]
    assert len({one.id for one in view.awards}) == 2
    pointer = view.provenance["/awards/1/title"]
    assert pointer.path == "$.credentialSubject[1].achievement.name"


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ({"addressCountryCode": "fi"}, "FI"),
        ({"addressCountry": "NL"}, "NL"),
        ({"addressCountry": "Finland"}, None),
        ({"addressCountry": "USA"}, None),
    ],
)
def test_a_country_is_a_code_of_two_letters(badge, address, country):
    assert seen(tampered(badge, "/issuer/address", address)).envelope.issuer.country == country


def test_the_subject_of_a_token_stands_in_for_one_without_an_id(issuer):
    old = issuer.credential("Data basics", model="ob3-1.1")
    payload = {"iss": issuer.did, "sub": "did:example:learner", "vc": old}
    view = formats.view(formats.recognise(payload), payload)
    assert view.learner.ids == ("did:example:learner",)
    assert view.provenance["/learner/ids"].path == "$.sub"


def test_how_learning_was_assessed_is_told_without_a_result(badge):
    document = tampered(badge, f"{ACHIEVEMENT}/assessmentType", {"en": "oral exam"})
    document = tampered(document, f"{ACHIEVEMENT}/identityChecked", value=True)
    assert award(document).assessments == (Assessment(type="oral exam", id_check="yes"),)
