"""Showing again what was shown to somebody else, or showing what is somebody else's.

Each attack starts from a good presentation, made for ACME's nonce, and must end with a finding
that names it; the untouched one passes beside it.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, Key, presentation, registry
from tests.helpers.presenting import HOLDER, KEY, make_plan
from wallet import presenting
from wallet.check_desk import CheckDesk
from wallet.presenting import qr
from wallet.report import Check, Outcome, VerdictCode

NONCE = "6f1c-fresh"
RECIPIENT = "ACME Ltd"


@pytest.fixture
def issuer():
    return Issuer("Example University", method="did:web")


@pytest.fixture
def badge(issuer):
    return issuer.issue("Data basics", holder=HOLDER, ects="5", status=("revocation",))


@pytest.fixture
def desk(tmp_path, clock, issuer, badge):
    made = CheckDesk(tmp_path / "trust", clock=clock)
    assert badge
    offer = made.offer_trust(
        "sources", [("r.json", registry([issuer])), *issuer.evidence_files()]
    )
    made.accept_trust(offer, offer.words)
    return made


@pytest.fixture
def good(badge):
    return presenting.encode(make_plan(badge, nonce=NONCE, recipient=RECIPIENT), KEY, NOW)


def _check(desk, data, **asked):
    asked = asked or {"nonce": NONCE, "recipient": RECIPIENT}
    (result,) = desk.check([("received.vp.json", data)], **asked)
    assert result.error is None
    whole, *parts = result.credentials
    return whole, parts


def _found(judged, check):
    finding = judged.report.find(check)
    return finding.outcome, finding.reason.value


def _changed(data, change):
    document = json.loads(data)
    change(document)
    return to_bytes(document)


def test_the_answer_to_ones_own_question_is_verified(desk, good):
    whole, (part,) = _check(desk, good)
    assert whole.verdict.code is VerdictCode.VERIFIED
    assert part.verdict.code is VerdictCode.VERIFIED
    assert _found(whole, Check.REQUEST) == (Outcome.PASSED, "answers_request")
    assert _found(part, Check.HOLDER) == (Outcome.PASSED, "holder_key_shown")


def test_replayed_to_somebody_with_another_nonce(desk, good):
    whole, (part,) = _check(desk, good, nonce="another", recipient=RECIPIENT)
    assert whole.verdict.code is VerdictCode.CANNOT_TELL
    assert _found(whole, Check.REQUEST) == (Outcome.FAILED, "other_nonce")
    assert part.verdict.code is VerdictCode.VERIFIED


def test_replayed_to_another_recipient(desk, good):
    whole, _ = _check(desk, good, nonce=NONCE, recipient="Globex")
    assert whole.verdict.code is VerdictCode.CANNOT_TELL
    assert _found(whole, Check.REQUEST) == (Outcome.FAILED, "other_recipient")


def test_a_presentation_for_nobody_answers_no_receiver(desk, badge):
    data = presenting.encode(make_plan(badge, nonce=None, recipient=""), KEY, NOW)
    whole, _ = _check(desk, data)
    assert _found(whole, Check.REQUEST) == (Outcome.FAILED, "other_nonce")
    whole, _ = _check(desk, data, recipient=RECIPIENT)
    assert _found(whole, Check.REQUEST) == (Outcome.FAILED, "other_recipient")


def test_without_a_question_freshness_is_not_shown(desk, good):
    (result,) = desk.check([("received.vp.json", good)])
    whole = result.credentials[0]
    assert whole.verdict.code is VerdictCode.CANNOT_TELL
    assert _found(whole, Check.REQUEST) == (Outcome.INDETERMINATE, "freshness_not_shown")


def test_an_expired_presentation(desk, badge):
    plan = make_plan(
        badge, nonce=NONCE, recipient=RECIPIENT, now=NOW - timedelta(days=3),
        expires=NOW - timedelta(days=1),
    )  # fmt: skip
    data = presenting.encode(plan, KEY, NOW - timedelta(days=3))
    whole, (part,) = _check(desk, data)
    assert whole.verdict.code in {VerdictCode.NOT_VALID, VerdictCode.NOT_GENUINE}
    reasons = {one.reason.value for one in whole.report.findings}
    assert reasons & {"expired", "proof_expired"}
    assert part.verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    ("member", "value"),
    [("challenge", "another"), ("domain", "Globex"), ("created", "2026-11-21T00:00:00Z")],
)
def test_the_question_rewritten_after_signing(desk, good, member, value):
    data = _changed(good, lambda document: document["proof"].update({member: value}))
    whole, _ = _check(desk, data, nonce=NONCE if member != "challenge" else value)
    assert whole.verdict.code is VerdictCode.NOT_GENUINE
    assert _found(whole, Check.PROOF) == (Outcome.FAILED, "signature_invalid")


def test_an_end_added_or_removed_after_signing(desk, badge, good):
    added = _changed(good, lambda one: one["proof"].update({"expires": "2030-01-01T00:00:00Z"}))
    assert _check(desk, added)[0].verdict.code is VerdictCode.NOT_GENUINE
    plan = make_plan(badge, nonce=NONCE, recipient=RECIPIENT, expires=NOW + timedelta(days=1))
    ending = presenting.encode(plan, KEY, NOW)
    assert _check(desk, ending)[0].verdict.code is VerdictCode.VERIFIED
    removed = _changed(ending, lambda one: one["proof"].pop("expires"))
    assert _check(desk, removed)[0].verdict.code is VerdictCode.NOT_GENUINE


def test_a_credential_of_somebody_elses_key(desk, issuer):
    victim = Key.make("victim")
    stolen = issuer.issue("Medical degree", holder=victim.did_key, status=("revocation",))
    data = presenting.encode(make_plan(stolen, nonce=NONCE, recipient=RECIPIENT), KEY, NOW)
    whole, (part,) = _check(desk, data)
    assert _found(part, Check.HOLDER) == (Outcome.INDETERMINATE, "holder_proof_missing")
    assert _found(whole, Check.HOLDER)[0] is not Outcome.PASSED


def test_two_peoples_credentials_in_one_presentation(desk, issuer, badge):
    other = issuer.issue("Second", holder=Key.make("victim").did_key, status=("revocation",))
    data = presenting.encode(
        make_plan(badge, other, nonce=NONCE, recipient=RECIPIENT), KEY, NOW
    )
    whole, parts = _check(desk, data)
    assert _found(whole, Check.HOLDER) == (Outcome.INDETERMINATE, "different_holders")
    assert [_found(one, Check.HOLDER)[0] for one in parts] == [
        Outcome.PASSED,
        Outcome.INDETERMINATE,
    ]


def test_a_credential_swapped_after_signing(desk, issuer, good):
    better = issuer.issue("Doctorate", holder=HOLDER, status=("revocation",))
    data = _changed(good, lambda one: one.update({"verifiableCredential": [better]}))
    whole, _ = _check(desk, data)
    assert whole.verdict.code is VerdictCode.NOT_GENUINE


def test_a_credential_added_or_left_out_after_signing(desk, issuer, good):
    more = issuer.issue("Doctorate", holder=HOLDER)
    added = _changed(good, lambda one: one["verifiableCredential"].append(more))
    assert _check(desk, added)[0].verdict.code is VerdictCode.NOT_GENUINE
    emptied = _changed(good, lambda one: one.update({"verifiableCredential": []}))
    (result,) = desk.check([("x", emptied)], nonce=NONCE, recipient=RECIPIENT)
    assert all(one.verdict.code is not VerdictCode.VERIFIED for one in result.credentials)


def test_a_claim_changed_inside_an_embedded_credential(desk, good):
    def change(document):
        subject = document["verifiableCredential"][0]["credentialSubject"]
        subject["achievement"]["name"] = "Medical degree"

    whole, (part,) = _check(desk, _changed(good, change))
    assert whole.verdict.code is VerdictCode.NOT_GENUINE
    assert part.verdict.code is VerdictCode.NOT_GENUINE


def test_a_presentation_signed_anew_by_the_thief(desk, badge):
    thief = Key.make("thief")
    data = to_bytes(presentation([badge], thief, nonce=NONCE, recipient=RECIPIENT))
    whole, (part,) = _check(desk, data)
    assert whole.verdict.code is VerdictCode.CANNOT_TELL
    assert whole.verdict.deciding.check is Check.HOLDER
    assert _found(part, Check.HOLDER) == (Outcome.INDETERMINATE, "holder_proof_missing")
    assert _found(whole, Check.HOLDER) == (Outcome.INDETERMINATE, "holder_proof_missing")


def test_the_victims_name_over_the_thiefs_key(desk, badge):
    thief = Key.make("thief")
    forged = presentation([badge], thief, nonce=NONCE, recipient=RECIPIENT, signed=False)
    forged["holder"] = HOLDER
    signed = presentation([badge], thief, nonce=NONCE, recipient=RECIPIENT)
    forged["proof"] = signed["proof"]
    assert _check(desk, to_bytes(forged))[0].verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize("purpose", ["assertionMethod", "capabilityInvocation", ""])
def test_a_proof_made_for_another_purpose(desk, badge, purpose):
    holder = Key.make("holder")
    data = to_bytes(
        presentation([badge], holder, nonce=NONCE, recipient=RECIPIENT, purpose=purpose)
    )
    whole, _ = _check(desk, data)
    assert whole.verdict.code is not VerdictCode.VERIFIED
    assert _found(whole, Check.PROOF)[0] is not Outcome.PASSED


def test_an_unsigned_presentation_of_a_bound_credential(desk, badge):
    data = to_bytes(presentation([badge], Key.make("holder"), signed=False))
    whole, (part,) = _check(desk, data)
    assert whole.verdict.code is VerdictCode.CANNOT_TELL
    assert _found(whole, Check.PROOF) == (Outcome.INDETERMINATE, "not_signed")
    assert _found(part, Check.HOLDER) == (Outcome.INDETERMINATE, "holder_proof_missing")


def test_a_bound_credential_alone_is_never_a_bearer_one(desk, badge):
    (result,) = desk.check([("badge.json", to_bytes(badge))])
    (part,) = result.credentials
    assert _found(part, Check.HOLDER) == (Outcome.INDETERMINATE, "holder_proof_missing")


def test_a_token_swapped_inside_its_envelope(desk, issuer):
    token = issuer.issue("Data basics", suite="vc+jwt", holder=HOLDER)
    other = issuer.issue("Doctorate", suite="vc+jwt", holder=HOLDER)
    data = presenting.encode(make_plan(token, nonce=NONCE, recipient=RECIPIENT), KEY, NOW)
    assert _check(desk, data)[0].verdict.code is VerdictCode.VERIFIED

    def change(document):
        document["verifiableCredential"][0]["id"] = f"data:application/vc+jwt,{other}"

    assert _check(desk, _changed(data, change))[0].verdict.code is VerdictCode.NOT_GENUINE


def test_a_presentation_brings_no_evidence_of_its_own(desk):
    """A DID document or a register inside the file under test is never evidence."""
    mallory = Issuer("Mallory College", method="did:web", host="mallory.example")
    badge = mallory.issue("Doctorate", holder=HOLDER)
    plan = make_plan(badge, nonce=NONCE, recipient=RECIPIENT)
    data = presenting.encode(plan, KEY, NOW)
    (result, *_) = desk.check(
        [("x.vp.json", data), *mallory.evidence_files(), ("r", registry([mallory]))],
        nonce=NONCE,
        recipient=RECIPIENT,
    )
    part = result.credentials[1]
    assert part.verdict.code is VerdictCode.CANNOT_TELL
    assert _found(part, Check.ISSUER_KEY)[0] is not Outcome.PASSED


def test_a_second_presentation_hidden_beside_parts_of_the_first(desk, issuer):
    badges = [issuer.issue(f"Course {at}", holder=HOLDER) for at in range(40)]
    data = presenting.encode(make_plan(*badges, nonce=NONCE), KEY, NOW)
    texts = qr.qr_texts(data)
    assert len(texts) > 1
    single = qr.qr_texts(b'{"type":"VerifiablePresentation"}')
    mixed = " ".join([texts[0], single[0]]).encode()
    results = desk.check([("mixed.txt", mixed), ("rest.txt", " ".join(texts[1:]).encode())])
    assert all(result.error is not None for result in results)
