"""The time line and the skills: by year with its gaps, and by verified credentials alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.vault.shelf import take_in
from wallet.session import LibraryQuery, Session
from wallet.session.learning import TimeLine, Year


def year(number: int, count: int = 1) -> Year:
    return Year(year=number, count=count)


def test_years_without_anything_are_gaps() -> None:
    line = TimeLine(years=(year(2026), year(2025), year(2020), year(2018)), undated=0)
    assert line.gaps == ((2021, 2024), (2019, 2019))
    assert TimeLine(years=(), undated=0).gaps == ()


def test_what_was_awarded_in_a_year_is_counted_and_listed(session: Session) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    days = ["2024-12-31", "2024-01-01", "2021-06-05"]
    kept = take_in(
        session,
        *(
            issuer.issue(
                f"On {day}", valid_from=datetime.fromisoformat(f"{day}T12:00:00+00:00")
            )
            for day in days
        ),
    )
    line = session.learning.time_line()
    assert [(one.year, one.count) for one in line.years] == [(2024, 2), (2021, 1)]
    assert line.gaps == ((2022, 2023),)
    rows = session.learning.year(2024).rows
    assert [one.titles[0].text for one in rows] == ["On 2024-12-31", "On 2024-01-01"]
    session.delete(kept[:1])
    assert session.learning.time_line().years[0].count == 1, "the bin counts nowhere"


def test_skills_count_by_verified_credentials_alone(session: Session) -> None:
    known, unknown = Issuer("Example University"), Issuer("Nobody knows")
    session.add_evidence([("registry.json", registry([known]))])
    take_in(
        session,
        known.issue("One", outcomes=["Analyse data"]),
        known.issue("Two", outcomes=["Analyse data"]),
        known.issue("Old", outcomes=["Analyse data"], valid_until=NOW - timedelta(days=1)),
        unknown.issue("Three", outcomes=["Analyse data", "Cook"]),
    )
    (skill,) = session.learning.skills()
    assert (skill.label, skill.count) == ("Analyse data", 2)
    shown = session.learning.showing(skill.uri).rows
    assert {one.titles[0].text for one in shown} == {"One", "Two"}
    assert session.learning.only_claimed() == 1
    assert session.count(LibraryQuery()) == 4
