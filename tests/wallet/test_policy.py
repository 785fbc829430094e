"""The verdict is the first matching row of the table, whatever the other findings say."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from wallet.policy import judge
from wallet.reasons import Reason
from wallet.report import (
    MAY_NOT_APPLY,
    REQUIRED,
    Check,
    Finding,
    Outcome,
    Role,
    VerdictCode,
    VerificationReport,
)

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DECIDING = (*REQUIRED, *MAY_NOT_APPLY)


def _report(
    outcomes: dict[Check, Outcome],
    reason: Reason = Reason.DOES_NOT_APPLY,
    as_of: datetime | None = None,
) -> VerificationReport:
    findings = tuple(
        Finding(
            check=check,
            outcome=outcome,
            reason=reason if outcome is not Outcome.PASSED else Reason.CONFORMS,
            as_of=as_of,
        )
        for check, outcome in outcomes.items()
    )
    return VerificationReport(findings=findings, verified_at=NOW, role=Role.RECEIVER)


def _expected(outcomes: dict[Check, Outcome]) -> VerdictCode:
    """The table of the specification, read once more from the text."""
    failed = {check for check, outcome in outcomes.items() if outcome is Outcome.FAILED}
    if failed & {Check.PROOF, Check.ISSUER_KEY}:
        return VerdictCode.NOT_GENUINE
    proof_passed = outcomes[Check.PROOF] is Outcome.PASSED
    if proof_passed and failed & {Check.VALIDITY, Check.STATUS}:
        return VerdictCode.NOT_VALID
    fine = (Outcome.PASSED, Outcome.NOT_APPLICABLE)
    if all(outcomes[check] is Outcome.PASSED for check in REQUIRED) and all(
        outcomes[check] in fine for check in MAY_NOT_APPLY
    ):
        return VerdictCode.VERIFIED
    return VerdictCode.CANNOT_TELL


def test_every_combination_of_outcomes() -> None:
    for combination in itertools.product(Outcome, repeat=len(DECIDING)):
        outcomes = dict(zip(DECIDING, combination, strict=True))
        report = _report(outcomes)
        assert judge(report).code is _expected(outcomes), outcomes
        assert report.stands() is (_expected(outcomes) is VerdictCode.VERIFIED)


@pytest.mark.parametrize(
    "check", [Check.ACCREDITATION, Check.HOLDER, Check.ENDORSEMENTS, Check.REQUEST]
)
def test_the_other_checks_change_no_verdict(check: Check) -> None:
    for outcome in Outcome:
        outcomes = dict.fromkeys(DECIDING, Outcome.PASSED) | {check: outcome}
        assert judge(_report(outcomes)).code is VerdictCode.VERIFIED


@pytest.mark.parametrize("check", DECIDING)
def test_a_check_that_was_never_made_counts_as_missing(check: Check) -> None:
    outcomes = dict.fromkeys(DECIDING, Outcome.PASSED)
    if check is Check.PROOF:
        return  # every report has it
    del outcomes[check]
    verdict = judge(_report(outcomes))
    assert verdict.code is VerdictCode.CANNOT_TELL
    assert verdict.deciding.check is check


def test_a_presentation_needs_its_request_answered_and_no_issuer() -> None:
    outcomes = {
        Check.FORMAT: Outcome.PASSED,
        Check.PROOF: Outcome.PASSED,
        Check.VALIDITY: Outcome.PASSED,
        Check.HOLDER: Outcome.PASSED,
        Check.REQUEST: Outcome.PASSED,
    }
    assert judge(_report(outcomes), presentation=True).code is VerdictCode.VERIFIED
    bearer = outcomes | {Check.HOLDER: Outcome.NOT_APPLICABLE}
    assert judge(_report(bearer), presentation=True).code is VerdictCode.VERIFIED
    strangers = outcomes | {Check.HOLDER: Outcome.INDETERMINATE}
    verdict = judge(_report(strangers), presentation=True)
    assert verdict.code is VerdictCode.CANNOT_TELL
    assert verdict.deciding.check is Check.HOLDER
    replayed_too = strangers | {Check.REQUEST: Outcome.FAILED}
    verdict = judge(_report(replayed_too), presentation=True)
    assert verdict.deciding.check is Check.REQUEST, "the graver news is told first"
    for check in outcomes.keys() - {Check.HOLDER}:
        worse = outcomes | {check: Outcome.NOT_APPLICABLE}
        verdict = judge(_report(worse), presentation=True)
        assert verdict.code is VerdictCode.CANNOT_TELL
    replayed = outcomes | {Check.REQUEST: Outcome.FAILED}
    verdict = judge(_report(replayed), presentation=True)
    assert verdict.code is VerdictCode.CANNOT_TELL
    assert verdict.deciding.check is Check.REQUEST


def test_was_good_only_where_nothing_else_is_missing() -> None:
    outcomes = dict.fromkeys(DECIDING, Outcome.PASSED)
    stale = outcomes | {Check.STATUS: Outcome.INDETERMINATE}
    found = judge(_report(stale, Reason.EVIDENCE_TOO_OLD, NOW))
    assert found.last_good == NOW
    assert judge(_report(stale, Reason.STATUS_LIST_MISSING, NOW)).last_good is None
    assert judge(_report(stale, Reason.EVIDENCE_TOO_OLD, None)).last_good is None


def test_a_revocation_is_told_before_an_expiry() -> None:
    outcomes = dict.fromkeys(DECIDING, Outcome.PASSED)
    both = outcomes | {Check.VALIDITY: Outcome.FAILED, Check.STATUS: Outcome.FAILED}
    assert judge(_report(both)).deciding.check is Check.STATUS


def test_an_outcome_has_no_truth_value() -> None:
    with pytest.raises(TypeError):
        bool(Outcome.PASSED)
