"""European Digital Credentials of the official samples are read as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wallet import formats, intake
from wallet.secured import Format

pytestmark = pytest.mark.vectors


def seen(document: dict[str, Any]) -> Any:
    return formats.view(Format.ELM_3, document)


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("elm3/Sample-CertOfPart-signed.jsonld", []),
        ("elm3/Sample-CertOfPart-unsigned.jsonld", []),
        ("mynextid/edc-dc-signed.jsonld", []),
        ("mynextid/edc-coe-signed.jsonld", []),
        ("edc-json/signed_credential.jsonld", ["unknown_context"]),
        ("elm3/credential-sample.jsonld", ["invalid_member"]),
    ],
)
def test_official_samples_are_read(vectors: Path, name: str, problems: list[str]):
    data = (vectors / "06-elm-edc-emrex" / name).read_bytes()
    (found,) = intake.read(data)
    assert found.format is Format.ELM_3
    told = formats.problems(found.format, found.document)
    assert list(dict.fromkeys(code for code, _ in told)) == problems
    view = formats.view(found.format, found.document)
    assert view.awards
    assert view.awards[0].title
    assert view.learner.names


def test_a_platform_that_issues_by_mandate_says_so(vectors: Path):
    data = (vectors / "06-elm-edc-emrex/mynextid/edc-dc-signed.jsonld").read_bytes()
    view = seen(dict(intake.read(data)[0].document))
    assert view.envelope.issuer.names[0].text == "Velocert OÜ"
    assert view.awards[0].awarding_bodies[0].names[0].text == "NETIS d.o.o."
    assert view.envelope.mandate


def test_official_samples_use_no_member_that_the_model_does_not_define(vectors: Path):
    folder = vectors / "06-elm-edc-emrex"
    for name in ("elm3/Sample-CertOfPart-signed.jsonld", "edc-json/signed_credential.jsonld"):
        (found,) = intake.read((folder / name).read_bytes())
        assert seen(dict(found.document)).unread == ()
    (found,) = intake.read((folder / "mynextid/edc-coe-signed.jsonld").read_bytes())
    assert "$.cnf" in seen(dict(found.document)).unread
