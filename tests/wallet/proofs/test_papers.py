"""Documents that Tessera signs itself: what was signed is what is read, by whom it says."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.holder import P256, new_private_key
from wallet.identifiers import did_key_of
from wallet.proofs import papers

BODY: dict[str, Any] = {"format": "note/1", "title": "Ünïcode", "n": [1, {"deep": "yes"}]}


def _signer() -> tuple[str, Ed25519PrivateKey]:
    key = Ed25519PrivateKey.generate()
    return did_key_of(key.public_key()), key


def _refused(document: dict[str, Any], code: str = "paper_not_genuine") -> None:
    with pytest.raises(InputError) as told:
        papers.read(json.dumps(document).encode(), "note", NOW)
    assert told.value.code == code


def test_a_paper_names_its_signers_and_gives_back_what_was_signed() -> None:
    (one, first), (two, second) = _signer(), _signer()
    document = papers.sign(papers.sign(BODY, one, first, NOW), two, second, NOW)
    paper = papers.read(json.dumps(document, indent=3).encode(), "note", NOW)
    assert [signature.did for signature in paper.signatures] == [one, two]
    assert paper.body == BODY
    assert papers.read(json.dumps(BODY).encode(), "note", NOW).signatures == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(title="Unicode"),
        lambda one: one.update(more=1),
        lambda one: one["n"].append(2),
        lambda one: one["proof"].update(created="2026-11-20T00:00:00Z"),
        lambda one: one["proof"].update(proofPurpose="authentication"),
        lambda one: one["proof"].update(cryptosuite="eddsa-rdfc-2022"),
        lambda one: one["proof"].update(type="Ed25519Signature2020"),
        lambda one: one["proof"].update(challenge="n"),
        lambda one: one["proof"].pop("created"),
        lambda one: one["proof"].update(proofValue="z" + "1" * 64),
        lambda one: one["proof"].update(proofValue=one["proof"]["proofValue"][1:]),
        lambda one: one.update(proof=[]),
        lambda one: one.update(proof=None),
        lambda one: one.update(proof=[one["proof"], one["proof"]]),
    ],
)
def test_whatever_is_changed_after_signing_refuses_the_paper(change: Any) -> None:
    did, key = _signer()
    document = copy.deepcopy(papers.sign(BODY, did, key, NOW))
    change(document)
    _refused(document)


def test_one_bad_signature_among_good_ones_refuses_the_paper() -> None:
    (one, first), (two, second) = _signer(), _signer()
    document = papers.sign(papers.sign(BODY, one, first, NOW), two, second, NOW)
    document["proof"][1]["verificationMethod"] = document["proof"][0]["verificationMethod"]
    _refused(document)


def test_another_key_under_the_name_of_the_first_is_refused() -> None:
    (did, _), (_, other) = _signer(), _signer()
    _refused(papers.sign(BODY, did, other, NOW))


def test_a_signature_from_the_future_is_refused() -> None:
    did, key = _signer()
    _refused(papers.sign(BODY, did, key, NOW + timedelta(hours=1)))


@pytest.mark.parametrize("told", ["note/2", "review/1", None, 1])
def test_another_format_or_version_is_refused(told: Any) -> None:
    did, key = _signer()
    _refused(papers.sign({**BODY, "format": told}, did, key, NOW), "not_this_paper")


def test_papers_are_signed_with_ed25519_only() -> None:
    key = new_private_key(P256)
    with pytest.raises(InputError, match="unsupported_suite"):
        papers.sign(BODY, did_key_of(key.public_key()), key, NOW)
