"""DEQAR as operators get it: what is carried over, and each thing that is not."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from tests.conftest import VECTORS
from wallet.register import (
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    Period,
    RelationRow,
)
from wallet.trust.reading import read_sources, values
from wallet.trust.rows import read, write

DAY = datetime(2026, 11, 1, tzinfo=UTC)

INSTITUTION = {
    "id": 382,
    "deqar_id": "DEQARINST0382",
    "eter_id": "DE0069",
    "founding_date": "1870-10-10",
    "closure_date": None,
    "website_link": "http://www.rwth-aachen.de",
    "names": [
        {
            "name_official": "RWTH Aachen",
            "name_english": "Aachen University",
            "acronym": "RWTH",
            "name_valid_to": None,
            "name_versions": [{"name": "TH Aachen"}],
        }
    ],
    "countries": [{"city": "Aachen", "country": {"iso_3166_alpha2": "DE"}}],
    "identifiers": [
        {
            "identifier": "D  AACHEN01",
            "resource": "Erasmus",
            "identifier_valid_from": "1990-01-01",
        },
        {"identifier": "4711", "resource": "national identifier", "agency": "HRK"},
    ],
    "qf_ehea_levels": [
        {"qf_ehea_level": "first cycle", "qf_ehea_level_valid_from": "2014-01-01"},
        {"qf_ehea_level": "second cycle"},
    ],
    "hierarchical_relationships": {
        "includes": [
            {
                "institution": {"id": 9, "deqar_id": "DEQARINST0009"},
                "relationship_type": "faculty",
                "valid_from": "2000-01-01",
            }
        ],
        "part_of": [],
    },
    "historical_relationships": [
        {
            "institution": {"deqar_id": "DEQARINST0010"},
            "relationship_type": "absorbed",
            "relationship_date": "2010-01-01",
        }
    ],
}
SMALL = [
    {
        "deqar_id": f"DEQARINST{number:04d}",
        "name_primary": f"School {number}",
        "country": ["Germany"],
    }
    for number in (9, 10)
]
REPORT = {
    "id": 25106,
    "agency_id": 19,
    "agency_acronym": "ASIIN",
    "agency_name": "Accreditation Agency",
    "agency_esg_activity_type": "programme",
    "institutions": [{"deqar_id": "DEQARINST0382"}],
    "programmes": [
        {
            "name_primary": "Automotive Engineering",
            "programme_names": [
                {"name": "Automotive Engineering"},
                {"name": "Fahrzeugtechnik"},
            ],
            "programme_identifiers": [{"identifier": "e036"}],
            "qf_ehea_level": "second cycle",
            "workload_ects": 15,
        }
    ],
    "valid_from": "2013-09-27",
    "valid_to": "2019-09-30",
    "status": "part of obligatory EQA system",
    "decision": "positive with conditions or restrictions",
    "flag": "none",
}
AGENCY = {
    "id": 19,
    "deqar_id": 19,
    "acronym_primary": "ASIIN",
    "name_primary": "Accreditation Agency",
    "registration_start": "2009-04-08",
    "registration_valid_to": "2021-06-30",
    "country": {"iso_3166_alpha2": "DE"},
}


def given(*documents, name="answer.json"):
    return read_sources(
        [(f"{at}-{name}", json.dumps(one).encode(), DAY) for at, one in enumerate(documents)]
    )


def csv(text, name="table.csv"):
    return (name, text.encode(), DAY)


def rows(found, kind):
    return [one for each in found.lists for one in each.rows if isinstance(one, kind)]


def test_an_institution_with_all_that_it_is_known_by():
    found = given(INSTITUTION, SMALL)
    assert found.bad == ()
    body = next(one for one in rows(found, InstitutionRow) if one.id == "DEQARINST0382")
    assert [(one.text, one.kind) for one in body.names] == [
        ("RWTH Aachen", "official"),
        ("Aachen University", "english"),
        ("RWTH", "acronym"),
        ("TH Aachen", "alternative"),
    ]
    assert (body.country, body.city, body.founded) == ("DE", "Aachen", date(1870, 10, 10))
    assert [(one.eqf, one.valid) for one in body.levels] == [
        (6, Period(start=date(2014, 1, 1))),
        (7, Period()),
    ]
    named = {(one.scheme, one.value) for one in rows(found, IdentifierRow)}
    assert {
        ("deqarinst", "DEQARINST0382"),
        ("eter", "DE0069"),
        ("erasmus", "D  AACHEN01"),
        ("national", "4711"),
        ("website", "http://www.rwth-aachen.de"),
    } <= named
    told = {
        (one.kind, one.parent, one.child, one.valid.start) for one in rows(found, RelationRow)
    }
    assert told == {
        ("faculty", "DEQARINST0382", "DEQARINST0009", date(2000, 1, 1)),
        ("absorbed", "DEQARINST0382", "DEQARINST0010", date(2010, 1, 1)),
    }
    assert found.lists[0].countries == frozenset({"DE"})


@pytest.mark.parametrize(
    ("words", "later", "kind"),
    [
        ("succeeded", "DEQARINST0382", "succeeded"),
        ("succeeded by", "DEQARINST0010", "succeeded"),
        ("was absorbed by", "DEQARINST0010", "absorbed"),
        ("was spun off from", "DEQARINST0010", "spun_off"),
        ("something new", "DEQARINST0382", "other"),
    ],
)
def test_who_came_later(words, later, kind):
    link = {**INSTITUTION["historical_relationships"][0], "relationship_type": words}
    found = given({**INSTITUTION, "historical_relationships": [link]}, SMALL)
    [told] = [one for one in rows(found, RelationRow) if one.kind != "faculty"]
    assert (told.parent, told.kind) == (later, kind)


def test_a_report_and_its_agency():
    found = given(INSTITUTION, SMALL, {"results": [REPORT]}, [AGENCY])
    assert found.bad == ()
    [report] = rows(found, DecisionRow)
    assert report.id == "deqar:25106"
    assert (report.type, report.status) == ("programme", "obligatory")
    assert report.decision == "positive_with_conditions"
    assert (report.start, report.end) == (date(2013, 9, 27), date(2019, 9, 30))
    [programme] = report.programmes
    assert (programme.eqf, programme.ects) == (7, "15")
    assert programme.alt_names == ("Fahrzeugtechnik",)
    [agency] = rows(found, AgencyRow)
    assert agency.id == report.agency == "19"
    assert agency.registered == (Period(start=date(2009, 4, 8), end=date(2021, 6, 30)),)


def test_an_agency_that_only_reports_name_is_recognised_on_no_day():
    found = given(INSTITUTION, SMALL, REPORT)
    assert [one.registered for one in rows(found, AgencyRow)] == [()]


def test_the_registers_own_calculated_end_is_kept():
    found = given(
        INSTITUTION, SMALL, {**REPORT, "valid_to": None, "valid_to_calculated": "2018-01-01"}
    )
    assert rows(found, DecisionRow)[0].end == date(2018, 1, 1)
    found = given(INSTITUTION, SMALL, {**REPORT, "valid_to": None})
    assert rows(found, DecisionRow)[0].end is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"decision": "perhaps"}, "value_unusable"),
        ({"status": "unheard of"}, "value_unusable"),
        ({"agency_esg_activity_type": "visit"}, "value_unusable"),
        ({"valid_from": "soon"}, "value_unusable"),
        ({"valid_from": None}, "member_missing"),
        ({"institutions": []}, "member_missing"),
        ({"flag": "red"}, "value_unusable"),
        ({"institutions": [{"deqar_id": "DEQARINST9999"}]}, "unknown_institution"),
    ],
)
def test_reports_that_are_not_carried_over(change, reason):
    found = given(INSTITUTION, SMALL, [{**REPORT, **change}, {**REPORT, "id": 7}])
    assert [(one.file, one.line, one.reason) for one in found.bad] == [
        ("2-answer.json", "1", reason)
    ]
    assert [one.id for one in rows(found, DecisionRow)] == ["deqar:7"]


def test_the_same_report_told_in_two_ways():
    refused = {**REPORT, "decision": "negative"}
    for told in ((REPORT, refused), (refused, REPORT)):
        found = given(INSTITUTION, SMALL, *told)
        assert [one.reason for one in found.bad] == ["told_twice"]
        assert [one.decision for one in rows(found, DecisionRow)] == ["negative"]


HEAD = "agency,local_identifier,activity_type,status,decision,valid_from,valid_to,date_format"
BODIES = (
    "deqar_id,name_primary,country,eter_id,qf_ehea_levels\nDEQARINST0001,One,PT,PT0001,1;2\n"
)


def test_agencies_report_by_identifier_and_acronym():
    found = read_sources(
        [
            csv(BODIES + "DEQARINST0002,Two,Portugal,PT0002,\n", "institutions.csv"),
            csv(
                "id,acronym,name,registration_start\n5,A3ES,Agency,2009-01-01\n", "agencies.csv"
            ),
            csv(
                f"{HEAD},institution[1].eter_id,institution[2].deqar_id,"
                "programme[1].name_primary,programme[1].qf_ehea_level\n"
                "A3ES,X-1,,1,1,01/02/2020,,%d/%m/%Y,pt0001,,Music,second cycle\n"
                "A3ES,X-2,,2,4,01/02/2020,,%d/%m/%Y,PT0001,DEQARINST0002,Arts,1\n"
                "A3ES,X-3,institutional,2,4,2020-02-01,2026-02-01,,PT0001,,,\n",
                "reports.csv",
            ),
        ]
    )
    assert found.bad == ()
    told = {one.id: one for one in rows(found, DecisionRow)}
    assert told["A3ES/X-1"].type == "programme"
    assert told["A3ES/X-1"].institutions == ("DEQARINST0001",)
    assert told["A3ES/X-1"].agency == "5"
    assert told["A3ES/X-1"].start == date(2020, 2, 1)
    assert told["A3ES/X-2"].type == "joint_programme"
    assert told["A3ES/X-2"].decision == "not_applicable"
    assert told["A3ES/X-3"].type == "institutional"


def test_too_many_cells_and_broken_quotes_are_named_by_line():
    found = read_sources(
        [csv(BODIES + "DEQARINST0002,Two,PT,PT0002,,more\n" + 'DEQARINST0003,"Th"ree,PT,,\n')]
    )
    assert [(one.line, one.reason) for one in found.bad] == [
        ("3", "value_unusable"),
        ("4", "value_unusable"),
    ]


@pytest.mark.parametrize(
    ("told", "code"),
    [("DE", "DE"), ("deu", "DE"), ("Germany", "DE"), ("North Macedonia", "MK"),
     ("Turkey", "TR"), ("Türkiye", "TR"), ("Czech Republic", "CZ"), ("", None)],
)  # fmt: skip
def test_countries(told, code):
    assert values.country(told) == code


@pytest.mark.parametrize("told", ["Nowhereland", "XQ", "D", "ZZZ"])
def test_no_country(told):
    with pytest.raises(ValueError, match="country"):
        values.country(told)


def test_what_was_read_survives_the_line():
    found = given(INSTITUTION, SMALL, REPORT, AGENCY)
    [one] = found.lists
    source = one.rows[0].source
    text = write(one.rows).decode()
    again = [read(line, one.role, source)[1] for line in text.splitlines()]
    assert sorted(map(repr, again)) == sorted(map(repr, one.rows))
    assert write(again).decode() == text


@pytest.mark.vectors
@pytest.mark.skipif(not VECTORS.is_dir(), reason="the third-party samples are not here")
def test_the_documented_answers_of_the_api():
    folder = VECTORS / "10-accreditation-trust/deqar/api"
    found = read_sources(
        [(one.name, one.read_bytes(), DAY) for one in sorted(folder.iterdir())]
    )
    bodies = {one.id for one in rows(found, InstitutionRow)}
    assert bodies == {"DEQARINST0382", "DEQARINST0792"}
    [report] = rows(found, DecisionRow)
    assert report.decision == "positive_with_conditions"
    assert {one.reason for one in found.bad} == {"unknown_institution"}
    named = {(one.scheme, one.value) for one in rows(found, IdentifierRow)}
    assert ("did_ebsi", "did:ebsi:ziBBPgHRMxmPaKmW1TCm9Cj") in named
