"""European Digital Credentials (ELM v3): what they say, and the traps of real ones."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import elm
from wallet import formats
from wallet.credential import Assessment, Credit, Identifier, Kind, Level, Text, Workload
from wallet.formats.country_codes import alpha_2
from wallet.secured import Format

Document = dict[str, Any]


def seen(document: Document) -> Any:
    return formats.view(Format.ELM_3, document)


def states(document: Document) -> dict[int, str]:
    return {one.element: one.state for one in seen(document).completeness}


def broken(document: Document, *, secured: bool = True) -> list[tuple[str, str]]:
    return list(formats.problems(Format.ELM_3, document, secured=secured))


def with_claim(**changed: Any) -> Document:
    document = elm.credential()
    document["credentialSubject"]["hasClaim"] = elm.claim(**changed)
    return document


def only(document: Document) -> Any:
    (award,) = seen(document).awards
    return award


def test_nine_elements_are_there_the_date_is_derived_and_quality_assurance_is_missing():
    """The golden result of spec/credential.md C.4 for the official micro-credential sample."""
    found = states(elm.credential())
    assert [number for number, state in found.items() if state == "present"] == [
        1, 2, 3, 4, 6, 7, 8, 9, 10,
    ]  # fmt: skip
    assert (found[5], found[11]) == ("derived", "missing")
    paths = {one.element: one.path for one in seen(elm.credential()).completeness}
    assert paths[5] == "$.validFrom"
    assert paths[7] == "$.credentialSubject.hasClaim.specifiedBy.creditPoint.point"


def test_what_it_says_stands_where_people_look_for_it():
    view = seen(elm.credential())
    award = view.awards[0]
    assert [one.text for one in award.title] == ["Data basics", "Tietojen perusteet"]
    assert award.kind is Kind.MICRO_CREDENTIAL
    assert award.credits == (Credit(amount=Decimal(2), framework="ECTS", role="available"),)
    assert award.workload == Workload(hours=Decimal(60), basis="notional")
    assert award.levels == (Level(scheme="EQF", value="6"),)
    assert award.fields == (Identifier(scheme="ISCED-F", value="0613"),)
    assert award.languages == ("fi",)
    assert award.participation == "online"
    assert award.prerequisites == (Text(lang="en", text="School mathematics"),)
    assert [len(one.links) for one in award.outcomes] == [2, 2]
    assert award.outcomes[0].links[0].framework == "ESCO"
    assert award.assessments == (
        Assessment(
            type="written examination",
            result="5 of 5",
            grading_scheme="0 to 5",
            supervision="Supervised with ID check",
            id_check="Supervised with ID check",
        ),
    )
    assert award.definition_ids == ("http://university.example/qualifications/data-basics",)
    assert view.learner.names == (Text(lang="en", text="Aino Virtanen"),)
    assert view.envelope.issuer.country == "FI"
    assert view.envelope.issuer.identifiers == (
        Identifier(scheme="eIDASIdentifier", value="VATFI-12345678", country="FI"),
    )


def test_every_value_that_is_shown_says_where_it_came_from():
    view = seen(elm.credential())
    for pointer in (
        "/envelope/issuer/names",
        "/learner/names",
        "/awards/0/title",
        "/awards/0/credits/0",
        "/awards/0/levels/0",
        "/awards/0/outcomes/1",
        "/awards/0/assessments/0",
        "/awards/0/awarding_bodies/0/names",
    ):
        assert view.provenance[pointer].source == "signed", pointer


def test_a_birth_date_that_is_a_local_midnight_is_marked():
    assert seen(elm.credential()).learner.birth_date.zone_note == "zone-shifted"


def test_a_duration_in_months_is_no_workload_and_provenance_says_why():
    document = with_claim(specifiedBy=elm.specification(volumeOfLearning="P60M"))
    assert only(document).workload is None
    assert seen(document).provenance["/awards/0/workload"].rule == "implausible_duration"


@pytest.mark.parametrize(
    ("point", "framework", "found"),
    [
        ("2.5", "ects", ("2.5", "ECTS")),
        (30, None, ("30", None)),
        ("30.0", elm.concept(f"{elm.LISTS}/education-credit/60b314e826"), ("30.0", "ECVET")),
        ("4", elm.concept("urn:mine:1", "Local points"), ("4", "Local points")),
        ("2 ECTS", "ects", None),
        ("-1", "ects", None),
    ],
)
def test_points_are_text_and_frameworks_addresses_or_words(point, framework, found):
    credit = {"type": "CreditPoint", "point": point, "framework": framework}
    award = only(
        with_claim(creditReceived=credit, specifiedBy=elm.specification(creditPoint=[]))
    )
    assert [(str(one.amount), one.framework) for one in award.credits] == (
        [found] if found else []
    )


def test_what_was_received_comes_before_what_could_be():
    received = {
        "type": "CreditPoint",
        "point": "1",
        "framework": elm.concept(f"{elm.LISTS}/education-credit/6fcec5c5af"),
    }
    assert [one.role for one in only(with_claim(creditReceived=received)).credits] == [
        "earned",
        "available",
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (elm.concept("urn:mine:1", "Failed"), ("5 of 5 (Failed)", "Failed")),
        (elm.concept("urn:mine:2", "pass"), ("5 of 5", "pass")),
        (elm.concept("http://codes.example/7"), ("5 of 5", "7")),
        (None, ("5 of 5", None)),
    ],
)
def test_the_status_of_a_grade_is_told_in_its_words(status, told):
    document = elm.credential()
    if status is not None:
        document["credentialSubject"]["hasClaim"]["provenBy"]["gradeStatus"] = status
    (one,) = only(document).assessments
    assert (one.result, one.result_status) == told


def test_an_explicit_awarding_date_is_present():
    document = elm.credential()
    process = document["credentialSubject"]["hasClaim"]["awardedBy"]
    process["awardingDate"] = "2026-08-31T00:00:00Z"
    assert only(document).award_date.value == "2026-08-31T00:00:00Z"
    assert states(document)[5] == "present"


def test_one_claim_or_an_array_of_one_say_the_same():
    several = elm.credential()
    several["credentialSubject"]["hasClaim"] = [several["credentialSubject"]["hasClaim"]]
    several["credentialSubject"] = [several["credentialSubject"]]
    assert seen(several).awards == seen(elm.credential()).awards
    assert not broken(several)


def test_parts_are_awards_of_their_own_and_name_their_whole():
    part = {
        "id": "urn:epass:learningAchievement:2",
        "type": "LearningAchievement",
        "title": {"en": "Charts"},
    }
    inner = part | {"id": "urn:epass:learningAchievement:3", "title": {"en": "Bars"}}
    document = with_claim(hasPart=[part | {"hasPart": inner}])
    whole, charts, bars = seen(document).awards
    assert whole.parts == (charts.id,)
    assert (charts.parent, charts.parts, bars.parent) == (whole.id, (bars.id,), charts.id)
    assert states(document) == states(elm.credential()), "parts do not make the whole weaker"


def test_two_claims_with_one_id_are_two_awards():
    document = elm.credential()
    document["credentialSubject"]["hasClaim"] = [elm.claim(), elm.claim()]
    assert len({one.id for one in seen(document).awards}) == 2


def test_who_awarded_is_never_taken_from_who_sealed():
    body = elm.organisation("University of Zed", "NTRIE-1", land=("IRL", "Ireland"))
    document = with_claim(awardedBy={"type": "AwardingProcess", "awardingBody": [body]})
    award = only(document)
    assert [one.names[0].text for one in award.awarding_bodies] == ["University of Zed"]
    assert seen(document).envelope.issuer.names[0].text == "Example University"
    assert only(with_claim(awardedBy=None)).awarding_bodies == ()


def test_a_mandate_is_told_only_where_evidence_calls_itself_one():
    mandate = elm.concept(f"{elm.LISTS}/evidence-type/c_18016257")
    said = {"type": "Evidence", "evidenceStatement": "May issue for Zed", "dcType": mandate}
    assert seen(elm.credential(evidence=said)).envelope.mandate[0].text == "May issue for Zed"
    other = said | {"dcType": elm.concept(f"{elm.LISTS}/evidence-type/other")}
    assert seen(elm.credential(evidence=[other])).envelope.mandate == ()


@pytest.mark.parametrize("where", ["body", "specification", "evidence"])
def test_a_claim_of_accreditation_is_quality_assurance_as_claimed(where):
    claimed = {
        "id": "https://data.deqar.example/report/1",
        "type": "Accreditation",
        "title": {"en": "Institutional review"},
        "dcType": elm.concept(f"{elm.LISTS}/accreditation/bb4618238e"),
    }
    document = elm.credential()
    claim = document["credentialSubject"]["hasClaim"]
    if where == "body":
        claim["awardedBy"]["awardingBody"]["accreditation"] = claimed
    elif where == "specification":
        claim["specifiedBy"]["accreditation"] = [claimed]
    else:
        document["evidence"] = {"type": "Evidence", "accreditation": claimed}
    assert only(document).quality_assurance[0].text == "Institutional review"
    assert states(document)[11] == "present"


def test_what_is_displayed_is_never_taken_for_what_is_said():
    view = seen(elm.credential())
    assert "splendid" not in repr(view)
    assert all(award.image is None for award in view.awards)


def test_ids_inside_the_document_identify_nobody():
    view = seen(elm.credential())
    assert view.learner.ids == ()
    assert view.envelope.issuer.id is None


@pytest.mark.parametrize(
    ("code", "letters"),
    [
        (f"{elm.AUTHORITY}/country/FIN", "FI"),
        (f"{elm.AUTHORITY}/country/EUR", None),
        ("XYZ", None),
        ("DE", "DE"),
        ("Germany", None),
        ("", None),
    ],
)
def test_countries_have_three_letters_in_the_lists_and_two_in_the_view(code, letters):
    assert alpha_2(code) == letters


# --- what the application profile asks for ---------------------------------------------------


def test_a_conforming_credential_breaks_no_rule():
    assert broken(elm.credential()) == []
    assert broken(elm.credential(issuer=None), secured=False) == []


def _drop(*path: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        node = document
        for name in path[:-1]:
            node = node[name]
        del node[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_drop("@context"), ("missing_member", "$.@context")),
        (_drop("issuer"), ("missing_member", "$.issuer")),
        (_drop("issuer", "id"), ("missing_member", "$.issuer.id")),
        (_drop("issuer", "legalName"), ("missing_member", "$.issuer.legalName")),
        (_drop("validFrom"), ("missing_member", "$.validFrom")),
        (_drop("credentialSubject"), ("missing_member", "$.credentialSubject")),
        (
            _drop("credentialSubject", "hasClaim"),
            ("missing_member", "$.credentialSubject.hasClaim"),
        ),
        (
            _drop("credentialSubject", "hasClaim", "type"),
            ("missing_member", "$.credentialSubject.hasClaim.type"),
        ),
        (
            _drop("credentialSubject", "hasClaim", "awardedBy"),
            ("missing_member", "$.credentialSubject.hasClaim.awardedBy.awardingBody"),
        ),
        (_drop("credentialProfiles"), ("missing_member", "$.credentialProfiles")),
        (_drop("displayParameter"), ("missing_member", "$.displayParameter")),
        (_drop("credentialSchema"), ("missing_member", "$.credentialSchema")),
        (lambda d: d.update(issuer="urn:x:1"), ("invalid_member", "$.issuer")),
        (lambda d: d["issuer"].update(id="not a url"), ("invalid_member", "$.issuer.id")),
        (lambda d: d.update(credentialSubject="x"), ("invalid_member", "$.credentialSubject")),
        (
            lambda d: d["credentialSubject"].update(hasClaim="x"),
            ("invalid_member", "$.credentialSubject.hasClaim"),
        ),
        (
            lambda d: d.update(validFrom="2026-09-01T08:00:00"),
            ("invalid_member", "$.validFrom"),
        ),
        (lambda d: d.update(type="EuropeanDigitalCredentials"), ("invalid_member", "$.type")),
        (
            lambda d: d.update(validUntil="2026-08-01T08:00:00Z"),
            ("invalid_member", "$.validUntil"),
        ),
        (
            lambda d: d.update({"@context": ["https://evil.example/context"]}),
            ("unknown_context", "$.@context"),
        ),
        (
            lambda d: d.update({"@context": [*elm.CONTEXTS, {"title": "https://e.example/t"}]}),
            ("unknown_context", "$.@context[2]"),
        ),
        (
            lambda d: d["issuer"].update({"eIDAS\u0399dentifier": {"notation": "1"}}),
            ("invalid_member", '$.issuer["eIDAS\\u0399dentifier"]'),
        ),
    ],
)
def test_each_rule_that_is_broken_is_named(change, problem):
    document = elm.credential()
    change(document)
    assert problem in broken(document)


def test_a_claim_without_any_title_is_told():
    document = with_claim(title=None, specifiedBy=elm.specification(title=None))
    assert ("missing_member", "$.credentialSubject.hasClaim.title") in broken(document)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("PT60H"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["id", "type", "title", "hasClaim", "specifiedBy", "awardedBy", "awardingBody",
             "hasPart", "point", "framework", "creditPoint", "learningOutcome", "prefLabel",
             "noteLiteral", "location", "address", "countryCode", "en", "evidence", "mode",
             "provenBy", "grade", "notation", "identifier", "accreditation", "issuer"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(
    members=st.dictionaries(
        st.sampled_from(["issuer", "credentialSubject", "evidence", "validFrom", "id"]), _JSON
    )
)
def test_any_json_gives_a_view_and_a_list_of_problems(members):
    document = elm.credential() | copy.deepcopy(members)
    seen(document)
    broken(document)


def test_members_that_the_model_does_not_define_are_named_and_not_read():
    document = elm.credential(studentNumber="77")
    document["credentialSubject"]["hasClaim"]["specialHonours"] = {"en": "First of all"}
    view = seen(document)
    assert view.unread == (
        "$.credentialSubject.hasClaim.specialHonours",
        "$.studentNumber",
    )
    assert "First of all" not in repr(view.awards)
    assert seen(elm.credential()).unread == ()
