"""Learner records carry credentials and say little themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.files import tampered, to_bytes
from tests.helpers.issuer import Issuer
from wallet import formats, intake
from wallet.secured import Format


@pytest.fixture
def record() -> dict[str, Any]:
    issuer = Issuer("Example University")
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Transcript",
        "issuer": issuer.profile(),
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["ClrSubject"],
            "verifiableCredential": [
                issuer.issue("One"),
                issuer.issue("Two", suite="vcdm11_jwt"),
            ],
            "achievement": [
                {
                    "id": "urn:a:1",
                    "type": ["Achievement"],
                    "name": "Defined only",
                    "criteria": {"narrative": "x"},
                    "description": "y",
                }
            ],
        },
    }


def test_a_record_carries_its_credentials_as_parts(record):
    (found,) = intake.read(to_bytes(record))
    assert found.format is Format.CLR_2_0
    assert formats.problems(found.format, found.document) == ()
    assert [one.path for one in found.parts] == [
        "$.credentialSubject.verifiableCredential[0]",
        "$.credentialSubject.verifiableCredential[1]",
    ]


def test_what_a_record_only_defines_is_not_awarded(record):
    view = formats.view(Format.CLR_2_0, record)
    assert [one.title[0].text for one in view.awards] == ["Transcript"]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"type": ["ClrSubject"]}, "$.credentialSubject.verifiableCredential"),
        (
            {"type": ["ClrSubject"], "verifiableCredential": []},
            "$.credentialSubject.verifiableCredential",
        ),
        ({"type": ["Person"], "verifiableCredential": [{}]}, "$.credentialSubject.type"),
    ],
)
def test_a_record_without_its_parts_breaks_the_standard(record, value, problem):
    document = tampered(record, "/credentialSubject", value)
    assert problem in [member for _, member in formats.problems(Format.CLR_2_0, document)]
