"""Attack: show only what helps, and let what is left out look as though it were not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import Key
from tests.helpers.selective import Base, sign_base
from wallet.evidence import Evidence
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode

MANDATORY = (
    "/issuer",
    "/validFrom",
    "/credentialSubject/type",
    "/credentialSubject/achievement",
)
DATES = "/validUntil"
STATUS = "/credentialStatus"
ABOUT = "/credentialSubject/id"
HOLDER = Key.make("learner").did_key


@pytest.fixture
def issuer() -> Issuer:
    return Issuer(kind="P-256")


def _signed(issuer: Issuer, mandatory: tuple[str, ...] = MANDATORY, **said: Any) -> Base:
    said.setdefault("valid_until", NOW + timedelta(days=300))
    said.setdefault("status", ("revocation",))
    document = issuer.credential(holder=HOLDER, **said)
    return sign_base(document, issuer.key, issuer.method_id, mandatory)


def _evidence(issuer: Issuer) -> Evidence:
    return evidence_of(issuer)


def test_with_dates_and_status_shown_it_is_verified(issuer: Issuer) -> None:
    """The status is all there is where the issuer lets nobody leave it out."""
    shown = _signed(issuer, (*MANDATORY, STATUS)).derive((DATES,)).document
    one = judged(shown, _evidence(issuer))
    assert one.verdict.code is VerdictCode.VERIFIED
    both = _signed(issuer, status=("revocation", "suspension")).derive((DATES, STATUS))
    assert judged(both.document, _evidence(issuer)).verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    ("shown", "check"), [((STATUS,), Check.VALIDITY), ((DATES,), Check.STATUS)]
)
def test_without_one_of_them_nobody_can_tell(
    issuer: Issuer, shown: tuple[str, ...], check: Check
) -> None:
    one = judged(_signed(issuer).derive(shown).document, _evidence(issuer))
    told = found(one, check)
    assert (told.outcome, told.reason) == (Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED)
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_revoked_one_is_not_saved_by_leaving_the_status_out(issuer: Issuer) -> None:
    base = _signed(issuer)
    issuer.revoke(base.credential)
    whole = judged(base.derive((DATES, STATUS)).document, _evidence(issuer))
    assert whole.verdict.code is VerdictCode.NOT_VALID
    part = judged(base.derive((DATES,)).document, _evidence(issuer))
    assert part.verdict.code is VerdictCode.CANNOT_TELL


def test_a_suspension_entry_does_not_stand_for_the_revocation_entry(issuer: Issuer) -> None:
    base = _signed(issuer, status=("suspension", "revocation"))
    issuer.revoke(base.credential)
    one = judged(base.derive((DATES, "/credentialStatus/0")).document, _evidence(issuer))
    assert found(one, Check.STATUS).reason is Reason.MAY_BE_UNDISCLOSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    both = judged(base.derive((DATES, STATUS)).document, _evidence(issuer))
    assert both.verdict.code is VerdictCode.NOT_VALID


def test_what_is_shown_as_expired_is_expired(issuer: Issuer) -> None:
    base = _signed(issuer, valid_until=NOW - timedelta(days=1))
    one = judged(base.derive((DATES, STATUS)).document, _evidence(issuer))
    assert found(one, Check.VALIDITY).reason is Reason.EXPIRED
    assert one.verdict.code is VerdictCode.NOT_VALID


def test_leaving_out_whose_it_is_makes_no_bearer_credential(issuer: Issuer) -> None:
    mandatory = ("/issuer", "/validFrom", "/credentialStatus", "/validUntil")
    base = _signed(issuer, mandatory)
    one = judged(base.derive(()).document, _evidence(issuer))
    assert found(one, Check.HOLDER).reason is not Reason.BEARER
    assert found(one, Check.HOLDER).outcome is Outcome.INDETERMINATE
    assert one.verdict.code is not VerdictCode.VERIFIED


def test_the_original_itself_is_for_its_holder(issuer: Issuer) -> None:
    base = _signed(issuer).document
    shown = judged(base, _evidence(issuer))
    assert found(shown, Check.PROOF).reason is Reason.BASE_PROOF_PRESENTED
    assert shown.verdict.code is VerdictCode.NOT_GENUINE
    kept = judged(base, _evidence(issuer), role=Role.HOLDER)
    assert found(kept, Check.PROOF).reason is Reason.BASE_PROOF_VALID
    assert kept.verdict.code is VerdictCode.VERIFIED


def test_a_status_list_of_which_parts_are_left_out_is_none(issuer: Issuer) -> None:
    """Its end could be among them."""
    badge = issuer.issue(suite="ecdsa-jcs-2019", status=("revocation",))
    bits = issuer.status_list()
    document = bits.credential(
        valid_from="2026-01-01T00:00:00Z", valid_until="2026-02-01T00:00:00Z"
    )
    document["issuer"] = issuer.did
    base = sign_base(
        document, issuer.key, issuer.method_id, ("/issuer", "/validFrom", "/credentialSubject")
    )
    held = evidence_of(issuer)
    assert judged(badge, held).verdict.code is VerdictCode.VERIFIED
    old = to_bytes(base.derive(()).document)
    lists = tuple(
        type(one)(url=one.url, bytes=old, origin=one.origin) for one in held.status_lists
    )
    from dataclasses import replace  # noqa: PLC0415

    one = judged(badge, replace(held, status_lists=lists))
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_NOT_PROVEN
