"""Which keys sign: each that is shown anyway, none that is kept back, and what a thief does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.presenting import HOLDER, KEY, OTHER, OTHER_KEY, chosen
from tests.helpers.selective import sign_base
from wallet import identifiers, presenting
from wallet.errors import PresentingError
from wallet.evidence import Evidence
from wallet.examine import Judged
from wallet.holder import P256, PrivateKey, new_private_key
from wallet.presenting import DisclosurePlan, Note
from wallet.presenting.statements import Handle
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.verify import Challenge

ASKED = Challenge(nonce="n-1", recipient="ACME Ltd")
SIGNER = BbsKey.make("issuer")
TITLE = "/name"


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University", kind="P-256")


def base(issuer: Issuer, suite: str) -> dict[str, Any]:
    """A credential about our key, of which nothing about the learner is mandatory."""
    document = issuer.credential("Data basics", holder=HOLDER)
    document["name"] = "Data basics, with honours"
    if suite == "bbs-2023":
        document["issuer"]["id"] = SIGNER.did_key
        return sign_bbs(document, SIGNER, ("/issuer",)).document
    return sign_base(document, issuer.key, issuer.method_id, ("/issuer",)).document


class Keys:
    """Makes keys for one presentation, and keeps them for signing."""

    def __init__(self) -> None:
        self.made: list[PrivateKey] = []

    def __call__(self) -> str:
        self.made.append(new_private_key())
        return identifiers.did_key_of(self.made[-1].public_key())


def plan(*credentials: Any, reveal: tuple[str, ...] | None = (), **more: Any) -> DisclosurePlan:
    choice = [replace(chosen(one), reveal=reveal) for one in credentials]
    more = {"recipient": ASKED.recipient, "nonce": ASKED.nonce, "now": NOW, **more}
    return presenting.plan(choice, (HOLDER, OTHER), **more)


# --- a key that is kept back ------------------------------------------------------------------


@pytest.mark.parametrize("suite", ["ecdsa-sd-2023", "bbs-2023"])
def test_a_key_that_is_kept_back_does_not_sign(issuer: Issuer, suite: str) -> None:
    once = Keys()
    made = plan(base(issuer, suite), reveal=(TITLE,), once=once)
    data = presenting.encode(made, once.made, NOW)
    assert made.is_signed_once
    assert Note.HOLDER_KEPT_BACK in made.credentials[0].notes
    assert Handle.HOLDER_KEY not in {one.kind for one in made.handles}
    assert HOLDER.removeprefix("did:key:") not in data.decode()
    whole, part = examined(data, evidence_of(issuer), challenge=ASKED).credentials
    assert whole.report.find(Check.REQUEST).outcome is Outcome.PASSED
    assert part.report.find(Check.PROOF).outcome is Outcome.PASSED
    assert part.report.find(Check.HOLDER).reason is Reason.MAY_BE_UNDISCLOSED


@pytest.mark.parametrize("suite", ["ecdsa-sd-2023", "bbs-2023"])
def test_it_signs_where_its_identifier_is_shown(issuer: Issuer, suite: str) -> None:
    once = Keys()
    made = plan(base(issuer, suite), reveal=("/credentialSubject/id",), once=once)
    assert (made.holders, once.made) == ((HOLDER,), [])
    assert HOLDER in {one.value for one in made.handles if one.kind is Handle.HOLDER_KEY}
    data = presenting.encode(made, KEY, NOW)
    part = examined(data, evidence_of(issuer), challenge=ASKED).credentials[1]
    assert part.report.find(Check.HOLDER).reason is Reason.HOLDER_KEY_SHOWN


def test_without_a_key_for_once_another_of_the_wallet_signs_or_none(issuer: Issuer) -> None:
    credential = base(issuer, "ecdsa-sd-2023")
    assert plan(credential, reveal=(TITLE,)).holders == (OTHER,)
    choice = [replace(chosen(credential), reveal=(TITLE,))]
    with pytest.raises(PresentingError) as refused:
        presenting.plan(choice, (HOLDER,), recipient="", now=NOW)
    assert refused.value.code == "no_holder_key"


def test_two_who_compare_bbs_presentations_find_only_what_they_were_shown(
    issuer: Issuer,
) -> None:
    credential = base(issuer, "bbs-2023")
    sent, plans = [], []
    for nonce, recipient in (("n-1", "ACME Ltd"), ("n-2", "Bank Ltd")):
        once = Keys()
        made = plan(credential, reveal=(TITLE,), nonce=nonce, recipient=recipient, once=once)
        sent.append(json.loads(presenting.encode(made, once.made, NOW)))
        plans.append(made)
    common = pieces(sent[0]) & pieces(sent[1])
    shown = {str(one.value) for one in plans[0].credentials[0].statements}
    # what the presentation of anybody who signs at that second says
    frame = plan(
        Issuer("Another School", seed="school").issue(holder=OTHER),
        nonce="n-3",
        recipient="C Ltd",
    )
    usual = pieces(json.loads(presenting.encode(frame, OTHER_KEY, NOW)))
    assert common - usual <= shown
    named = {one.value for one in plans[0].handles}
    for one in plans[0].credentials[0].statements:
        if one.pointer.startswith("/proof/proofValue"):
            assert str(one.value) not in common
    assert not any(one.startswith("did:key:") and one not in named for one in common - shown)


def pieces(value: Any) -> set[str]:
    """Every text in a document, as text."""
    if isinstance(value, dict):
        return {text for one in value.values() for text in pieces(one)}
    if isinstance(value, list):
        return {text for one in value for text in pieces(one)}
    return {str(value)}


# --- several keys -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def school() -> Issuer:
    return Issuer("Another School", seed="school")


@pytest.fixture(scope="module")
def both(school: Issuer) -> list[dict[str, Any]]:
    return [school.issue("One", holder=HOLDER), school.issue("Two", holder=OTHER)]


def judged(document: dict[str, Any], issuer: Issuer) -> tuple[Judged, ...]:
    return examined(document, evidence_of(issuer), challenge=ASKED).credentials


def test_each_key_that_credentials_are_bound_to_signs_and_that_is_said(
    school: Issuer, both: list[dict[str, Any]]
) -> None:
    made = plan(*both)
    assert made.holders == (HOLDER, OTHER)
    assert [one.value for one in made.handles if one.kind is Handle.HOLDER_KEY] == [
        HOLDER, OTHER,
    ]  # fmt: skip
    ids = [one.credential_id for one in made.credentials]
    assert made.by_key == ((ids[0],), (ids[1],))
    assert not plan(both[0]).by_key
    sent = json.loads(presenting.encode(made, (OTHER_KEY, KEY), NOW))
    assert sent["holder"] == HOLDER
    assert [one["verificationMethod"].partition("#")[0] for one in sent["proof"]] == [
        HOLDER, OTHER,
    ]  # fmt: skip
    assert {(one["challenge"], one["domain"]) for one in sent["proof"]} == {
        (ASKED.nonce, ASKED.recipient)
    }
    whole, *parts = judged(sent, school)
    assert whole.verdict.code is VerdictCode.CANNOT_TELL  # whether it is one person
    assert whole.report.find(Check.HOLDER).reason is Reason.SEVERAL_KEYS_SHOWN
    assert whole.report.find(Check.REQUEST).outcome is Outcome.PASSED
    for one in parts:
        assert one.verdict.code is VerdictCode.VERIFIED
        assert one.report.find(Check.HOLDER).reason is Reason.HOLDER_KEY_SHOWN


def one_alone(sent: dict[str, Any]) -> None:
    sent["proof"] = sent["proof"][0]


def other_question(sent: dict[str, Any]) -> None:
    sent["proof"][1]["challenge"] = "n-2"


def other_recipient(sent: dict[str, Any]) -> None:
    sent["proof"][1]["domain"] = "Bank Ltd"


def swapped(sent: dict[str, Any]) -> None:
    first, second = sent["proof"]
    first["proofValue"], second["proofValue"] = second["proofValue"], first["proofValue"]


def same_twice(sent: dict[str, Any]) -> None:
    first, second = sent["proof"]
    second["verificationMethod"], second["proofValue"] = (
        first["verificationMethod"], first["proofValue"],
    )  # fmt: skip


def other_holder(sent: dict[str, Any]) -> None:
    sent["holder"] = identifiers.did_key_of(new_private_key(P256).public_key())


@pytest.mark.parametrize(
    ("alter", "verdict"),
    [
        (one_alone, VerdictCode.CANNOT_TELL),
        (other_question, VerdictCode.NOT_GENUINE),
        (other_recipient, VerdictCode.NOT_GENUINE),
        (swapped, VerdictCode.NOT_GENUINE),
        (same_twice, VerdictCode.CANNOT_TELL),
        (other_holder, VerdictCode.NOT_GENUINE),
    ],
)
def test_without_a_good_signature_of_each_key_what_it_binds_is_shown_by_nobody(
    school: Issuer,
    both: list[dict[str, Any]],
    alter: Callable[[dict[str, Any]], None],
    verdict: VerdictCode,
) -> None:
    """A signature left out is no forgery; but nothing then shows whose the second one is."""
    sent = json.loads(presenting.encode(plan(*both), (KEY, OTHER_KEY), NOW))
    alter(sent)
    whole, _, second = judged(sent, school)
    assert whole.verdict.code is verdict
    told = whole.report.find(Check.HOLDER)
    assert told is None or told.reason is not Reason.SEVERAL_KEYS_SHOWN
    assert second.report.find(Check.HOLDER).reason is Reason.HOLDER_PROOF_MISSING


def test_all_keys_of_the_plan_are_needed_and_no_other(both: list[dict[str, Any]]) -> None:
    made = plan(*both)
    for keys in (KEY, (KEY, new_private_key()), (KEY, OTHER_KEY, new_private_key()), None):
        with pytest.raises(PresentingError) as refused:
            presenting.encode(made, keys, NOW)
        assert refused.value.code == "key_of_another"


def test_two_sets_of_evidence_make_no_difference_to_whose_it_is(
    both: list[dict[str, Any]],
) -> None:
    """The keys stand in the identifiers themselves: nothing has to be known beforehand."""
    sent = json.loads(presenting.encode(plan(*both), (KEY, OTHER_KEY), NOW))
    whole = examined(sent, Evidence(), challenge=ASKED).credentials[0]
    assert whole.report.find(Check.HOLDER).reason is Reason.SEVERAL_KEYS_SHOWN
