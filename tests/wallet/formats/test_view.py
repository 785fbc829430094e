"""What a person is shown of a credential, and where each value comes from."""

from __future__ import annotations

import dataclasses
import pickle
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import files
from tests.helpers.files import tampered
from tests.helpers.issuer import Issuer
from wallet import formats, intake
from wallet.credential import (
    Assessment,
    Award,
    CredentialView,
    Credit,
    Identifier,
    Kind,
    Level,
    SkillLink,
    Text,
    Workload,
)
from wallet.errors import IntakeError

SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


@pytest.fixture(scope="module")
def badge(issuer: Issuer) -> dict[str, Any]:
    return issuer.credential(
        "Data basics",
        ects="2.5",
        eqf=6,
        outcomes=["statistics", "plotting"],
        learner="Sam Salmon",
        holder="did:key:z6MkExample",
    )


def seen(document: dict[str, Any]) -> CredentialView:
    return formats.view(formats.recognise(document), document)


def award(document: dict[str, Any]) -> Award:
    (only,) = seen(document).awards
    return only


def said(text: str, lang: str = "und") -> tuple[Text, ...]:
    return (Text(lang=lang, text=text),)


# --- the badge of our issuer -----------------------------------------------------------------


def test_a_badge_says_what_was_learnt_by_whom_and_who_says_so(badge, issuer):
    view = seen(badge)
    assert view.envelope.id == badge["id"]
    assert view.envelope.issuer.id == issuer.did
    assert view.envelope.issuer.names == said("Example University")
    assert view.envelope.valid_from is not None
    assert view.envelope.valid_from.value == badge["validFrom"]
    assert view.learner.ids == ("did:key:z6MkExample",)
    assert view.learner.names == said("Sam Salmon")
    (got,) = view.awards
    assert got.title == said("Data basics")
    assert got.kind is Kind.MICRO_CREDENTIAL
    assert got.credits == (Credit(amount=Decimal("2.5"), framework="ECTS"),)
    assert got.levels == (Level(scheme="EQF", value="6"),)
    assert [one.text[0].text for one in got.outcomes] == ["statistics", "plotting"]
    assert got.languages == ("en",)
    assert got.awarding_bodies == (view.envelope.issuer,)


def test_every_value_says_where_it_stands(badge):
    provenance = seen(badge).provenance
    expected = {
        "/envelope/issuer/names": "$.issuer.name",
        "/envelope/valid_from": "$.validFrom",
        "/learner/names": "$.credentialSubject.identifier[0].identityHash",
        "/awards/0/title": "$.credentialSubject.achievement.name",
        "/awards/0/credits/0": "$.credentialSubject.achievement.ECTS",
        "/awards/0/levels/0": "$.credentialSubject.achievement.alignment[2]",
        "/awards/0/outcomes/1": "$.credentialSubject.achievement.alignment[1]",
        "/awards/0/awarding_bodies/0/names": "$.issuer.name",
    }
    for pointer, path in expected.items():
        assert (provenance[pointer].source, provenance[pointer].path) == ("signed", path)
    date = provenance["/awards/0/award_date"]
    assert (date.source, date.rule) == ("derived", "validity_start_as_award_date")


def at_path(document: Any, path: str) -> Any:
    """The value at a JSON path of ours; fails where there is none."""
    for step in re.findall(r"[^.\[\]]+", path.removeprefix("$")):
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def at_pointer(view: CredentialView, pointer: str) -> Any:
    value: Any = dataclasses.asdict(view)
    for step in pointer.strip("/").split("/"):
        value = value[int(step)] if isinstance(value, list | tuple) else value[step]
    return value


def check_trail(document: Any, view: CredentialView) -> None:
    """Every pointer leads to a value of the view, every path to a member of the document."""
    for pointer, origin in view.provenance.items():
        if origin.rule != "text_only":
            assert at_pointer(view, pointer) not in (None, "", ()), pointer
        assert origin.path is not None
        assert at_path(document, origin.path) not in (None, "", [], {}), origin.path
    for element in view.completeness:
        assert (element.path is None) is (element.state == "missing"), element


def test_what_was_read_can_be_handed_to_another_process(badge):
    (found,) = intake.read(files.to_bytes(badge))
    view = seen(badge)
    assert pickle.loads(pickle.dumps((found, view))) == (found, view)


def test_the_trail_from_view_to_document_has_no_gap(badge):
    check_trail(badge, seen(badge))


@pytest.mark.vectors
def test_the_trail_has_no_gap_in_samples_from_elsewhere(vectors: Path):
    for path in sorted(vectors.rglob("*")):
        if not path.is_file():
            continue
        try:
            found = intake.read(path.read_bytes())
        except IntakeError:
            continue
        for one in found:
            check_trail(one.document, formats.view(one.format, one.document))


