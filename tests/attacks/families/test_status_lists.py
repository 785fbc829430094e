"""Status lists withdrawn, old, forged, lent by others, packed as bombs, or turned back."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import evidence_of, found, judged, with_evidence
from tests.helpers.keys import b64url
from tests.helpers.status import StatusList
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.limits import LIMITS
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Policy, VerdictCode
from wallet.status.check import revocation_key
from wallet.trust import read_evidence

DAY = timedelta(days=1)


def _status(one: Judged) -> tuple[Outcome, Reason]:
    finding = found(one, Check.STATUS)
    return finding.outcome, finding.reason


def _evidence(issuer: Issuer, *lists: bytes, source: Source = Source.CALLER) -> Evidence:
    files = [("registry.json", registry([issuer]))]
    vouched, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    named = [(f"list-{number}.json", data) for number, data in enumerate(lists)]
    given, refused = read_evidence(named, source=source, received_at=NOW)
    assert not refused, refused
    return vouched.joined(given)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def badge(issuer: Issuer) -> dict[str, Any]:
    return dict(issuer.issue(status=("revocation",)))


@pytest.mark.parametrize(
    ("kind", "suite"),
    [
        ("bitstring", "eddsa-rdfc-2022"),
        ("bitstring", "vc+jwt"),
        ("2021", "eddsa-rdfc-2022"),
        ("2021", "vcdm11_jwt"),
    ],
)
def test_a_list_says_not_revoked_until_the_bit_is_set(kind: str, suite: str) -> None:
    issuer = Issuer()
    badge = issuer.issue(
        suite="Ed25519Signature2020" if kind == "2021" else "eddsa-rdfc-2022",
        status=("revocation",),
        status_kind=kind,
    )
    good = judged(badge, _evidence(issuer, issuer.publish(kind=kind, suite=suite)))
    assert _status(good) == (Outcome.PASSED, Reason.NOT_REVOKED)
    assert good.verdict.code is VerdictCode.VERIFIED
    issuer.revoke(badge)
    bad = judged(badge, _evidence(issuer, issuer.publish(kind=kind, suite=suite)))
    assert _status(bad) == (Outcome.FAILED, Reason.REVOKED)
    assert bad.verdict.code is VerdictCode.NOT_VALID


def test_withdrawing_the_list_never_reads_as_not_revoked(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    one = judged(badge, _evidence(issuer))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_suspension_is_told_and_lifted_by_a_newer_list(issuer: Issuer) -> None:
    badge = issuer.issue(status=("suspension",))
    issuer.suspend(badge)
    suspended = issuer.publish("suspension", at=NOW - 5 * DAY)
    one = judged(badge, _evidence(issuer, suspended))
    assert _status(one) == (Outcome.FAILED, Reason.SUSPENDED)
    assert one.verdict.code is VerdictCode.NOT_VALID
    issuer.unsuspend(badge)
    lifted = issuer.publish("suspension", at=NOW - DAY)
    for lists in ((suspended, lifted), (lifted, suspended)):
        one = judged(badge, _evidence(issuer, *lists))
        assert _status(one) == (Outcome.PASSED, Reason.NOT_REVOKED)


def test_of_two_purposes_the_worse_one_counts(issuer: Issuer) -> None:
    badge = issuer.issue(status=("revocation", "suspension"))
    issuer.suspend(badge)
    one = judged(badge, evidence_of(issuer))
    assert _status(one) == (Outcome.FAILED, Reason.SUSPENDED)
    only_one = judged(badge, _evidence(issuer, issuer.publish("revocation")))
    assert _status(only_one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)


def test_a_revocation_once_seen_stays(issuer: Issuer, badge: dict[str, Any]) -> None:
    clear_before = issuer.publish(at=NOW - 9 * DAY)
    issuer.revoke(badge)
    revoked = issuer.publish(at=NOW - 5 * DAY)
    issuer.status_list().bits.clear()
    clear_again = issuer.publish(at=NOW - DAY)
    one = judged(badge, _evidence(issuer, clear_before, revoked))
    assert _status(one) == (Outcome.FAILED, Reason.REVOKED)
    one = judged(badge, _evidence(issuer, clear_before, revoked, clear_again))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.REVOCATION_WITHDRAWN)


def test_a_revocation_that_the_wallet_remembers_needs_no_list(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    entry = badge["credentialStatus"]
    key = revocation_key(
        entry["statusListCredential"], int(entry["statusListIndex"]), "revocation"
    )
    remembered = {key: NOW - 3 * DAY}
    one = judged(badge, with_evidence(_evidence(issuer), revocations_seen=remembered))
    assert _status(one) == (Outcome.FAILED, Reason.REVOKED)
    newer = _evidence(issuer, issuer.publish(at=NOW - DAY))
    one = judged(badge, with_evidence(newer, revocations_seen=remembered))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.REVOCATION_WITHDRAWN)
    older = _evidence(issuer, issuer.publish(at=NOW - 4 * DAY))
    one = judged(badge, with_evidence(older, revocations_seen=remembered))
    assert _status(one) == (Outcome.FAILED, Reason.REVOKED)


@pytest.mark.parametrize(
    ("age", "passes"), [(DAY * 30, True), (DAY * 30 + timedelta(seconds=1), False)]
)
def test_a_list_grows_too_old_to_say_not_revoked(
    issuer: Issuer, badge: dict[str, Any], age: timedelta, *, passes: bool
) -> None:
    credential = issuer.status_list().credential(valid_from=_text(NOW - age))
    listed = to_bytes(issuer.sign(credential, created=_text(NOW - age)))
    one = judged(badge, _evidence(issuer, listed))
    if passes:
        assert one.verdict.code is VerdictCode.VERIFIED
        return
    assert _status(one) == (Outcome.INDETERMINATE, Reason.EVIDENCE_TOO_OLD)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.verdict.last_good == (NOW - age).replace(microsecond=0)


def test_an_old_list_still_says_revoked(issuer: Issuer, badge: dict[str, Any]) -> None:
    """Growing old must not turn "revoked" into "cannot tell"."""
    issuer.revoke(badge)
    listed = issuer.publish(at=NOW - 300 * DAY, until=NOW - 200 * DAY)
    one = judged(badge, _evidence(issuer, listed))
    assert _status(one) == (Outcome.FAILED, Reason.REVOKED)


def test_a_stricter_receiver_may_ask_for_a_newer_list(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    evidence = _evidence(issuer, issuer.publish(at=NOW - 3 * DAY))
    strict = judged(badge, evidence, policy=Policy(max_status_age_days=2))
    assert _status(strict) == (Outcome.INDETERMINATE, Reason.EVIDENCE_TOO_OLD)
    assert judged(badge, evidence).verdict.code is VerdictCode.VERIFIED


def test_a_list_past_its_own_end_or_not_begun(issuer: Issuer, badge: dict[str, Any]) -> None:
    ended = issuer.publish(at=NOW - 3 * DAY, until=NOW - DAY)
    one = judged(badge, _evidence(issuer, ended))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.EVIDENCE_TOO_OLD)
    begun_tomorrow = issuer.publish(at=NOW + DAY)
    one = judged(badge, _evidence(issuer, begun_tomorrow))
    assert _status(one)[0] is Outcome.INDETERMINATE


def test_asked_about_an_earlier_day_a_later_list_raises_nothing(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    asked = NOW - 10 * DAY
    later_clear = issuer.publish(at=NOW - DAY)
    one = judged(badge, _evidence(issuer, later_clear), at=asked)
    assert _status(one)[0] is Outcome.INDETERMINATE
    issuer.revoke(badge)
    later_set = issuer.publish(at=NOW - DAY)
    one = judged(badge, _evidence(issuer, later_set), at=asked)
    assert _status(one) == (Outcome.INDETERMINATE, Reason.REVOKED_LATER_DATE_UNKNOWN)
    issuer.status_list().bits.clear()
    earlier_clear = issuer.publish(at=asked - DAY)
    one = judged(badge, _evidence(issuer, earlier_clear, later_set), at=asked)
    assert _status(one) == (Outcome.PASSED, Reason.NOT_REVOKED)


def test_was_good_is_never_said_where_a_later_list_says_revoked(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    asked = NOW - 10 * DAY
    stale_clear = issuer.publish(at=asked - 90 * DAY)
    issuer.revoke(badge)
    later_set = issuer.publish(at=NOW - DAY)
    one = judged(badge, _evidence(issuer, stale_clear, later_set), at=asked)
    assert _status(one) == (Outcome.INDETERMINATE, Reason.REVOKED_LATER_DATE_UNKNOWN)
    assert one.verdict.last_good is None


def test_a_clear_list_that_somebody_else_signed(issuer: Issuer, badge: dict[str, Any]) -> None:
    issuer.revoke(badge)
    thief = Issuer("Thief")
    held = issuer.status_list()
    for claims_to_be in (thief.did, issuer.did):
        forged = StatusList(held.url, claims_to_be).credential(valid_from=_text(NOW - DAY))
        listed = to_bytes(thief.sign(forged))
        for source in (Source.CALLER, Source.CARRIED):
            one = judged(badge, _evidence(issuer, listed, source=source))
            assert _status(one)[0] is Outcome.INDETERMINATE
        both = _evidence(issuer, listed, issuer.publish(at=NOW - 3 * DAY))
        assert _status(judged(badge, both)) == (Outcome.FAILED, Reason.REVOKED)


def test_a_strangers_list_handed_over_with_the_badge_revokes_nothing(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    thief = Issuer("Thief")
    slander = StatusList(issuer.status_list().url, thief.did)
    slander.bits = set(range(64))
    listed = to_bytes(thief.sign(slander.credential(valid_from=_text(NOW - DAY))))
    good = issuer.publish()
    mixed = _evidence(issuer, good).joined(_evidence(issuer, listed, source=Source.CARRIED))
    one = judged(badge, mixed)
    assert _status(one) == (Outcome.PASSED, Reason.NOT_REVOKED)


def test_the_issuers_own_list_may_come_with_the_badge(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    one = judged(badge, _evidence(issuer, issuer.publish(), source=Source.CARRIED))
    assert one.verdict.code is VerdictCode.VERIFIED


def test_a_tampered_list(issuer: Issuer, badge: dict[str, Any]) -> None:
    issuer.revoke(badge)
    listed = json.loads(issuer.publish())
    clear = StatusList(issuer.status_list().url, issuer.did).encoded()
    listed["credentialSubject"]["encodedList"] = clear
    one = judged(badge, _evidence(issuer, to_bytes(listed)))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_NOT_PROVEN)


def test_a_newer_list_that_cannot_be_read_lets_no_older_one_speak(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    good = issuer.publish(at=NOW - 5 * DAY)
    broken = json.loads(issuer.publish(at=NOW - DAY))
    broken["proof"]["proofValue"] = "z" + "1" * 88
    one = judged(badge, _evidence(issuer, good, to_bytes(broken)))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_NOT_PROVEN)


def test_a_list_of_another_purpose(issuer: Issuer, badge: dict[str, Any]) -> None:
    other = StatusList(issuer.status_list().url, issuer.did, purpose="suspension")
    listed = to_bytes(issuer.sign(other.credential(valid_from=_text(NOW - DAY))))
    one = judged(badge, _evidence(issuer, listed))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_WRONG_PURPOSE)


def test_a_list_shorter_than_the_standard_raises_nothing_but_still_warns(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    issuer.status_list().entries = 100_000
    one = judged(badge, _evidence(issuer, issuer.publish()))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_TOO_SHORT)
    issuer.revoke(badge)
    one = judged(badge, _evidence(issuer, issuer.publish()))
    assert _status(one) == (Outcome.FAILED, Reason.REVOKED)


@pytest.mark.parametrize("index", ["-1", "131072", "999999999999999", "", "7.0", "0x7", None])
def test_an_index_that_the_list_does_not_have(issuer: Issuer, index: str | None) -> None:
    document = issuer.credential(status=("revocation",))
    if index is None:
        del document["credentialStatus"]["statusListIndex"]
    else:
        document["credentialStatus"]["statusListIndex"] = index
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert _status(one)[0] is Outcome.INDETERMINATE
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_two_indexes_in_one_entry(issuer: Issuer) -> None:
    document = issuer.credential(status=("revocation",))
    entry = document["credentialStatus"]
    entry["statusListIndex"] = [entry["statusListIndex"], "9"]
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def _bomb(issuer: Issuer, size: int) -> bytes:
    packed = "u" + b64url(gzip.compress(bytes(size), mtime=0))
    document = issuer.status_list().credential(valid_from=_text(NOW - DAY))
    document["credentialSubject"]["encodedList"] = packed
    return to_bytes(issuer.sign(document))


def test_a_list_that_unpacks_to_more_than_the_limit(
    issuer: Issuer, badge: dict[str, Any]
) -> None:
    one = judged(badge, _evidence(issuer, _bomb(issuer, LIMITS.status_list_bytes + 1)))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_UNREADABLE)
    one = judged(badge, _evidence(issuer, _bomb(issuer, LIMITS.status_list_bytes)))
    assert _status(one) == (Outcome.PASSED, Reason.NOT_REVOKED)


@pytest.mark.parametrize("encoded", ["", "u", "uAAAA", "mH4sIAAAA", "u H4sI", 7, None, ["u"]])
def test_a_list_without_a_readable_list(
    issuer: Issuer, badge: dict[str, Any], encoded: Any
) -> None:
    document = issuer.status_list().credential(valid_from=_text(NOW - DAY))
    document["credentialSubject"]["encodedList"] = encoded
    listed = issuer.jwt(document, "vc+jwt").encode()
    one = judged(badge, _evidence(issuer, listed))
    assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_UNREADABLE)


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_a_list_cut_short_or_with_something_behind_it(
    issuer: Issuer, badge: dict[str, Any], cut: int
) -> None:
    whole = gzip.compress(bytes(131_072 // 8), mtime=0)
    for packed in (whole[:-cut], whole + b"x" * cut):
        document = issuer.status_list().credential(valid_from=_text(NOW - DAY))
        document["credentialSubject"]["encodedList"] = "u" + b64url(packed)
        one = judged(badge, _evidence(issuer, to_bytes(issuer.sign(document))))
        assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_UNREADABLE)


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "https://issuer.example/revocations", "type": "1EdTechRevocationList"},
        {"id": "https://issuer.example/list/1", "type": "CredentialStatusList2017"},
        {"type": "BitstringStatusListEntry"},
        {"type": ["BitstringStatusListEntry", "Other"], "statusPurpose": "revocation"},
    ],
)
def test_a_status_of_an_unknown_kind_is_not_ignored(
    issuer: Issuer, entry: dict[str, Any]
) -> None:
    document = issuer.credential()
    document["credentialStatus"] = entry
    one = judged(issuer.jwt(document, "vc+jwt"), evidence_of(issuer))
    assert _status(one)[0] is Outcome.INDETERMINATE
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_more_entries_than_anybody_needs(issuer: Issuer) -> None:
    document = issuer.credential(status=("revocation",))
    entry = document["credentialStatus"]
    for count, reason in (
        (LIMITS.embedded_credentials, Reason.NOT_REVOKED),
        (LIMITS.embedded_credentials + 1, Reason.TOO_COMPLEX),
    ):
        document["credentialStatus"] = [entry] * count
        one = judged(issuer.jwt(document, "vc+jwt"), evidence_of(issuer))
        assert _status(one)[1] is reason


def test_a_token_status_list_is_not_ignored(issuer: Issuer) -> None:
    document = issuer.credential()
    claims = {"status": {"status_list": {"idx": 3, "uri": "https://issuer.example/t"}}}
    for form in ("vc+jwt", "ob3_jwt", "vcdm11_jwt"):
        one = judged(issuer.jwt(document, form, claims=claims), evidence_of(issuer))
        assert _status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING), form


def test_messages_and_refreshing_never_invalidate(issuer: Issuer) -> None:
    document = issuer.credential(status=("revocation",))
    message = {
        **issuer.entry("message"),
        "statusSize": 1,
        "statusMessage": [
            {"status": "0x0", "message": "in good standing"},
            {"status": "0x1", "message": "under review"},
        ],
    }
    document["credentialStatus"] = [document["credentialStatus"], message]
    issuer.status_list("message").bits.add(int(message["statusListIndex"]))
    one = judged(issuer.jwt(document, "vc+jwt"), evidence_of(issuer))
    assert one.verdict.code is VerdictCode.VERIFIED
    without_list = _evidence(issuer, issuer.publish("revocation"))
    one = judged(issuer.jwt(document, "vc+jwt"), without_list)
    assert one.verdict.code is VerdictCode.VERIFIED


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
