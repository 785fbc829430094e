"""A key document that its owner wrote badly accuses no honest issuer of forgery."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import judged
from tests.helpers.keys import Key
from wallet.evidence import Source
from wallet.report import VerdictCode
from wallet.trust import read_evidence

ISSUER = Issuer(method="did:web")
METHOD: dict[str, Any] = ISSUER.document()["verificationMethod"][0]


def verdict(*methods: Any, **members: Any) -> VerdictCode:
    document = {**ISSUER.document(), "verificationMethod": list(methods), **members}
    files = [("registry.json", registry([ISSUER])), ("did.json", to_bytes(document))]
    evidence, refused = read_evidence(files, source=Source.CALLER, received_at=NOW)
    assert not refused
    return judged(ISSUER.issue(), evidence).verdict.code


def test_a_good_one() -> None:
    assert verdict(METHOD) is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"expires": "next year"},
        {"publicKeyJwk": {}},
        {"publicKeyMultibase": 5},
        {"publicKeyMultibase": "z6Mk"},
        {"controller": None},
        {"controller": [ISSUER.did]},
        {"type": "JsonWebKey"},
    ],
)
def test_a_method_that_cannot_be_read(change: dict[str, Any]) -> None:
    assert verdict({**METHOD, **change}) is VerdictCode.CANNOT_TELL


def test_two_methods_under_one_name() -> None:
    other = {**METHOD, "publicKeyMultibase": Key.make("other").multibase}
    assert verdict(METHOD, other) is VerdictCode.CANNOT_TELL


def test_an_entry_that_only_repeats_the_name() -> None:
    entry = {"id": METHOD["id"]}
    assert verdict(METHOD, assertionMethod=[entry]) is VerdictCode.CANNOT_TELL


def test_another_key_under_the_name_is_still_no_signature_of_it() -> None:
    other = {**METHOD, "publicKeyMultibase": Key.make("other").multibase}
    assert verdict(other) is VerdictCode.NOT_GENUINE
