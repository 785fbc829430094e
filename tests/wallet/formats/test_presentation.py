"""The rules of a presentation itself."""

from __future__ import annotations

from typing import Any

import pytest

from wallet import formats
from wallet.secured import Format

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
DATA = "data:application/vc+jwt,a.b.c"


def broken(**members: Any) -> list[tuple[str, str]]:
    document = {"@context": [V2], "type": ["VerifiablePresentation"]} | members
    assert formats.recognise(document) is Format.PRESENTATION
    return list(formats.problems(Format.PRESENTATION, document))


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"holder": "did:example:holder"},
        {"holder": {"id": "did:example:holder"}},
        {"verifiableCredential": [{"type": ["VerifiableCredential"]}]},
        {"verifiableCredential": {"type": "EnvelopedVerifiableCredential", "id": DATA}},
        {"@context": [V1], "verifiableCredential": ["a.b.c"]},
        {"type": ["VerifiablePresentation", "Own"], "proof": {"type": "DataIntegrityProof"}},
    ],
)
def test_what_the_model_allows_is_no_problem(members):
    assert broken(**members) == []


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"@context": []}, ("missing_member", "$.@context")),
        ({"@context": ["https://x.example/c"]}, ("invalid_member", "$.@context")),
        ({"holder": {"name": "Acme"}}, ("invalid_member", "$.holder")),
        ({"holder": "Acme"}, ("invalid_member", "$.holder")),
        ({"id": "first"}, ("invalid_member", "$.id")),
        ({"verifiableCredential": ["a.b.c"]}, ("invalid_member", "$.verifiableCredential")),
        ({"verifiableCredential": [7]}, ("invalid_member", "$.verifiableCredential")),
        (
            {"verifiableCredential": [{"id": DATA}]},
            ("missing_member", "$.verifiableCredential.type"),
        ),
        ({"proof": {"proofValue": "z1"}}, ("missing_member", "$.proof.type")),
    ],
)
def test_each_broken_rule_is_named(members, problem):
    assert broken(**members) == [problem]


def test_the_type_has_to_be_named():
    document = {"@context": [V2], "type": ["Own"], "verifiableCredential": []}
    assert formats.recognise(document) is Format.PRESENTATION
    assert formats.problems(Format.PRESENTATION, document) == (("invalid_member", "$.type"),)


def test_the_view_names_the_holder_and_awards_nothing():
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": {"id": "did:example:h"},
    }
    view = formats.view(Format.PRESENTATION, document)
    assert view.learner.ids == ("did:example:h",)
    assert view.awards == ()
