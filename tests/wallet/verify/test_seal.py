"""Whose seal is it? A chain to an authority, at a proven time, and the issuer's own number."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.helpers import elm, seals, stamps, x509
from tests.helpers.judging import found, judged
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import listing, sealed, trusted
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode


@pytest.fixture(scope="module")
def identity() -> x509.Identity:
    return seals.sealer()


def test_a_seal_of_the_issuer_under_a_trusted_authority_is_verified(identity):
    one = judged(sealed(identity), trusted(identity))
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.report.issuer_names == ("Example University",)
    key = found(one, Check.ISSUER_KEY)
    assert key.reason is Reason.KEY_AUTHORISED
    assert key.facts["signer_id"] == seals.UNIVERSITY
    assert one.view is not None
    assert one.view.awards[0].title[0].text == "Data basics"


def test_without_an_authority_nobody_vouches_and_it_never_passes(identity):
    one = judged(sealed(identity), listing())
    key = found(one, Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (
        Outcome.INDETERMINATE,
        Reason.CERTIFICATE_NOT_ANCHORED,
    )
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.report.issuer_names == ()


def test_an_authority_that_came_with_the_credential_vouches_for_nothing(identity):
    evidence = x509.anchors(identity.root, source=Source.CARRIED).joined(listing())
    assert found(judged(sealed(identity), evidence), Check.ISSUER_KEY).reason is (
        Reason.CERTIFICATE_NOT_ANCHORED
    )


def test_an_authority_for_timestamps_vouches_for_no_seal(identity):
    evidence = x509.anchors(identity.root, purpose="timestamp").joined(listing())
    assert found(judged(sealed(identity), evidence), Check.ISSUER_KEY).reason is (
        Reason.CERTIFICATE_NOT_ANCHORED
    )
    evidence = x509.anchors(identity.root, purpose="seal").joined(listing())
    assert judged(sealed(identity), evidence).verdict.code is VerdictCode.VERIFIED


def test_an_authority_on_a_list_of_a_later_day_raises_nothing(identity):
    held = trusted(identity)
    (anchor,) = held.anchors
    later = replace(anchor, origin=replace(anchor.origin, dated=NOW + timedelta(days=1)))
    one = judged(sealed(identity), replace(held, anchors=(later,)))
    assert found(one, Check.ISSUER_KEY).reason is Reason.EVIDENCE_DATED_LATER
    assert one.verdict.code is VerdictCode.CANNOT_TELL


@pytest.mark.parametrize(
    ("days", "reason"),
    [(400, Reason.ISSUER_LISTED), (401, Reason.EVIDENCE_TOO_OLD)],
)
def test_an_authority_on_a_list_of_long_ago_identifies_nobody(
    identity: x509.Identity, days: int, reason: Reason
) -> None:
    held = trusted(identity)
    (anchor,) = held.anchors
    dated = replace(anchor, origin=replace(anchor.origin, dated=NOW - timedelta(days=days)))
    one = judged(sealed(identity), replace(held, anchors=(dated,)))
    assert found(one, Check.ISSUER_IDENTITY).reason is reason


def test_a_certificate_for_something_else_signs_no_credential():
    other = seals.sealer(uses=frozenset({"key_encipherment"}))
    one = judged(sealed(other), trusted(other))
    key = found(one, Check.ISSUER_KEY)
    assert key.outcome is not Outcome.PASSED
    assert key.reason is Reason.CERTIFICATE_NOT_ALLOWED
    assert one.report.issuer_names == ()


def test_one_changed_letter_is_not_genuine(identity):
    data = sealed(identity).replace(b"Aino", b"Eino")
    assert judged(data, trusted(identity)).verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": elm.organisation("Example University", "VATFI-87654321")},
        {"issuer": elm.organisation("Example University", "12345678", land=("SWE", "Sweden"))},
        {"issuer": elm.organisation("University of Zed", "VATIE-1", land=("IRL", "Ireland"))},
        {"issuer": {**elm.organisation("Example University", "x"), "eIDASIdentifier": None}},
    ],
)
def test_somebody_elses_seal_is_told_as_theirs(identity, changed):
    """Also where only the name is the same: anybody can write a name."""
    one = judged(sealed(identity, **changed), trusted(identity))
    key = found(one, Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (Outcome.INDETERMINATE, Reason.SEAL_OF_ANOTHER)
    assert key.facts["signer"] == "Example University"
    assert found(one, Check.PROOF).outcome is Outcome.PASSED, "the seal is intact"
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.report.issuer_names == ()


@pytest.mark.parametrize(
    ("number", "scheme"),
    [
        ("VATFI-12345678", "eIDASIdentifier"),
        ("VATFI12345678", "vatIdentifier"),
        ("12345678", "vatIdentifier"),
        ("FI 1234 5678", "vatIdentifier"),
        ("12345678", "registration"),
    ],
)
def test_the_number_may_lack_its_prefix_where_the_country_stands_beside_it(
    identity, number, scheme
):
    issuer = elm.organisation("Example University", number, scheme=scheme)
    one = judged(sealed(identity, issuer=issuer), trusted(identity))
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.PASSED


def for_another(**changed: Any) -> dict[str, Any]:
    zed = elm.organisation("University of Zed", "VATIE-9", land=("IRL", "Ireland"), at=7)
    awarded = {"type": "AwardingProcess", "awardingBody": zed}
    claim = elm.claim(awardedBy=awarded)
    subject = elm.credential()["credentialSubject"] | {"hasClaim": claim}
    return {"credentialSubject": subject, **changed}


def test_who_sealed_is_not_who_awarded(identity):
    """The seal of one organisation over a diploma of the University of Zed (D.8, case 7)."""
    one = judged(sealed(identity, **for_another()), trusted(identity))
    key = found(one, Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (Outcome.PASSED, Reason.SEALED_FOR_ANOTHER)
    assert key.facts["signer"] == "Example University"
    assert key.facts["awarded_by"] == ("University of Zed",)
    assert key.facts["mandate"] is False
    assert one.report.issuer_names == ("Example University",), "never the University of Zed"


def test_a_mandate_that_the_issuer_claims_is_told_as_a_claim(identity):
    mandate = elm.concept(f"{elm.LISTS}/evidence-type/c_18016257")
    said = {"type": "Evidence", "evidenceStatement": "May issue for Zed", "dcType": mandate}
    one = judged(sealed(identity, **for_another(evidence=said)), trusted(identity))
    assert found(one, Check.ISSUER_KEY).facts["mandate"] is True


def test_an_id_that_the_payload_gives_its_issuer_identifies_nobody(identity):
    """A sealer calls itself by the address of somebody a registry lists."""
    famous = "did:web:famous.example"
    issuer = elm.organisation("Example University", seals.UNIVERSITY) | {"id": famous}
    evidence = x509.anchors(identity.root).joined(listing(famous, "Famous University"))
    one = judged(sealed(identity, issuer=issuer), evidence)
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.PASSED
    assert found(one, Check.ISSUER_IDENTITY).reason is Reason.CERTIFICATE_NAMES_ISSUER
    assert one.report.issuer_names == ("Example University",)


def test_without_a_list_the_authority_that_was_added_names_the_sealer(identity):
    """As it wrote it in the certificate; what the credential says counts for nothing."""
    issuer = elm.organisation("Famous University", seals.UNIVERSITY)
    one = judged(sealed(identity, issuer=issuer), x509.anchors(identity.root))
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.report.issuer_names == ("Example University",)


# --- time ------------------------------------------------------------------------------------

ENDED = NOW - timedelta(days=30)


def expired(**wanted: Any) -> x509.Identity:
    return seals.sealer(ends=ENDED, **wanted)


def test_a_certificate_that_ended_leaves_the_seal_without_proof_of_time():
    one = expired()
    key = found(
        judged(sealed(one, at=ENDED - timedelta(days=9)), trusted(one)), Check.ISSUER_KEY
    )
    assert (key.outcome, key.reason) == (
        Outcome.INDETERMINATE,
        Reason.KEY_ENDED_NO_PROOF_OF_TIME,
    )


def test_a_seal_that_says_it_was_made_after_the_end_is_none():
    one = expired()
    result = judged(sealed(one, at=NOW - timedelta(days=1)), trusted(one))
    assert found(result, Check.ISSUER_KEY).reason is Reason.KEY_ENDED_BEFORE_SIGNING
    assert result.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    ("seen", "role", "outcome"),
    [
        (ENDED - timedelta(days=1), Role.HOLDER, Outcome.PASSED),
        (ENDED + timedelta(days=1), Role.HOLDER, Outcome.INDETERMINATE),
        (ENDED - timedelta(days=1), Role.RECEIVER, Outcome.INDETERMINATE),
    ],
)
def test_only_its_holders_own_import_record_shows_that_it_was_there_before(
    seen: datetime, role: Role, outcome: Outcome
):
    one = expired()
    data = sealed(one, at=ENDED - timedelta(days=9))
    first = judged(data, trusted(one))
    evidence = replace(trusted(one), first_seen={first.credential_id: seen})
    assert found(judged(data, evidence, role=role), Check.ISSUER_KEY).outcome is outcome


def test_a_seal_from_before_its_certificate_began_shows_nothing(identity):
    early = x509.BEGINS - timedelta(days=1)
    key = found(judged(sealed(identity, at=early), trusted(identity)), Check.ISSUER_KEY)
    assert key.reason is Reason.CERTIFICATE_OUT_OF_DATES


def stamped(one: x509.Identity, by: x509.Identity, at: datetime) -> bytes:
    made = seals.seal(elm.credential(), one, form="flattened", at=ENDED - timedelta(days=9))
    return json.dumps(stamps.on_jades(made, by, at)).encode()


def test_a_timestamp_of_a_trusted_authority_shows_that_it_was_there_before():
    one, time = expired(), stamps.authority()
    evidence = trusted(one).joined(x509.anchors(time.root, purpose="timestamp"))
    result = judged(stamped(one, time, ENDED - timedelta(days=8)), evidence)
    key = found(result, Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (Outcome.PASSED, Reason.KEY_RETIRED_LATER)
    assert key.facts["proven_on"] == "2026-10-14T12:00:00Z"
    assert "local_only" not in key.facts
    assert result.verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    "wrong", ["not trusted", "for seals", "too late", "another", "not one"]
)
def test_a_timestamp_that_does_not_hold_proves_nothing(wrong: str):
    one, time = expired(), stamps.authority()
    at = ENDED + timedelta(days=1) if wrong == "too late" else ENDED - timedelta(days=8)
    if wrong == "not one":
        time = stamps.authority(extended=())
    data = stamped(one, time, at)
    if wrong == "another":
        other = json.loads(stamped(expired(), time, at))
        data = json.dumps(json.loads(data) | {"header": other["header"]}).encode()
    evidence = trusted(one)
    if wrong != "not trusted":
        purpose = "seal" if wrong == "for seals" else "timestamp"
        evidence = evidence.joined(x509.anchors(time.root, purpose=purpose))
    key = found(judged(data, evidence), Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (
        Outcome.INDETERMINATE,
        Reason.KEY_ENDED_NO_PROOF_OF_TIME,
    )


def listed(identity: x509.Identity, **how: Any) -> bytes:
    since = how.pop("since", None)
    rows = [(identity.certificate.serial_number, since)] if since is not None else []
    return identity.root.revocation_list(*rows, **how)


def test_where_revocation_is_published_but_no_list_is_held_nobody_knows():
    one = seals.sealer(crl_at="http://ca.example/crl")
    result = judged(sealed(one), trusted(one))
    assert found(result, Check.ISSUER_KEY).reason is Reason.KEY_AUTHORISED
    status = found(result, Check.STATUS)
    assert (status.outcome, status.reason) == (
        Outcome.INDETERMINATE,
        Reason.CERTIFICATE_STATUS_UNKNOWN,
    )
    assert result.verdict.code is VerdictCode.CANNOT_TELL
    good = judged(sealed(one), trusted(one, crls=(listed(one),)))
    assert good.verdict.code is VerdictCode.VERIFIED


def test_a_certificate_revoked_before_the_seal_says_it_was_made_is_not_genuine():
    one = seals.sealer(crl_at="http://ca.example/crl")
    crls = (listed(one, since=seals.SIGNED - timedelta(days=1)),)
    result = judged(sealed(one), trusted(one, crls=crls))
    assert found(result, Check.ISSUER_KEY).reason is Reason.KEY_REVOKED
    assert result.verdict.code is VerdictCode.NOT_GENUINE


def test_a_certificate_revoked_later_leaves_the_seal_without_proof_of_time():
    one = seals.sealer(crl_at="http://ca.example/crl")
    crls = (listed(one, since=seals.SIGNED + timedelta(days=1)),)
    key = found(judged(sealed(one), trusted(one, crls=crls)), Check.ISSUER_KEY)
    assert key.reason is Reason.KEY_ENDED_NO_PROOF_OF_TIME


# --- status, dates ---------------------------------------------------------------------------


@pytest.mark.parametrize("member", ["credentialStatus", "status"])
def test_a_status_entry_counts_wherever_its_issuer_wrote_it(identity, member):
    entry = {
        "id": "https://university.example/status/1#7",
        "type": "StatusList2021Entry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://university.example/status/1",
    }
    one = judged(sealed(identity, **{member: [entry]}), trusted(identity))
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_MISSING
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_an_expired_credential_is_not_valid(identity):
    data = sealed(identity, validUntil="2026-10-01T00:00:00Z")
    assert judged(data, trusted(identity)).verdict.code is VerdictCode.NOT_VALID


def test_a_seal_that_says_when_it_ends_has_ended_then(identity):
    made = seals.seal(elm.credential(), identity, exp="2026-11-20T00:00:00Z")
    one = judged(json.dumps(made).encode(), trusted(identity))
    assert one.verdict.code is VerdictCode.NOT_VALID


def test_a_compact_seal_is_judged_like_any(identity):
    token = seals.seal(elm.credential(), identity, form="compact")
    one = judged(token, trusted(identity))
    assert one.secured.securing == "jades"
    assert one.verdict.code is VerdictCode.VERIFIED
