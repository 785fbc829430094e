"""Showing parts of a ``bbs-2023`` credential to two receivers who compare notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import examined
from tests.helpers.presenting import HOLDER, KEY, chosen
from wallet import presenting
from wallet.encoding.binding import presentation_header
from wallet.encoding.multibase import multibase_decode
from wallet.errors import PresentingError
from wallet.evidence import Evidence
from wallet.presenting import DisclosurePlan
from wallet.presenting.statements import Handle
from wallet.proofs import bbs
from wallet.reasons import Reason
from wallet.report import Check, Outcome
from wallet.verify import Challenge

SIGNER = BbsKey.make("issuer")
NAME = "/credentialSubject/achievement/name"
RECEIVERS = (("nonce-1", "ACME Ltd"), ("nonce-2", "Bank Ltd"))


@pytest.fixture
def base() -> dict[str, Any]:
    document = Issuer("Example University").credential(
        "Data basics", holder=HOLDER, learner="Ada Lovelace", ects="5"
    )
    document["issuer"]["id"] = SIGNER.did_key
    return sign_bbs(
        document, SIGNER, ("/issuer", "/validFrom", "/credentialSubject/id")
    ).document


def plan_for(base: dict[str, Any], nonce: str, recipient: str) -> DisclosurePlan:
    choice = replace(chosen(base), reveal=(NAME,))
    return presenting.plan([choice], (HOLDER,), recipient=recipient, nonce=nonce, now=NOW)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    else:
        yield str(value)


def test_what_was_chosen_passes_for_its_receiver_and_for_no_other(base) -> None:
    for nonce, recipient in RECEIVERS:
        plan = plan_for(base, nonce, recipient)
        data = presenting.encode(plan, KEY, NOW)
        shown = json.loads(data)["verifiableCredential"][0]
        told = bbs.read(multibase_decode(shown["proof"]["proofValue"]))
        assert told.form == "derived"
        assert told.presentation_header == presentation_header(nonce, recipient)
        assert [(s.pointer, s.value) for s in plan.credentials[0].statements] == list(
            presenting.leaves(shown)
        )
        asked = Challenge(nonce=nonce, recipient=recipient)
        whole, part = examined(data, Evidence(), challenge=asked).credentials
        assert whole.report.find(Check.REQUEST).outcome is Outcome.PASSED
        assert part.report.find(Check.PROOF).reason is Reason.SIGNATURE_VALID
        assert part.report.find(Check.HOLDER).outcome is Outcome.PASSED
        other = Challenge(nonce="nonce-3", recipient="Somebody else")
        whole, _ = examined(data, Evidence(), challenge=other).credentials
        assert whole.report.find(Check.REQUEST).outcome is Outcome.FAILED


def test_nothing_that_was_kept_back_leaves(base) -> None:
    plan = plan_for(base, *RECEIVERS[0])
    data = presenting.encode(plan, KEY, NOW).decode()
    assert "Ada Lovelace" in str(base)
    assert "Ada Lovelace" not in data
    assert any(one.value == "Ada Lovelace" for one in plan.credentials[0].hidden)
    assert base["proof"]["proofValue"] not in data


def test_two_presentations_share_what_is_shown_and_named_and_nothing_else(base) -> None:
    plans = [plan_for(base, *one) for one in RECEIVERS]
    sent = [json.loads(presenting.encode(one, KEY, NOW)) for one in plans]
    common = set(texts(sent[0])) & set(texts(sent[1]))
    shown = {str(one.value) for one in plans[0].credentials[0].statements}
    named = {text for one in plans[0].handles for text in texts(one.value)}
    assert any(one.kind is Handle.HOLDER_KEY for one in plans[0].handles)
    rest = common - shown - named
    # what any presentation of any holder made that minute with these suites has
    proofs = (sent[0]["proof"], sent[0]["verifiableCredential"][0]["proof"])
    fixed = {"VerifiablePresentation", f"{HOLDER}#{HOLDER.removeprefix('did:key:')}"}
    fixed |= {one for proof in proofs for one in texts(
        {name: proof[name] for name in
         ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose")}
    )}  # fmt: skip
    assert rest <= fixed


def test_a_base_proof_is_never_sent_as_it_is(base) -> None:
    with pytest.raises(PresentingError):
        presenting.plan(
            [replace(chosen({**base, "proof": {**base["proof"], "proofValue": "u2V0C"}}))],
            (HOLDER,), recipient="ACME", now=NOW,
        )  # fmt: skip