def test_the_same_badge_as_a_token_points_into_its_claim(issuer):
    old = issuer.credential("Data basics", model="ob3-1.1", learner="Sam")
    payload = {"iss": issuer.did, "jti": old.pop("id"), "nbf": 1767225600, "vc": old}
    del old["issuer"], old["issuanceDate"]
    view = formats.view(formats.recognise(payload), payload)
    assert view.envelope.issuer.id == issuer.did
    assert view.provenance["/envelope/issuer"].path == "$.iss"
    assert view.envelope.id == payload["jti"]
    assert view.envelope.valid_from is not None
    assert view.envelope.valid_from.value == "2026-01-01T00:00:00Z"
    title = view.provenance["/awards/0/title"]
    assert title.path == "$.vc.credentialSubject.achievement.name"


# --- dates -----------------------------------------------------------------------------------


def test_a_stated_award_date_wins_over_the_start_of_validity(badge):
    stated = tampered(badge, "/awardedDate", "2026-02-01T00:00:00Z")
    got = award(stated)
    assert got.award_date is not None
    assert (got.award_date.value, got.award_date_is_derived) == ("2026-02-01T00:00:00Z", False)
    ended = award(tampered(badge, f"{SUBJECT}/activityEndDate", "2026-03"))
    assert ended.award_date is not None
    assert (ended.award_date.value, ended.award_date.precision) == ("2026-03", "month")
    assert award(badge).award_date_is_derived


def test_a_local_midnight_written_in_utc_is_marked(badge):
    view = seen(tampered(badge, "/validFrom", "2022-12-31T23:00:00Z"))
    assert view.envelope.valid_from is not None
    assert view.envelope.valid_from.zone_note == "zone-shifted"
    plain = seen(tampered(badge, "/validFrom", "2022-12-31T23:30:00Z")).envelope.valid_from
    assert plain is not None
    assert plain.zone_note is None


def test_what_is_no_date_is_not_shown_as_one(badge):
    view = seen(tampered(badge, "/validFrom", "last summer"))
    assert view.envelope.valid_from is None
    assert view.awards[0].award_date is None


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


@pytest.mark.parametrize("value", [True, None, "many", -3, "1e9", "3,5", [5], {"a": 5}, "NaN"])
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
    ]
    document = tampered(badge, f"{ACHIEVEMENT}/resultDescription", schemes)
    document = tampered(document, f"{SUBJECT}/result", results)
    assert [(one.grading_scheme, one.result) for one in award(document).assessments] == [
        ("Grade", "A"),
        ("RubricCriterionLevel", "Mastered"),
        ("Grade", "Completed"),
    ]


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


# --- languages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("Dog", [("und", "Dog")]),
        ({"en": "Dog", "fi": "Koira"}, [("en", "Dog"), ("fi", "Koira")]),
        ({"@value": "Dog", "@language": "en-GB"}, [("en-GB", "Dog")]),
        ([{"@value": "Chien", "@language": "fr"}, "Dog"], [("fr", "Chien"), ("und", "Dog")]),
        ({"@value": "Dog", "@language": "not a tag"}, [("und", "Dog")]),
        (7, [("und", "Teamwork Badge")]),
        ("  ", [("und", "Teamwork Badge")]),
    ],
)
def test_texts_keep_their_language(badge, value, texts):
    document = tampered(badge, f"{ACHIEVEMENT}/name", value)
    document = tampered(document, "/name", "Teamwork Badge")
    assert [(one.lang, one.text) for one in award(document).title] == texts


# --- pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("data:image/png;base64,AAAA", True),
        ({"id": "data:image/svg+xml;base64,AAAA", "type": "Image"}, True),
        ("https://tracker.example/pixel.png", False),
        ({"id": "file:///etc/passwd"}, False),
        ("data:text/html,<script>", False),
        ("data:image/png;base64," + "A" * (2 * 1024 * 1024), False),
    ],
)
def test_only_pictures_inside_the_credential_are_shown(badge, image, shown):
    assert (award(tampered(badge, f"{ACHIEVEMENT}/image", image)).image is not None) is shown


# --- kinds and titles ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ("BachelorDegree", Kind.DEGREE),
        ("Course", Kind.COURSE),
        ("License", Kind.LICENCE),
        ("ext:SomethingElse", Kind.OTHER),
        (None, Kind.BADGE),
    ],
)
def test_the_kind_is_the_one_that_is_named(badge, named, kind):
    document = tampered(badge, f"{ACHIEVEMENT}/achievementType", named)
    assert award(document).kind is kind


