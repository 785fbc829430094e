"""The JSON that other programs read keeps to its contract."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined
from wallet import report_json
from wallet.evidence import Evidence
from wallet.report import Check, Policy, Role


def _document(*results: Any) -> dict[str, Any]:
    told = report_json.document(results, now=NOW, policy=Policy(), role=Role.RECEIVER)
    return dict(json.loads(json.dumps(told)))


def _verified_badge() -> dict[str, Any]:
    issuer = Issuer()
    badge = issuer.issue(
        "Data basics",
        ects="4.5",
        eqf=6,
        status=("revocation",),
        valid_until=NOW + timedelta(days=1),
    )
    return _document(examined(badge, evidence_of(issuer)))


def test_the_frame_says_who_judged_when_and_by_what() -> None:
    told = _verified_badge()
    assert list(told) == [
        "tool",
        "version",
        "report_version",
        "verified_at",
        "policy",
        "role",
        "results",
    ]
    assert told["tool"] == "tessera"
    assert told["report_version"] == 1
    assert told["verified_at"] == "2026-11-21T12:00:00Z"
    assert told["policy"]["max_status_age_days"] == 30
    assert told["role"] == "receiver"


def test_a_verified_badge_with_every_finding() -> None:
    told = _verified_badge()
    result = told["results"][0]
    assert list(result) == ["source", "sha256", "error", "credentials"]
    one = result["credentials"][0]
    assert one["path"] == "$"
    assert one["format"] == "open_badges_3_0"
    assert one["securing"] == "data_integrity/eddsa-rdfc-2022"
    assert one["verdict"] == "verified"
    assert "last_good" not in one
    assert one["accreditation"] == {
        "code": "no_register",
        "at_award": "unknown",
        "now": "unknown",
        "modifiers": [],
        "evidence": [],
        "facts": {},
        "as_of": None,
    }
    checks = [found["check"] for found in one["findings"]]
    assert checks == [check.value for check in Check if check is not Check.REQUEST]
    for found in one["findings"]:
        assert list(found) == ["check", "outcome", "reason", "facts", "as_of"]
    status = one["findings"][checks.index("status")]
    assert status["as_of"] == "2026-11-20T12:00:00Z"
    assert status["facts"]["purpose"] == "revocation"


def test_the_credential_in_it_is_the_neutral_view() -> None:
    issuer = Issuer("University of Tartu")
    badge = issuer.issue("Data basics", ects="4.5", eqf=6)
    told = _document(examined(badge, evidence_of(issuer)))
    shown = told["results"][0]["credentials"][0]["credential"]
    assert {"envelope", "learner", "awards", "provenance", "completeness"} <= set(shown)
    assert shown["view_version"] == 1
    assert shown["envelope"]["issuer"]["id"] == issuer.did
    assert [one["text"] for one in shown["envelope"]["issuer"]["names"]] == [issuer.name]
    award = shown["awards"][0]
    assert [one["text"] for one in award["title"]] == ["Data basics"]
    assert award["credits"][0]["amount"] == "4.5"
    assert award["award_date"] is None or set(award["award_date"]) == {
        "value",
        "precision",
        "zone_note",
    }
    for where in shown["provenance"].values():
        assert set(where) == {"source", "path", "rule"}
    assert {one["element"] for one in shown["completeness"]} == set(range(1, 12))


def test_a_file_that_cannot_be_read() -> None:
    told = _document(examined(b"nothing", Evidence()))
    result = told["results"][0]
    assert result["error"]["code"] == "not_a_credential"
    assert result["error"]["message"]
    assert result["credentials"] == []


def test_was_good_and_what_is_not_covered_are_told() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    old = evidence_of(issuer, at=NOW - timedelta(days=60))
    one = _document(examined(badge, old))["results"][0]["credentials"][0]
    assert one["last_good"] == "2026-09-22T12:00:00Z"
    extra = {**issuer.issue(), "honours": "yes"}
    one = _document(examined(extra, evidence_of(issuer)))["results"][0]["credentials"][0]
    assert any("honours" in path for path in one["unsigned_members"])


def test_an_unproven_credential_shows_no_content_and_no_accreditation() -> None:
    issuer = Issuer()
    altered = {**issuer.issue(), "name": "Other"}
    one = _document(examined(altered, evidence_of(issuer)))["results"][0]["credentials"][0]
    assert one["verdict"] == "not_genuine"
    assert one["credential"] is None
    assert one["accreditation"]["code"] is None
