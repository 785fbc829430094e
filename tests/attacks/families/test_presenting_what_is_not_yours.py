"""Presentations: whose credentials are these, and what does showing them prove?"""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer, presentation
from tests.helpers.judging import evidence_of, examined, found
from tests.helpers.keys import Key
from tests.helpers.said import rfc3339
from wallet.examine import FileResult
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.verify import Challenge

ASKED = Challenge(nonce="nonce-1", recipient="ACME")


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def holder() -> Key:
    return Key.make("learner")


def _shown(credentials: list[Any], by: Key, **how: Any) -> dict[str, Any]:
    return presentation(credentials, by, nonce="nonce-1", recipient="ACME", **how)


def _examined(
    shown: dict[str, Any], issuer: Issuer, challenge: Challenge | None = ASKED
) -> FileResult:
    return examined(shown, evidence_of(issuer), challenge=challenge)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vc+jwt"])
def test_shown_by_its_holder_in_answer_to_the_request(
    issuer: Issuer, holder: Key, suite: str
) -> None:
    badge = issuer.issue(suite=suite, holder=holder.did_key)
    result = _examined(_shown([badge], holder), issuer)
    shown, one = result.credentials
    told = [(f.check.value, f.reason.value) for f in shown.report.findings]
    assert shown.verdict.code is VerdictCode.VERIFIED, told
    assert one.verdict.code is VerdictCode.VERIFIED
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_KEY_SHOWN
    assert found(shown, Check.REQUEST).reason is Reason.ANSWERS_REQUEST
    for check in (Check.ISSUER_KEY, Check.ISSUER_IDENTITY, Check.STATUS, Check.ACCREDITATION):
        assert found(shown, check).outcome is Outcome.NOT_APPLICABLE


