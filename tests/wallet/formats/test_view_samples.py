"""Credentials from elsewhere, as a person is shown them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.wallet.formats.viewing import said
from wallet import formats, intake
from wallet.credential import (
    Assessment,
    CredentialView,
    Kind,
)


def sample(vectors: Path, file: str) -> CredentialView:
    (found,) = intake.read((vectors / file).read_bytes())
    return formats.view(found.format, found.document)


@pytest.mark.vectors
def test_the_complete_sample_of_the_public_validator(vectors: Path):
    view = sample(vectors, "04-openbadges/ob30/complete.json")
    (got,) = view.awards
    issuer = view.envelope.issuer
    assert (issuer.names, issuer.country, issuer.url) == (
        said("1EdTech University"),
        "US",
        "https://1edtech.edu",
    )
    assert [one.scheme for one in issuer.identifiers] == ["sourcedId", "nationalIdentityNumber"]
    assert got.title == said("1EdTech University Degree")
    assert got.kind is Kind.DEGREE
    assert [(one.amount, one.framework, one.role) for one in got.credits] == [
        (Decimal(42), None, "earned"),
        (Decimal(36), None, "available"),
    ]
    assert got.award_date is not None
    assert (got.award_date.value, got.award_date_is_derived) == ("2010-01-02T00:00:00Z", False)
    assert got.assessments == (
        Assessment(result="A", grading_scheme="Final Project Grade"),
        Assessment(result="Mastery", grading_scheme="Final Project Grade"),
        Assessment(
            result="Completed",
            result_status="Completed",
            grading_scheme="Final Project Grade",
        ),
    )
    assert [one.id for one in got.outcomes] == [
        "https://1edtech.edu/catalog/degree",
        "https://credentialengineregistry.org/resources/ce-98cb027b-95ef-4494-908d-6f7790ec6b6b",
        "https://1edtech.edu/catalog/degree/project",
    ]
    assert got.criteria[0].text.startswith("# Degree Requirements")
    assert got.image is None


@pytest.mark.vectors
@pytest.mark.parametrize(
    ("file", "title", "issuer", "learner"),
    [
        (
            "05-dcc/verifier-core/v1NoStatus.json",
            "Badge",
            "Digital Credentials Consortium Test Issuer",
            "Jane Doe",
        ),
        ("05-dcc/lcw/mockCredential.json", "GT Guide", "Example University", "Kayode Ezike"),
        (
            "05-dcc/verifier-core/v2Expired.json",
            "Teamwork",
            "Example Corp",
            "did:example:ebfeb1f712ebc6f1c276e12ec21",
        ),
        (
            "04-openbadges/ob30/simple.json",
            "Teamwork",
            "Example Corp",
            "did:example:ebfeb1f712ebc6f1c276e12ec21",
        ),
        (
            "04-openbadges/clr20/simple.jwt",
            "Sample Transcript",
            "Example University",
            "did:example:ebfeb1f712ebc6f1c276e12ec21",
        ),
        (
            "08-did-jwt/jwt-made/vc11-didkey-eddsa.jwt",
            "Bachelor of Science",
            "did:key:z6MkwcqJo6MW6NPgxdvGgDFcSRraDyGFpiMyB7ufPUrRrM4H",
            "did:example:student",
        ),
        (
            "08-did-jwt/jwt-real/03-eddsa.jwt",
            "Personal Information",
            "http://192.168.1.127:9090/",
            "Ferris Crabman",
        ),
        (
            "01-data-integrity/citizenship/citizenship-full-signed.jsonld",
            "Certificate of Citizenship",
            "did:key:zDnaeW9VZZs7NH1ykvS5EMFmdodu2wj4dPcrV3DzTAadrXJee",
            "JOHN SMITH",
        ),
    ],
)
def test_samples_name_title_issuer_and_learner(vectors: Path, file, title, issuer, learner):
    view = sample(vectors, file)
    party, person = view.envelope.issuer, view.learner
    assert view.awards[0].title[0].text == title
    assert (party.names[0].text if party.names else party.id) == issuer
    assert (person.names[0].text if person.names else person.ids[0]) == learner
