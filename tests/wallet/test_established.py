"""What was established on an earlier day stays readable after its issuer has gone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.accreditation import World, judged
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet import report_json, wording
from wallet.report import Role, VerdictCode
from wallet.session import Costs, DatedReport, Session


def dated(one: object, days: int) -> DatedReport:
    """A report as the vault keeps it, of that many days ago."""
    return DatedReport(
        verified_at=NOW - timedelta(days=days),
        verdict=one.verdict.code,
        reason=one.verdict.deciding.reason.value,
        report=report_json.judged(one),
    )


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("Example University", method="did:web", host="university.example")


def world() -> World:
    found = World(as_of="2026-11-01")
    uni = found.university("Example University", country="FI")
    found.decision(uni, start="2022-01-01", end="2028-01-01", id="D-7")
    return found


def test_what_was_established_is_told_with_its_day_and_what_it_rested_on(
    issuer: Issuer,
) -> None:
    badge = issuer.issue("Data basics", eqf=7)
    then, today = judged(issuer, badge, world()), judged(issuer, badge)
    found = report_json.established([dated(then, 30)], today.report)
    assert found is not None
    assert found.verified_at == NOW - timedelta(days=30)
    said = wording.accreditation(found, Role.HOLDER)
    assert said is not None
    assert said.title == "Accredited when awarded and on 1 Nov 2026"
    assert any("DEQAR of 1 Nov 2026, signed by Test operator" in one for one in said.rests_on)


def test_it_never_changes_todays_verdict(issuer: Issuer) -> None:
    badge = issuer.issue("Data basics", eqf=7)
    today = judged(issuer, badge)
    report_json.established([dated(judged(issuer, badge, world()), 30)], today.report)
    assert today.verdict.code is VerdictCode.CANNOT_TELL
    assert today.report.accreditation.code == "no_register"


def test_nothing_is_set_beside_an_answer_of_today(issuer: Issuer) -> None:
    badge = issuer.issue("Data basics", eqf=7)
    then = dated(judged(issuer, badge, world()), 30)
    assert report_json.established([then], judged(issuer, badge, world()).report) is None
    refused = World(as_of="2026-11-01")
    refused.decision(refused.university(country="FI"), start="2022-01-01", decision="negative")
    assert report_json.established([then], judged(issuer, badge, refused).report) is None


def test_nothing_is_set_beside_a_revocation(issuer: Issuer) -> None:
    badge = issuer.issue("Data basics", eqf=7, status=["revocation"])
    then = dated(judged(issuer, badge, world()), 30)
    issuer.revoke(badge)
    today = judged(issuer, badge)
    assert today.verdict.code is VerdictCode.NOT_VALID
    assert report_json.established([then], today.report) is None


def test_what_was_not_proven_then_establishes_nothing(issuer: Issuer) -> None:
    badge = issuer.issue("Data basics", eqf=7)
    today = judged(issuer, badge)
    then = judged(issuer, badge, world())
    for check in ("proof", "issuer_key"):
        told = dated(then, 30)
        for one in told.report["findings"]:  # type: ignore[attr-defined]
            if one["check"] == check:
                one["outcome"] = "indeterminate"
        assert report_json.established([told], today.report) is None


def test_the_future_establishes_nothing_and_other_versions_are_passed_over(
    issuer: Issuer,
) -> None:
    badge = issuer.issue("Data basics", eqf=7)
    today, then = judged(issuer, badge), dated(judged(issuer, badge, world()), 30)
    later = dataclasses.replace(then, verified_at=NOW + timedelta(days=1))
    odd = dataclasses.replace(then, report={"findings": [{"check": "of another version"}]})
    assert report_json.established([later, odd], today.report) is None
    assert report_json.established([later, odd, then], today.report) is not None


def test_a_verified_day_is_told_where_no_register_ever_spoke(issuer: Issuer) -> None:
    badge = issuer.issue("Data basics", eqf=7)
    listed = judged(issuer, badge, files=[("dcc.json", registry([issuer]))])
    found = report_json.established([dated(listed, 5)], judged(issuer, badge).report)
    assert found is not None
    assert found.issuer_names == ("Example University",)


@pytest.fixture
def session(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Session]:
    made, _ = Session.create(tmp_path / "W", "correct horse", clock=clock, costs=Costs())
    with made:
        yield made


def test_the_wallet_keeps_it_from_the_import_on(session: Session, issuer: Issuer) -> None:
    files = [*issuer.evidence_files(), ("dcc.json", registry([issuer]))]
    session.add_evidence(files)
    badge = issuer.issue("Data basics", eqf=7)
    (kept,) = session.keep(session.review([("a.json", to_bytes(badge))])).kept
    for item in session.evidence_items():
        session.remove_evidence(item.sha256)
    today = session.credential(kept)
    assert today.verdict.code is VerdictCode.CANNOT_TELL
    reports = [
        dataclasses.replace(one, verified_at=one.verified_at - timedelta(seconds=1))
        for one in session.history(kept)
    ]
    found = report_json.established(reports, today.report)
    assert found is not None
    assert found.issuer_names == ("Example University",)
