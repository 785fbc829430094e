"""A part of somebody's presentation, lifted into a presentation of one's own.

A credential about nobody's key is believed of whoever shows it. With ``bbs-2023`` the holder
binds what is shown to the occasion, so that a copy tells that it was made for another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.helpers.badges import badge
from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.issuer import Key, presentation
from tests.helpers.judging import examined
from wallet.encoding.binding import presentation_header
from wallet.evidence import Evidence
from wallet.proofs.deriving import derive
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome
from wallet.verify import Challenge

KEY = BbsKey.make("issuer")
LEARNER, THIEF = Key.make("learner"), Key.make("thief")
NONCE, RECIPIENT = "6f1c-fresh", "ACME Ltd"


def shown(nonce: str | None = NONCE, recipient: str = RECIPIENT) -> Mapping[str, Any]:
    document = badge()
    del document["credentialSubject"]["id"]
    base = sign_bbs(document, KEY, ["/issuer", "/validFrom", "/credentialSubject"]).document
    header = presentation_header(nonce, recipient)
    return derive(base, [], presentation_header=header)


def holder(
    document: Mapping[str, Any], challenge: Challenge | None = None
) -> tuple[Finding, Finding]:
    """What is said of the holder, and of the proof, of the credential inside."""
    found = examined(document, Evidence(), challenge=challenge)
    report = found.credentials[-1].report
    told = report.find(Check.HOLDER), report.find(Check.PROOF)
    assert told[0] is not None
    assert told[1] is not None
    return told[0], told[1]


ASKED = Challenge(nonce=NONCE, recipient=RECIPIENT)


@pytest.mark.parametrize("challenge", [None, ASKED])
def test_the_learners_own_presentation_is_of_one_piece(challenge: Challenge | None) -> None:
    whole = presentation([shown()], LEARNER, nonce=NONCE, recipient=RECIPIENT)
    told, proof = holder(whole, challenge)
    assert proof.outcome is Outcome.PASSED
    assert told.reason is not Reason.PROOF_FOR_ANOTHER_OCCASION


@pytest.mark.parametrize(
    ("nonce", "recipient"), [("other", RECIPIENT), (NONCE, "Bank Ltd"), (None, None)]
)
def test_in_a_presentation_for_another_occasion_it_is_told_to_be_a_copy(
    nonce: str | None, recipient: str | None
) -> None:
    whole = presentation([shown()], THIEF, nonce=nonce, recipient=recipient)
    told, proof = holder(whole)
    assert proof.outcome is Outcome.PASSED  # the issuer did sign it
    assert (told.outcome, told.reason) == (
        Outcome.INDETERMINATE,
        Reason.PROOF_FOR_ANOTHER_OCCASION,
    )


def test_a_receiver_who_asked_compares_without_any_presentation_proof() -> None:
    whole = presentation([shown()], THIEF, signed=False)
    other = Challenge(nonce="mine", recipient="Bank Ltd")
    assert holder(whole, other)[0].reason is Reason.PROOF_FOR_ANOTHER_OCCASION
    assert holder(whole, ASKED)[0].reason is not Reason.PROOF_FOR_ANOTHER_OCCASION
    assert holder(shown(), other)[0].reason is Reason.PROOF_FOR_ANOTHER_OCCASION


def test_a_wallet_that_binds_to_nothing_is_not_accused() -> None:
    document = badge()
    del document["credentialSubject"]["id"]
    base = sign_bbs(document, KEY, ["/issuer", "/credentialSubject"]).document
    whole = presentation([derive(base, [])], LEARNER, nonce=NONCE, recipient=RECIPIENT)
    assert holder(whole, ASKED)[0].reason is not Reason.PROOF_FOR_ANOTHER_OCCASION


def test_the_binding_itself_cannot_be_rewritten() -> None:
    """The header stands in the proof value, and every number of the proof depends on it."""
    import base64  # noqa: PLC0415

    document = dict(shown())
    value = document["proof"]["proofValue"][1:]
    raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    old, new = presentation_header(NONCE, RECIPIENT), presentation_header("other", RECIPIENT)
    assert raw.endswith(old)
    written = base64.urlsafe_b64encode(raw[:-32] + new).decode().rstrip("=")
    document["proof"] = {**document["proof"], "proofValue": "u" + written}
    whole = presentation([document], THIEF, nonce="other", recipient=RECIPIENT)
    _, proof = holder(whole)
    assert (proof.outcome, proof.reason) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)
