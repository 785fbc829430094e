"""What SD-JWT VCs say: the EUDI learning credential, bodies of other models, memberships."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.helpers import elm
from tests.helpers.issuer import Issuer
from tests.helpers.sd_jwt import vc_payload
from wallet import formats
from wallet.credential import CredentialView, Credit, Kind, Level, Workload
from wallet.secured import Format


def view(**claims: Any) -> CredentialView:
    return formats.view(Format.SD_JWT_VC, vc_payload(Issuer(), **claims))


def test_the_eudi_learning_credential_has_seven_elements_and_four_in_part():
    states = [(one.element, one.state) for one in view().completeness]
    assert states == [
        (1, "present"),
        (2, "present"),
        (3, "present"),
        (4, "partial"),
        (5, "present"),
        (6, "present"),
        (7, "present"),
        (8, "present"),
        (9, "partial"),
        (10, "partial"),
        (11, "partial"),
    ]
    assert all(one.path for one in view().completeness)


def test_its_claims_stand_where_people_look_for_them():
    found = view()
    award = found.awards[0]
    assert found.envelope.issuer.id == Issuer().did
    assert found.learner.names[0].text == "Aino Virtanen"
    assert found.learner.identifiers[0].value == "L-77"
    assert award.title[0].text == "Data basics"
    assert award.workload == Workload(hours=Decimal(60), basis="notional")
    assert award.levels == (Level(scheme="EQF", value="6"),)
    assert [one.text[0].text for one in award.outcomes] == ["Reads tables", "Draws charts"]
    assert award.assessments[0].result == "5"
    assert award.languages == ("fi",)
    assert award.stackability[0].text == "yes"
    assert award.award_date is not None
    assert (award.award_date.value, award.award_date_is_derived) == ("2026-09-01", False)
    assert award.expiry is not None
    assert award.awarding_bodies[0].country == "FI"


@pytest.mark.parametrize(
    ("told", "hours", "credit"),
    [
        ("60 hours", Workload(hours=Decimal(60), basis="notional"), ()),
        ("2.5h", Workload(hours=Decimal("2.5"), basis="notional"), ()),
        (60, Workload(hours=Decimal(60), basis="unspecified"), ()),
        ("5 ECTS", None, (Credit(amount=Decimal(5), framework="ECTS"),)),
        ("P60M", None, ()),
        ("a semester", None, ()),
        (None, None, ()),
        (True, None, ()),
    ],
)
def test_a_study_time_is_what_it_says_and_nothing_is_guessed(told, hours, credit):
    award = view(expected_study_time=told).awards[0]
    assert award.workload == hours
    assert award.credits == credit


def test_credit_points_name_their_framework_or_none():
    award = view(credit_points=5, credit_framework="ects").awards[0]
    assert award.credits == (Credit(amount=Decimal(5), framework="ECTS"),)
    assert view(credit_points="5").awards[0].credits[0].framework is None


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ("EQF 5", Level(scheme="EQF", value="5")),
        ("level 7", Level(scheme="EQF", value="7")),
        ("QF-EHEA: first cycle", Level(scheme="QF-EHEA", value="first cycle")),
        ("advanced", Level(scheme="other", value="advanced")),
        (9, Level(scheme="other", value="9")),
    ],
)
def test_a_level_is_coded_only_where_it_is_a_code(told, level):
    assert view(level_of_learning_experience=told).awards[0].levels == (level,)


def test_without_a_date_of_issuance_the_signature_dates_it_and_says_so():
    award = view(date_of_issuance=None).awards[0]
    assert award.award_date_is_derived
    assert [one.state for one in view(date_of_issuance=None).completeness][4] == "derived"


def test_the_diploma_that_is_a_membership_is_no_award():
    found = formats.view(
        Format.SD_JWT_VC,
        {
            "iss": "https://idp.example",
            "vct": "urn:eu.europa.ec.eudi:diploma:1:1",
            "scoped_affiliation": "student@university.example",
            "display_name": "Aino Virtanen",
            "home_organization": "university.example",
        },
    )
    assert found.awards[0].kind is Kind.OTHER
    assert found.awards[0].title == ()
    assert found.learner.names[0].text == "Aino Virtanen"


def test_a_body_of_open_badges_is_read_as_one():
    badge = Issuer().credential("Data basics", ects="5")
    document = {
        "iss": "https://issuer.example",
        "vct": "urn:eudi:micro_credential:1",
        "credentialSubject": badge["credentialSubject"],
    }
    found = formats.view(Format.SD_JWT_VC, document)
    assert found.awards[0].title[0].text == "Data basics"
    assert found.envelope.issuer.id == "https://issuer.example"
    assert found.envelope.types == ("urn:eudi:micro_credential:1",)
    for told, names in (
        ({"id": "https://issuer.example", "name": "A"}, ["A"]),
        ({"id": "https://famous.example", "name": "Famous"}, []),
    ):
        issuer = formats.view(Format.SD_JWT_VC, {**document, "issuer": told}).envelope.issuer
        assert issuer.id == "https://issuer.example"
        assert [one.text for one in issuer.names] == names


def test_which_rules_of_the_envelope_are_broken():
    assert formats.problems(Format.SD_JWT_VC, vc_payload(Issuer())) == ()
    for claims, problem in (
        ({"vct": ""}, ("invalid_member", "$.vct")),
        ({"vct": ["x"]}, ("invalid_member", "$.vct")),
        ({"iss": "nobody"}, ("invalid_member", "$.iss")),
        ({"cnf": "x"}, ("invalid_member", "$.cnf")),
        ({"status": 7}, ("invalid_member", "$.status")),
    ):
        document = vc_payload(Issuer(), **claims)
        assert formats.problems(Format.SD_JWT_VC, document) == (problem,)


def test_any_value_in_any_claim_gives_a_view():
    for name in vc_payload(Issuer()):
        for value in ([], {}, [{}], [[1]], 7, -1.5, "", "x", False, {"@value": 5}):
            document = {**vc_payload(Issuer()), name: value}
            assert formats.view(Format.SD_JWT_VC, document).awards
            formats.problems(Format.SD_JWT_VC, document)


def test_a_body_in_the_terms_of_the_european_learning_model_is_read_as_such():
    body = elm.credential()
    payload = vc_payload(Issuer(), vct="urn:eudi:elm:1") | {
        name: body[name] for name in ("credentialSubject", "issuer", "validFrom")
    }
    found = formats.view(Format.SD_JWT_VC, payload)
    (award,) = found.awards
    assert award.title[0].text == "Data basics"
    assert award.credits == (Credit(amount=Decimal(2), framework="ECTS", role="available"),)
    assert award.awarding_bodies[0].names[0].text == "Example University"
    assert found.learner.names[0].text == "Aino Virtanen"
    assert found.envelope.format == Format.SD_JWT_VC.value
