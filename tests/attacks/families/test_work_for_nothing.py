"""Small files that ask for much work, or lead into a dead end, are refused at once."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.signing import OB3
from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.evidence import Evidence, Source
from wallet.reasons import Reason
from wallet.report import Check
from wallet.trust import read_evidence

SECONDS = 8
"""Generous for a busy machine; unbounded, each of these took more than a minute."""


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="module")
def badge(issuer: Issuer) -> dict[str, Any]:
    signed: dict[str, Any] = issuer.issue()
    return signed


def refused_quickly(twin: dict[str, Any], issuer: Issuer) -> None:
    begun = time.monotonic()
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.TOO_COMPLEX
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("length", [150, 600, 3000])
def test_a_ring_of_nodes_that_look_alike(
    issuer: Issuer, badge: dict[str, Any], length: int
) -> None:
    twin = copy.deepcopy(badge)
    twin["https://e.example/ring"] = [
        {"id": f"_:n{i}", "https://e.example/next": {"id": f"_:n{(i + 1) % length}"}}
        for i in range(length)
    ]
    refused_quickly(twin, issuer)


def test_one_context_named_five_thousand_times(issuer: Issuer, badge: dict[str, Any]) -> None:
    twin = copy.deepcopy(badge)
    twin["@context"] = [*twin["@context"], *([OB3] * 5000)]
    refused_quickly(twin, issuer)


def test_a_context_of_its_own_in_every_node(issuer: Issuer, badge: dict[str, Any]) -> None:
    twin = copy.deepcopy(badge)
    twin["https://e.example/many"] = [
        {"@context": [OB3, {f"t{i}": f"https://e.example/t{i}"}], f"t{i}": "x"}
        for i in range(2000)
    ]
    refused_quickly(twin, issuer)


def test_twenty_proofs_under_a_hundred_contexts(issuer: Issuer, badge: dict[str, Any]) -> None:
    twin = copy.deepcopy(badge)
    scoped = {"x": {"@id": "https://e.example/x", "@context": {}}}
    twin["@context"] = [*twin["@context"], *([OB3] * 120), scoped]
    twin["proof"] = [
        {**badge["proof"], "created": f"2026-09-{day + 1:02d}T00:00:00Z"} for day in range(20)
    ]
    begun = time.monotonic()
    judged(twin, evidence_of(issuer))
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize(
    "number", ["0e99999999999999999999", "1e-99999999999999999999", "-0.0e-9999999999999999999"]
)
def test_an_exponent_beyond_counting(number: str) -> None:
    with pytest.raises(InputError) as refused:
        strict_json.loads(f'{{"a": {number}}}'.encode())
    assert refused.value.code == "malformed_json"
    file = f'{{"type": "VerifiableCredential", "issuer": {number}}}'.encode()
    one = judged(file, Evidence())
    assert one.verdict.deciding.reason is Reason.MALFORMED_JSON
    _, items = read_evidence([("f", file)], source=Source.CALLER, received_at=NOW)
    assert [one.code for one in items] == ["malformed_json"]
