"""Attack: write what was signed so that the graph stays, and readers find nothing there."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("value", ["F", None]),
        ("value", ["F", []]),
        ("value", ["F", {"@value": None}]),
        ("value", {"@value": "F", "type": f"{XSD}string"}),
        ("value", {"@value": "F", "@language": None}),
        ("id", "own:first"),
    ],
)
def test_a_failed_result_that_readers_do_not_see(member: str, value: Any) -> None:
    issuer = Issuer()
    document = issuer.credential()
    result = {"id": "https://results.example/first", "type": ["Result"], "value": "F"}
    document["credentialSubject"]["result"] = [result]
    good = issuer.sign(document)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = copy.deepcopy(good)
    twin["credentialSubject"]["result"][0][member] = value
    twin["@context"].append({"own": "https://results.example/"})
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.SIGNATURE_VALID
    assert found(one, Check.FORMAT).reason is Reason.INVALID_MEMBER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
