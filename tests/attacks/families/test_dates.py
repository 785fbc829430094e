"""Dates moved, hidden, malformed or signed with an ended key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged, with_evidence
from tests.helpers.said import rfc3339
from tests.helpers.signing import jws
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LEEWAY = timedelta(minutes=5)
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "vc+jwt", "ob3_jwt")


def _validity(one: Judged) -> tuple[Outcome, Reason]:
    finding = found(one, Check.VALIDITY)
    return finding.outcome, finding.reason


def _signed(issuer: Issuer, suite: str, document: dict[str, Any]) -> Any:
    if suite in ("vc+jwt", "ob3_jwt"):
        return issuer.jwt(document, suite)
    return issuer.sign(document, suite, created=rfc3339(NOW - DAY))


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (NOW + SECOND, Reason.WITHIN_DATES),
        (NOW, Reason.EXPIRED),
        (NOW - SECOND, Reason.EXPIRED),
    ],
)
def test_an_end_has_no_leeway(suite: str, end: datetime, reason: Reason) -> None:
    issuer = Issuer()
    credential = _signed(issuer, suite, issuer.credential(valid_until=end))
    one = judged(credential, evidence_of(issuer))
    assert _validity(one)[1] is reason
    verified = reason is Reason.WITHIN_DATES
    assert one.verdict.code is (VerdictCode.VERIFIED if verified else VerdictCode.NOT_VALID)


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(
    ("begin", "reason"),
    [
        (NOW + LEEWAY, Reason.NO_END_DATE),
        (NOW + LEEWAY + SECOND, Reason.NOT_YET_VALID),
        (NOW + 400 * DAY, Reason.NOT_YET_VALID),
    ],
)
def test_a_beginning_has_five_minutes(suite: str, begin: datetime, reason: Reason) -> None:
    issuer = Issuer()
    credential = _signed(issuer, suite, issuer.credential(valid_from=begin))
    assert _validity(judged(credential, evidence_of(issuer)))[1] is reason


@pytest.mark.parametrize("claim", ["exp", "nbf"])
def test_the_dates_of_the_token_count_as_well_as_those_of_the_data(claim: str) -> None:
    issuer = Issuer()
    at = NOW + DAY if claim == "nbf" else NOW - DAY
    token = issuer.jwt(issuer.credential(), "vc+jwt", claims={claim: int(at.timestamp())})
    assert judged(token, evidence_of(issuer)).verdict.code is VerdictCode.NOT_VALID


def test_the_proofs_own_end_counts() -> None:
    issuer = Issuer()
    for ends, verdict in ((NOW + DAY, VerdictCode.VERIFIED), (NOW, VerdictCode.NOT_VALID)):
        credential = issuer.sign(issuer.credential(), expires=rfc3339(ends))
        one = judged(credential, evidence_of(issuer))
        assert one.verdict.code is verdict
    assert _validity(one) == (Outcome.FAILED, Reason.EXPIRED)


@pytest.mark.parametrize(
    "written",
    ["tomorrow", "2030-01-01", "2030-01-01T00:00:00", "2030-02-30T00:00:00Z", "", 1893456000],
)
def test_a_date_that_cannot_be_read_is_not_passed_over(written: Any) -> None:
    issuer = Issuer()
    document = issuer.credential()
    document["validUntil"] = written
    header = {"typ": "vc+jwt", "kid": issuer.method_id}
    one = judged(jws(document, issuer.key, header), evidence_of(issuer))
    assert _validity(one) == (Outcome.INDETERMINATE, Reason.MALFORMED_DATE)
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_two_ends_and_the_earlier_one_counts() -> None:
    issuer = Issuer()
    document = issuer.credential(valid_until=NOW + 400 * DAY)
    soon = int((NOW - DAY).timestamp())
    token = issuer.jwt(document, "vc+jwt", claims={"exp": soon})
    assert _validity(judged(token, evidence_of(issuer))) == (Outcome.FAILED, Reason.EXPIRED)


def test_a_moment_in_the_past_is_judged_as_of_then() -> None:
    issuer = Issuer()
    credential = issuer.issue(valid_until=NOW - DAY)
    evidence = evidence_of(issuer)
    assert judged(credential, evidence).verdict.code is VerdictCode.NOT_VALID
    then = judged(credential, evidence, at=NOW - 2 * DAY)
    assert then.verdict.code is VerdictCode.VERIFIED
    before = judged(credential, evidence, at=NOW - 100 * DAY)
    assert before.verdict.code is VerdictCode.NOT_VALID
    assert _validity(before) == (Outcome.FAILED, Reason.NOT_YET_VALID)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_proof_from_the_future_is_no_forgery_but_not_valid(suite: str) -> None:
    """A clock that is off must not slander anybody."""
    issuer = Issuer()
    signed = issuer.sign(issuer.credential(), suite, created=rfc3339(NOW + DAY))
    one = judged(signed, evidence_of(issuer))
    assert _validity(one) == (Outcome.FAILED, Reason.PROOF_FROM_THE_FUTURE)
    assert one.verdict.code is VerdictCode.NOT_VALID
    soon = issuer.sign(issuer.credential(), suite, created=rfc3339(NOW + LEEWAY))
    assert judged(soon, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED


def test_a_registry_of_a_later_day_raises_nothing() -> None:
    issuer = Issuer()
    one = judged(issuer.issue(), evidence_of(issuer), at=NOW - 15 * DAY)
    identity = found(one, Check.ISSUER_IDENTITY)
    assert identity.reason is Reason.EVIDENCE_DATED_LATER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.report.issuer_names == ()


# --- keys that ended --------------------------------------------------------------------------


def _rotated(*, ended: datetime, revoked: bool = False) -> tuple[Issuer, Any]:
    """A badge signed 60 days ago by a key that its issuer ended later."""
    issuer = Issuer(method="did:web")
    badge = issuer.issue()
    issuer.rotate(ended=ended, revoked=revoked)
    return issuer, badge


@pytest.mark.parametrize("revoked", [False, True])
def test_a_key_that_has_ended_proves_nothing_about_when_it_signed(*, revoked: bool) -> None:
    issuer, badge = _rotated(ended=NOW - DAY, revoked=revoked)
    one = judged(badge, evidence_of(issuer))
    key = found(one, Check.ISSUER_KEY)
    assert key.reason is Reason.KEY_ENDED_NO_PROOF_OF_TIME
    assert key.outcome is Outcome.INDETERMINATE
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.report.issuer_names == ()


def test_a_key_that_ends_tomorrow_still_counts_today() -> None:
    issuer, badge = _rotated(ended=NOW + DAY)
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED


def test_a_signature_dated_after_the_end_of_its_key() -> None:
    issuer, badge = _rotated(ended=NOW - 200 * DAY)
    one = judged(badge, evidence_of(issuer))
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_ENDED_BEFORE_SIGNING
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_the_wallets_own_record_proves_the_time_to_its_holder_alone() -> None:
    issuer, badge = _rotated(ended=NOW - DAY)
    evidence = evidence_of(issuer)
    imported = {judged(badge, evidence).credential_id: NOW - 30 * DAY}
    evidence = with_evidence(evidence, first_seen=imported)
    mine = judged(badge, evidence, role=Role.HOLDER)
    key = found(mine, Check.ISSUER_KEY)
    assert key.reason is Reason.KEY_RETIRED_LATER
    assert key.facts["local_only"] is True
    assert mine.verdict.code is VerdictCode.VERIFIED
    theirs = judged(badge, evidence, role=Role.RECEIVER)
    assert found(theirs, Check.ISSUER_KEY).reason is Reason.KEY_ENDED_NO_PROOF_OF_TIME
    late = with_evidence(evidence, first_seen=dict.fromkeys(imported, NOW))
    assert judged(badge, late, role=Role.HOLDER).verdict.code is VerdictCode.CANNOT_TELL
