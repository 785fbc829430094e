"""Resources named by their digests: at hand and the same, at hand and another, not at hand."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import base58
import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet import wording
from wallet.encoding import contexts
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode

CONTEXT = "https://www.w3.org/ns/credentials/v2"
PROFILE = {"type": "Profile", "id": "https://a.example/profile", "name": "A"}


def sri(data: bytes, how: str = "sha384") -> str:
    return f"{how}-{base64.b64encode(hashlib.new(how, data).digest()).decode()}"


def multibase(data: bytes) -> str:
    return "z" + base58.b58encode(b"\x12\x20" + hashlib.sha256(data).digest()).decode()


def judge(entries: Any, member: str = "relatedResource") -> tuple[VerdictCode, Outcome, Reason]:
    issuer = Issuer()
    document = issuer.credential("Data basics")
    document[member] = entries
    evidence = evidence_of(issuer, extra=[("profile.json", to_bytes(PROFILE))])
    one = judged(issuer.jwt(document), evidence)
    form = found(one, Check.FORMAT)
    return one.verdict.code, form.outcome, form.reason


@pytest.mark.parametrize(
    "entry",
    [
        {"id": CONTEXT, "digestSRI": sri(contexts.read(CONTEXT))},
        {"id": CONTEXT, "digestSRI": sri(contexts.read(CONTEXT), "sha256")},
        {"id": CONTEXT, "digestMultibase": multibase(contexts.read(CONTEXT))},
        {"id": PROFILE["id"], "digestSRI": sri(to_bytes(PROFILE), "sha256")},
        {"id": "https://elsewhere.example/x.png", "digestSRI": sri(b"unknown")},
        {"id": CONTEXT, "digestSRI": "md5-abc"},
    ],
)
def test_what_matches_and_what_is_not_at_hand_changes_nothing(entry: dict[str, str]) -> None:
    assert judge([entry]) == (VerdictCode.VERIFIED, Outcome.PASSED, Reason.CONFORMS)


@pytest.mark.parametrize(
    "entry",
    [
        {"id": CONTEXT, "digestSRI": sri(b"another")},
        {"id": CONTEXT, "digestMultibase": multibase(b"another")},
        {"id": PROFILE["id"], "digestSRI": sri(b"another", "sha256")},
    ],
)
def test_what_is_at_hand_and_another_fails(entry: dict[str, str]) -> None:
    expected = (VerdictCode.CANNOT_TELL, Outcome.FAILED, Reason.RESOURCE_DIFFERS)
    assert judge(entry) == expected
    assert judge({**entry, "type": "JsonSchema"}, "credentialSchema") == expected


def test_an_entry_without_digest_and_a_name_given_twice_break_the_model() -> None:
    good = {"id": "urn:a", "digestSRI": sri(b"a")}
    for entries in ({"id": "urn:a"}, [good, good], {"digestSRI": sri(b"a")}):
        assert judge(entries)[1:] == (Outcome.FAILED, Reason.INVALID_MEMBER)


def test_a_schema_that_is_named_is_said_not_to_be_checked() -> None:
    issuer = Issuer()
    document = issuer.credential("Data basics")
    named = {"id": "https://schema.example/badge.json", "type": "JsonSchema"}
    document["credentialSchema"] = [named]
    one = judged(issuer.jwt(document), evidence_of(issuer))
    form = found(one, Check.FORMAT)
    assert form.outcome is Outcome.PASSED
    assert form.facts["schema_not_checked"] == (named["id"],)
    assert "not checked" in wording.finding(form, Role.HOLDER).meaning
    plain = found(judged(issuer.issue(), evidence_of(issuer)), Check.FORMAT)
    assert "not checked" not in wording.finding(plain, Role.HOLDER).meaning