def test_shown_by_somebody_else(issuer: Issuer, holder: Key) -> None:
    badge = issuer.issue(holder=holder.did_key)
    result = _examined(_shown([badge], Key.make("thief")), issuer)
    shown, one = result.credentials
    assert found(one, Check.HOLDER).outcome is Outcome.INDETERMINATE
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING
    assert found(shown, Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING


def test_the_holders_name_over_the_thiefs_signature(issuer: Issuer, holder: Key) -> None:
    badge = issuer.issue(holder=holder.did_key)
    thief = Key.make("thief")
    shown = _shown([badge], thief)
    lied = {**shown, "holder": holder.did_key}
    result = _examined(lied, issuer)
    assert result.credentials[0].verdict.code is VerdictCode.NOT_GENUINE
    assert found(result.credentials[1], Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING


def test_credentials_of_two_people_in_one_presentation(issuer: Issuer, holder: Key) -> None:
    mine = issuer.issue(holder=holder.did_key)
    theirs = issuer.issue(holder=Key.make("friend").did_key)
    result = _examined(_shown([mine, theirs], holder), issuer)
    shown, first, second = result.credentials
    assert found(shown, Check.HOLDER).reason is Reason.DIFFERENT_HOLDERS
    assert shown.verdict.code is VerdictCode.CANNOT_TELL
    assert found(first, Check.HOLDER).reason is Reason.HOLDER_KEY_SHOWN
    assert found(second, Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING


def test_two_subjects_of_whom_one_shows_the_key(issuer: Issuer, holder: Key) -> None:
    document = issuer.credential(holder=holder.did_key)
    friend = {**document["credentialSubject"], "id": Key.make("friend").did_key}
    document["credentialSubject"] = [document["credentialSubject"], friend]
    result = _examined(_shown([issuer.sign(document)], holder), issuer)
    assert found(result.credentials[1], Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING


def test_a_bound_credential_without_any_presentation(issuer: Issuer, holder: Key) -> None:
    badge = issuer.issue(holder=holder.did_key)
    one = examined(badge, evidence_of(issuer)).credentials[0]
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING


def test_a_name_never_passes(issuer: Issuer, holder: Key) -> None:
    badge = issuer.issue(learner="Ada Example")
    result = _examined(_shown([badge], holder), issuer)
    name = found(result.credentials[1], Check.HOLDER)
    assert (name.outcome, name.reason) == (Outcome.INDETERMINATE, Reason.HOLDER_NAME_ONLY)


def test_a_bearer_credential_is_not_failed(issuer: Issuer, holder: Key) -> None:
    result = _examined(_shown([issuer.issue()], holder), issuer)
    bearer = found(result.credentials[1], Check.HOLDER)
    assert (bearer.outcome, bearer.reason) == (Outcome.NOT_APPLICABLE, Reason.BEARER)


@pytest.mark.parametrize(
    ("challenge", "reason", "verdict"),
    [
        (Challenge(nonce="nonce-2"), Reason.OTHER_NONCE, VerdictCode.CANNOT_TELL),
        (
            Challenge(nonce="nonce-1", recipient="Other Ltd"),
            Reason.OTHER_RECIPIENT,
            VerdictCode.CANNOT_TELL,
        ),
        (Challenge(recipient="ACME"), Reason.FRESHNESS_NOT_SHOWN, VerdictCode.CANNOT_TELL),
        (None, Reason.FRESHNESS_NOT_SHOWN, VerdictCode.CANNOT_TELL),
        (Challenge(nonce="nonce-1"), Reason.ANSWERS_REQUEST, VerdictCode.VERIFIED),
    ],
)
def test_a_replay_and_what_was_asked(
    issuer: Issuer,
    holder: Key,
    challenge: Challenge | None,
    reason: Reason,
    verdict: VerdictCode,
) -> None:
    shown = _shown([issuer.issue(holder=holder.did_key)], holder)
    one = _examined(shown, issuer, challenge).credentials[0]
    assert found(one, Check.REQUEST).reason is reason
    assert one.verdict.code is verdict


def test_an_unsigned_presentation(issuer: Issuer, holder: Key) -> None:
    shown = presentation([issuer.issue(holder=holder.did_key)], holder, signed=False)
    whole, one = _examined(shown, issuer).credentials
    assert found(whole, Check.PROOF).reason is Reason.NOT_SIGNED
    assert whole.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING
    assert one.verdict.code is VerdictCode.VERIFIED


def test_a_presentation_past_its_end(issuer: Issuer, holder: Key) -> None:
    shown = _shown(
        [issuer.issue(holder=holder.did_key)],
        holder,
        created=NOW - timedelta(days=2),
        expires=NOW - timedelta(days=1),
    )
    one = _examined(shown, issuer).credentials[0]
    assert found(one, Check.VALIDITY).reason is Reason.EXPIRED
    assert one.verdict.code is VerdictCode.NOT_VALID


def test_a_presentation_signed_as_if_it_were_a_credential(issuer: Issuer, holder: Key) -> None:
    shown = _shown([issuer.issue()], holder, purpose="assertionMethod")
    one = _examined(shown, issuer).credentials[0]
    assert found(one, Check.PROOF).reason is Reason.WRONG_PURPOSE
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_credential_signed_as_if_it_were_a_presentation(issuer: Issuer) -> None:
    badge = issuer.sign(issuer.credential(), purpose="authentication")
    one = examined(badge, evidence_of(issuer)).credentials[0]
    assert found(one, Check.PROOF).reason is Reason.WRONG_PURPOSE
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_credential_added_or_taken_out_after_signing(issuer: Issuer, holder: Key) -> None:
    badges = [issuer.issue(str(n), holder=holder.did_key) for n in range(3)]
    shown = _shown(badges[:2], holder)
    for inside in (badges, badges[:1], [badges[0], badges[2]]):
        twin = copy.deepcopy(shown)
        twin["verifiableCredential"] = inside
        assert _examined(twin, issuer).credentials[0].verdict.code is VerdictCode.NOT_GENUINE


def test_a_tampered_credential_in_a_good_presentation(issuer: Issuer, holder: Key) -> None:
    badge = issuer.issue(holder=holder.did_key)
    badge["name"] = "Doctor of Everything"
    shown, one = _examined(_shown([badge], holder), issuer).credentials
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert shown.verdict.code is VerdictCode.VERIFIED  # it shows truly what it shows


def test_a_presentation_from_the_future(issuer: Issuer, holder: Key) -> None:
    shown = _shown([issuer.issue()], holder, created=NOW + timedelta(hours=1))
    assert _examined(shown, issuer).credentials[0].verdict.code is not VerdictCode.VERIFIED
    assert rfc3339(NOW + timedelta(hours=1)) in str(shown)
