"""A comment inside a signed text: canonical XML leaves comments out, so anybody may add one.

Readers that take the text before the first comment then read "VATFI-1" where "VATFI-12345678"
was signed, or another name.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.helpers import seals, xml_seals
from tests.helpers.judging import found, judged
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import trusted
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Aino Virtanen", b"Aino<!-- --> Virtanen"),
        (b"Aino Virtanen", b"<!--x-->Aino Virtanen<!--Mallory-->"),
        (b"VATFI-12345678", b"VATFI-1<!-- -->2345678"),
        (b"2026-08-31", b"2026-<!--9-->08-31"),
    ],
)
def test_what_is_shown_is_what_was_signed(before: bytes, after: bytes):
    identity = seals.sealer()
    data = xml_seals.sign(xml_seals.europass(), identity)
    plain = judged(data, trusted(identity))
    commented = judged(data.replace(before, after, 1), trusted(identity))
    assert commented.verdict.code is VerdictCode.VERIFIED
    assert plain.view is not None
    assert commented.view == plain.view


def test_a_name_in_a_comment_is_no_name():
    identity = seals.sealer()
    data = xml_seals.sign(xml_seals.europass(), identity)
    hidden = data.replace(b"</fullName>", b"<!--<text>Mallory Malady</text>--></fullName>", 1)
    one = judged(hidden, trusted(identity))
    assert one.view is not None
    assert [name.text for name in one.view.learner.names] == ["Aino Virtanen"]


def test_a_comment_does_not_hide_when_it_was_signed():
    identity = seals.sealer()
    long_ago = xml_seals.sign(xml_seals.europass(), identity, at=NOW - timedelta(days=4000))
    commented = long_ago.replace(b"SigningTime>20", b"SigningTime>20<!-- -->", 1)
    assert commented != long_ago
    for data in (long_ago, commented):
        one = judged(data, trusted(identity))
        assert found(one, Check.PROOF).outcome is Outcome.PASSED
        assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_OUT_OF_DATES
