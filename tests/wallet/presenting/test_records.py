"""A learner record (CLR) and what is in it: chosen one by one, checked one by one."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.presenting import HOLDER, OTHER, make_plan, sent
from wallet.report import Check, VerdictCode
from wallet.verify import Challenge

OFFICE, SCHOOL = Issuer("Record Office", seed="office"), Issuer("A School", seed="school")
STRANGER = Issuer("A Stranger", seed="stranger")
ASKED = Challenge(nonce="n-1", recipient="ACME Ltd")
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
GOOD, FORGED, UNSURE = VerdictCode.VERIFIED, VerdictCode.NOT_GENUINE, VerdictCode.CANNOT_TELL


@pytest.fixture(scope="module")
def parts() -> list[dict[str, Any]]:
    return [SCHOOL.issue(title, holder=HOLDER) for title in ("First", "Second")]


def record(parts: list[dict[str, Any]]) -> dict[str, Any]:
    document = OFFICE.credential("Record", holder=HOLDER)
    document["@context"] = [document["@context"][0], CLR, document["@context"][1]]
    document["type"] = ["VerifiableCredential", "ClrCredential"]
    document["name"] = "Record"
    document["credentialSubject"] = {
        "id": HOLDER, "type": ["ClrSubject"], "verifiableCredential": copy.deepcopy(parts),
    }  # fmt: skip
    return OFFICE.sign(document)


def verdicts(shown: dict[str, Any]) -> list[VerdictCode]:
    """Of the presentation, of the record, and of each credential in it."""
    found = examined(shown, evidence_of(OFFICE, SCHOOL), challenge=ASKED)
    return [one.verdict.code for one in found.credentials]


def test_one_of_a_record_goes_alone_with_its_own_proof(parts: list[dict[str, Any]]) -> None:
    shown = sent(parts[0], nonce="n-1")
    assert "Second" not in json.dumps(shown)
    assert shown["verifiableCredential"] == [parts[0]]
    assert verdicts(shown) == [GOOD, GOOD]


def test_a_whole_record_shows_each_with_its_own_verdict(parts: list[dict[str, Any]]) -> None:
    shown = sent(record(parts), nonce="n-1")
    assert verdicts(shown) == [GOOD, GOOD, GOOD, GOOD]


def renamed(inside: list[dict[str, Any]]) -> None:
    inside[1]["credentialSubject"]["achievement"]["name"] = "Better"


def proof_of_the_other(inside: list[dict[str, Any]]) -> None:
    inside[1]["proof"] = inside[0]["proof"]


def later(inside: list[dict[str, Any]]) -> None:
    inside[1]["validFrom"] = "2020-01-01T00:00:00Z"


def others(inside: list[dict[str, Any]]) -> None:
    inside[1]["issuer"]["id"] = OFFICE.did


@pytest.mark.parametrize("change", [renamed, proof_of_the_other, later, others])
def test_a_forged_one_in_a_record_that_was_signed_over_it_stands_out_alone(
    parts: list[dict[str, Any]], change: Callable[[list[dict[str, Any]]], None]
) -> None:
    """The office signed what it was given: its word for the whole proves none of the parts."""
    inside = copy.deepcopy(parts)
    change(inside)
    _, whole, first, second = verdicts(sent(record(inside), nonce="n-1"))
    assert (whole, first) == (GOOD, GOOD)
    assert second is FORGED


@pytest.mark.parametrize("change", [renamed, proof_of_the_other, later, others])
def test_changed_after_the_record_was_signed_both_are_forged(
    parts: list[dict[str, Any]], change: Callable[[list[dict[str, Any]]], None]
) -> None:
    made = record(parts)
    change(made["credentialSubject"]["verifiableCredential"])
    found = verdicts({**sent(parts[0], nonce="n-1"), "verifiableCredential": [made]})
    assert found[0] is FORGED  # the presentation was signed over another record
    assert GOOD not in (found[1], found[3])


def test_one_by_an_unknown_issuer_stays_unknown_inside_a_good_record(
    parts: list[dict[str, Any]],
) -> None:
    inside = [parts[0], STRANGER.issue("Third", holder=HOLDER)]
    assert verdicts(sent(record(inside), nonce="n-1")) == [GOOD, GOOD, GOOD, UNSURE]


def test_one_of_somebody_else_is_not_shown_as_theirs(parts: list[dict[str, Any]]) -> None:
    inside = [parts[0], SCHOOL.issue("Third", holder=OTHER)]
    shown = sent(record(inside), nonce="n-1")
    found = examined(shown, evidence_of(OFFICE, SCHOOL), challenge=ASKED).credentials
    reasons = [one.report.find(Check.HOLDER).reason.value for one in found[2:]]
    assert reasons == ["holder_key_shown", "holder_proof_missing"]


def test_a_part_is_never_left_out_of_a_record_that_was_signed_as_a_whole(
    parts: list[dict[str, Any]],
) -> None:
    made = record(parts)
    made["credentialSubject"]["verifiableCredential"].pop()
    found = verdicts({**sent(parts[0], nonce="n-1"), "verifiableCredential": [made]})
    assert found[1] is not GOOD
    assert not make_plan(record(parts)).credentials[0].choices.selective
