"""Sources that contradict themselves: what says less is carried, and the operator is told."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from wallet.register import AgencyRow, DecisionRow, IdentifierRow, InstitutionRow, IssuerRow
from wallet.trust.reading import ReadSources, read_sources

DAY = datetime(2026, 11, 1, tzinfo=UTC)
BODIES = "deqar_id,name_primary,country,eter_id,closure_date,qf_ehea_levels\n"
ONE = "DEQARINST0001,One,PT,PT0001,2019-12-31,1;2\n"
TWO = "DEQARINST0002,Two,PT,PT0002,,1\n"
AGENCIES = "id,acronym,name,registration_start,registration_valid_to\n"
REPORTS = "id,agency,activity_type,status,decision,valid_from,valid_to,institution[1].eter_id\n"


def given(*tables: str | bytes) -> ReadSources:
    return read_sources(
        [
            (f"{at}.csv", one if isinstance(one, bytes) else one.encode(), DAY)
            for at, one in enumerate(tables)
        ]
    )


def rows(found: ReadSources, kind: type[Any]) -> list[Any]:
    return [row for one in found.lists for row in one.rows if isinstance(row, kind)]


def reasons(found: ReadSources) -> list[str]:
    return [one.reason for one in found.bad]


def test_a_second_telling_with_more_names_loses_nothing_of_the_first() -> None:
    fuller = "deqar_id,name_primary,name_english,country\nDEQARINST0001,One,Uni One,PT\n"
    (row,) = rows(given(BODIES + ONE, fuller), InstitutionRow)
    assert (row.closed, [one.eqf for one in row.levels]) == (date(2019, 12, 31), [6, 7])
    assert len(row.names) == 2


def test_levels_that_differ_are_told_and_the_first_stay() -> None:
    wider = "deqar_id,name_primary,name_english,qf_ehea_levels\nDEQARINST0001,One,Uni,1;2;3\n"
    found = given(BODIES + ONE, wider)
    assert reasons(found) == ["told_twice"]
    assert [one.eqf for one in rows(found, InstitutionRow)[0].levels] == [6, 7]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_ends_of_a_registration_the_earlier_counts(*, turned: bool) -> None:
    said = ["5,ABC,Agency,2009-01-01,\n", "5,ABC,Agency,2009-01-01,2019-06-30\n"]
    report = f"{REPORTS}1,5,institutional,1,1,2020-01-01,,PT0001\n"
    told = [AGENCIES + one for one in (reversed(said) if turned else said)]
    found = given(BODIES + ONE, *told, report)
    assert reasons(found) == ["told_twice"]
    (agency,) = rows(found, AgencyRow)
    assert [one.end for one in agency.registered] == [date(2019, 6, 30)]


def test_two_times_of_registration_are_both_kept() -> None:
    said = "5,ABC,Agency,2009-01-01,2014-01-01\n5,ABC,Agency,2016-01-01,\n"
    found = given(AGENCIES + said)
    assert reasons(found) == []
    starts = [one.start for one in rows(found, AgencyRow)[0].registered]
    assert starts == [date(2009, 1, 1), date(2016, 1, 1)]


@pytest.mark.parametrize(("other", "agency"), [("XYZ", "5"), ("abc", "ABC")])
def test_an_acronym_of_two_agencies_names_neither(other: str, agency: str) -> None:
    said = f"5,ABC,Agency,2009-01-01,\n6,{other},Another,2009-01-01,\n"
    report = f"{REPORTS}1,ABC,institutional,1,1,2020-01-01,,PT0001\n"
    (decision,) = rows(given(BODIES + ONE, AGENCIES + said, report), DecisionRow)
    assert decision.agency == agency


def test_an_agency_named_by_acronym_alone_is_the_registered_one() -> None:
    report = {
        "id": 1,
        "agency_acronym": "ABC",
        "agency_esg_activity_type": "institutional",
        "institutions": [{"deqar_id": "DEQARINST0001"}],
        "valid_from": "2020-01-01",
        "status": "1",
        "decision": "1",
    }
    agencies = f"{AGENCIES}5,ABC,Agency,2009-01-01,\n"
    found = given(BODIES + ONE, agencies, json.dumps(report))
    assert [one.agency for one in rows(found, DecisionRow)] == ["5"]


def test_an_identifier_of_two_bodies_names_neither() -> None:
    report = f"{REPORTS}1,5,institutional,1,1,2020-01-01,,PT0001\n"
    agency = f"{AGENCIES}5,ABC,Agency,2009-01-01,\n"
    assert len(rows(given(BODIES + ONE + TWO, agency, report), DecisionRow)) == 1
    found = given(BODIES + ONE + TWO.replace("PT0002", "pt-0001"), agency, report)
    assert reasons(found) == ["unknown_institution"]
    assert rows(found, DecisionRow) == []


def _body(**told: Any) -> str:
    body = {"deqar_id": "DEQARINST0001", "name_primary": "One", "country": ["Portugal"]}
    return json.dumps({**body, "identifiers": [{"identifier": "77", **told}]})


@pytest.mark.parametrize(("agency", "carried"), [("5", True), ("6", False)])
def test_a_local_number_is_that_of_its_agency(agency: str, *, carried: bool) -> None:
    agencies = f"{AGENCIES}5,ABC,Agency,2009-01-01,\n6,XYZ,Another,2009-01-01,\n"
    head = REPORTS.replace("eter_id", "identifier[1]")
    report = f"{head}1,{agency},institutional,1,1,2020-01-01,,77\n"
    body = _body(resource="local identifier", agency="ABC")
    assert bool(rows(given(body, agencies, report), DecisionRow)) is carried


@pytest.mark.parametrize(
    ("told", "scheme"),
    [
        ({"resource": "DID-EBSI"}, "did_ebsi"),
        ({"resource": "SCHAC"}, "schac"),
        ({"resource": "did"}, "local"),
        ({"resource": "Thumbprint"}, "local"),
        ({"resource": "SCHAC", "agency": "ABC"}, "local"),
        ({"resource": "national identifier", "agency": "ABC"}, "national"),
    ],
)
def test_no_free_name_of_a_resource_binds_a_key(told: dict[str, str], scheme: str) -> None:
    found = rows(given(_body(**told)), IdentifierRow)
    assert [one.scheme for one in found if one.value == "77"] == [scheme]


@pytest.mark.parametrize(
    "head",
    [
        REPORTS.replace("status,decision", "status,decision,decision"),
        REPORTS.replace("status", "status,Decision "),
        REPORTS.replace("activity_type", "institution[01].eter_id,activity_type"),
    ],
)
def test_two_columns_of_one_name_are_not_read(head: str) -> None:
    found = given(f"{head}1,5,institutional,1,1,1,2020-01-01,,PT0001\n")
    assert reasons(found) == ["unreadable_source"]


def test_a_line_in_another_encoding_is_told() -> None:
    latin = (BODIES + ONE + TWO.replace("Two", "Universit\xe9")).encode("latin-1")
    found = given(latin)
    assert [(one.line, one.detail) for one in found.bad] == [("3", "encoding")]
    assert [one.id for one in rows(found, InstitutionRow)] == ["DEQARINST0001"]


@pytest.mark.parametrize(("decision", "reason"), [("1", ["value_unusable"]), ("3", [])])
def test_a_decision_that_ends_before_it_begins(decision: str, reason: list[str]) -> None:
    report = f"{REPORTS}1,5,institutional,1,{decision},2020-01-01,2019-01-01,PT0001\n"
    found = given(BODIES + ONE, f"{AGENCIES}5,ABC,Agency,2009-01-01,\n", report)
    assert reasons(found) == reason
    assert [one.end for one in rows(found, DecisionRow)] == (
        [] if reason else [date(2020, 1, 1)]
    )


def _registry(updated: datetime, *named: str) -> tuple[str, bytes, datetime]:
    rows_ = {f"did:web:{one}.example": {"name": one} for one in named}
    meta = {"name": "Members", "updated": updated.isoformat()}
    data = json.dumps({"meta": meta, "registry": rows_}).encode()
    return f"{updated.date()}.json", data, DAY


def test_a_list_is_replaced_by_a_newer_one_of_its_name() -> None:
    older = _registry(DAY - timedelta(days=30), "kept", "gone")
    for files in ([older, _registry(DAY, "kept")], [_registry(DAY, "kept"), older]):
        found = read_sources(files)
        assert [one.name for one in rows(found, IssuerRow)] == ["kept"]
        assert [(one.reason, one.detail) for one in found.bad] == [("older_list", "2026-11-01")]
        assert found.lists[0].dated == DAY


def test_a_quote_in_one_line_takes_no_other_with_it() -> None:
    said = BODIES + ONE + 'DEQARINST0003,"Th"ree,PT,,,\n' + TWO
    found = given(said)
    assert [one.line for one in found.bad] == ["3"]
    named = [one.id for one in rows(found, InstitutionRow)]
    assert named == ["DEQARINST0001", "DEQARINST0002"]


def test_lines_that_an_open_quote_swallows_are_all_named() -> None:
    found = given(BODIES + 'DEQARINST0003,"Three,PT,,,\n' + ONE + TWO)
    assert [one.line for one in found.bad] == ["2-4"]
