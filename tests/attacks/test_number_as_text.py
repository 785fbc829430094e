"""Attack: write a number or truth as the text that signs the same, where nobody reads it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


@pytest.mark.parametrize(
    ("place", "member", "value"),
    [
        ("achievement", "creditsAvailable", "5.5E0"),
        ("identifier", "hashed", "false"),
    ],
)
def test_what_readers_find_no_more(place: str, member: str, value: Any) -> None:
    issuer = Issuer()
    document = issuer.credential(learner="Ada Lovelace")
    document["credentialSubject"]["achievement"]["creditsAvailable"] = 5.5
    good = issuer.sign(document)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = copy.deepcopy(good)
    inside = twin["credentialSubject"][place]
    (inside[0] if isinstance(inside, list) else inside)[member] = value
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.INVALID_MEMBER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