def test_a_plain_credential_is_titled_by_its_name_or_type(issuer):
    plain = issuer.credential("Data basics", model="vcdm1")
    assert award(plain).title == ()
    typed = tampered(plain, "/type", ["VerifiableCredential", "UniversityDegreeCredential"])
    assert award(typed).title == said("University Degree Credential")
    assert seen(typed).provenance["/awards/0/title"].rule == "type_as_title"
    degree = tampered(typed, SUBJECT, {"degree": {"type": "BachelorDegree", "name": "BSc"}})
    assert award(degree).title == said("BSc")
    assert award(degree).kind is Kind.DEGREE


# --- third-party samples ---------------------------------------------------------------------


def sample(vectors: Path, file: str) -> CredentialView:
    (found,) = intake.read((vectors / file).read_bytes())
    return formats.view(found.format, found.document)


@pytest.mark.vectors
def test_the_complete_sample_of_the_public_validator(vectors: Path):
    view = sample(vectors, "04-openbadges/ob30/complete.json")
    (got,) = view.awards
    issuer = view.envelope.issuer
    assert (issuer.names, issuer.country, issuer.url) == (
        said("1EdTech University"),
        "US",
        "https://1edtech.edu",
    )
    assert [one.scheme for one in issuer.identifiers] == ["sourcedId", "nationalIdentityNumber"]
    assert got.title == said("1EdTech University Degree")
    assert got.kind is Kind.DEGREE
    assert [(one.amount, one.framework, one.role) for one in got.credits] == [
        (Decimal(42), None, "earned"),
        (Decimal(36), None, "available"),
    ]
    assert got.award_date is not None
    assert (got.award_date.value, got.award_date_is_derived) == ("2010-01-02T00:00:00Z", False)
    assert got.assessments == (
        Assessment(result="A", grading_scheme="Final Project Grade"),
        Assessment(result="Mastery", grading_scheme="Final Project Grade"),
        Assessment(result="Completed", grading_scheme="Final Project Grade"),
    )
    assert [one.id for one in got.outcomes] == [
        "https://1edtech.edu/catalog/degree",
        "https://credentialengineregistry.org/resources/ce-98cb027b-95ef-4494-908d-6f7790ec6b6b",
        "https://1edtech.edu/catalog/degree/project",
    ]
    assert got.criteria[0].text.startswith("# Degree Requirements")
    assert got.image is None


@pytest.mark.vectors
@pytest.mark.parametrize(
    ("file", "title", "issuer", "learner"),
    [
        (
            "05-dcc/verifier-core/v1NoStatus.json",
            "Badge",
            "Digital Credentials Consortium Test Issuer",
            "Jane Doe",
        ),
        ("05-dcc/lcw/mockCredential.json", "GT Guide", "Example University", "Kayode Ezike"),
        (
            "05-dcc/verifier-core/v2Expired.json",
            "Teamwork",
            "Example Corp",
            "did:example:ebfeb1f712ebc6f1c276e12ec21",
        ),
        (
            "04-openbadges/ob30/simple.json",
            "Teamwork",
            "Example Corp",
            "did:example:ebfeb1f712ebc6f1c276e12ec21",
        ),
        (
            "04-openbadges/clr20/simple.jwt",
            "Sample Transcript",
            "Example University",
            "did:example:ebfeb1f712ebc6f1c276e12ec21",
        ),
        (
            "08-did-jwt/jwt-made/vc11-didkey-eddsa.jwt",
            "Bachelor of Science",
            "did:key:z6MkwcqJo6MW6NPgxdvGgDFcSRraDyGFpiMyB7ufPUrRrM4H",
            "did:example:student",
        ),
        (
            "08-did-jwt/jwt-real/03-eddsa.jwt",
            "Personal Information",
            "http://192.168.1.127:9090/",
            "Ferris Crabman",
        ),
        (
            "01-data-integrity/citizenship/citizenship-full-signed.jsonld",
            "Certificate of Citizenship",
            "did:key:zDnaeW9VZZs7NH1ykvS5EMFmdodu2wj4dPcrV3DzTAadrXJee",
            "JOHN SMITH",
        ),
    ],
)
def test_samples_name_title_issuer_and_learner(vectors: Path, file, title, issuer, learner):
    view = sample(vectors, file)
    party, person = view.envelope.issuer, view.learner
    assert view.awards[0].title[0].text == title
    assert (party.names[0].text if party.names else party.id) == issuer
    assert (person.names[0].text if person.names else person.ids[0]) == learner
