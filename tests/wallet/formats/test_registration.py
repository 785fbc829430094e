"""Each document follows one data model, or none that is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from wallet import formats, intake
from wallet.errors import IntakeError
from wallet.formats import FORMATS
from wallet.secured import Format, Secured

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


def matching(document: dict[str, Any], header: dict[str, Any] | None = None) -> list[Format]:
    return [one.FORMAT for one in FORMATS if one.recognises(document, header)]


def said(contexts: list[Any], *kinds: str, **members: Any) -> dict[str, Any]:
    return {"@context": contexts, "type": ["VerifiableCredential", *kinds], **members}


@pytest.mark.parametrize(
    ("document", "form"),
    [
        (said([V1]), Format.VCDM_1_1),
        (said([V2]), Format.VCDM_2_0),
        (said([V2, V1]), Format.VCDM_2_0),
        (said([V2, OB3], "OpenBadgeCredential"), Format.OPEN_BADGES_3_0),
        (said([V1, OB3], "AchievementCredential"), Format.OPEN_BADGES_3_0),
        (said([V2, OB3], "EndorsementCredential"), Format.OPEN_BADGES_3_0),
        (
            said([V2, OB3], "Other", credentialSubject={"type": "AchievementSubject"}),
            Format.OPEN_BADGES_3_0,
        ),
        (said([V2, OB3]), Format.VCDM_2_0),
        (said([V2], "OpenBadgeCredential"), Format.VCDM_2_0),
        (said([V2, OB3, CLR2], "ClrCredential"), Format.CLR_2_0),
        (said([V2, CLR2], "OpenBadgeCredential"), Format.VCDM_2_0),
        (said([V2, "https://w3id.org/blockcerts/v3.2"]), Format.VCDM_2_0),
        (
            said([V2, "https://w3id.org/blockcerts/v3.2"], "BlockcertsCredential"),
            Format.BLOCKCERTS_3,
        ),
        (said([V1], "EuropeanDigitalCredential"), Format.ELM_3),
        ({"@context": [V2], "type": "VerifiablePresentation"}, Format.PRESENTATION),
        (
            {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"},
            Format.OPEN_BADGES_2_0,
        ),
        ({"recipient": "x", "badge": {}, "issued_on": "2012"}, Format.OPEN_BADGES_1_0),
        ({"vc": said([V1, OB3], "OpenBadgeCredential")}, Format.OPEN_BADGES_3_0),
        ({"vp": {"type": "VerifiablePresentation"}}, Format.PRESENTATION),
        (said([]), Format.UNKNOWN),
        (said(["https://www.w3.org/ns/credentials/examples/v2"]), Format.UNKNOWN),
        ({"@context": [V2], "type": "Profile"}, Format.UNKNOWN),
        ({"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass"}, Format.UNKNOWN),
        ({"vct": "urn:x"}, Format.UNKNOWN),
        ({}, Format.UNKNOWN),
    ],
)
def test_the_model_is_told_by_context_and_type(document, form):
    assert formats.recognise(document) is form
    assert matching(document) == ([] if form is Format.UNKNOWN else [form])


@pytest.mark.parametrize("own", ["issuer", "proof", "credentialSubject", "type"])
def test_a_credential_with_another_inside_a_claim_is_read_on_the_outside_alone(own):
    inside = said([V2, OB3], "OpenBadgeCredential", name="Forged", issuer="did:example:famous")
    document = {"vc": inside, own: "did:example:own"}
    assert formats.recognise(document) is Format.UNKNOWN
    view = formats.view(Format.UNKNOWN, document)
    assert view.envelope.issuer.id in (None, "did:example:own")
    assert all(not award.title for award in view.awards)


def test_only_a_token_can_be_an_sd_jwt_vc():
    assert formats.recognise({"vct": "urn:x"}, {"typ": "dc+sd-jwt"}) is Format.SD_JWT_VC


def test_a_document_that_two_models_claimed_would_be_unknown(monkeypatch):
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, formats.VCDM_2_0))
    assert formats.recognise(said([V2])) is Format.UNKNOWN


def test_nothing_of_an_unknown_or_unread_model_conforms():
    assert formats.problems(Format.UNKNOWN, {}) == (("unknown_format", "$"),)
    for form in (Format.OPEN_BADGES_1_0, Format.BLOCKCERTS_1):
        assert formats.problems(form, {}) == (("unsupported_format", "$"),)


def test_every_model_views_an_empty_document_without_raising():
    for form in Format:
        view = formats.view(form, {})
        assert view.envelope.format == form.value


def test_what_our_issuer_makes_is_of_one_model():
    issuer = Issuer("Example University")
    for model in ("ob3", "ob3-1.1", "vcdm1", "vcdm2"):
        assert len(matching(issuer.credential("Data basics", model=model))) == 1


def everything(found: tuple[Secured, ...]) -> Iterator[Secured]:
    for one in found:
        yield one
        yield from everything(one.parts)


@pytest.mark.vectors
def test_no_document_of_the_vectors_is_of_two_models(vectors: Path):
    seen = set()
    for path in vectors.rglob("*"):
        if not path.is_file():
            continue
        try:
            found = intake.read(path.read_bytes())
        except IntakeError:
            continue
        for one in everything(found):
            assert len(matching(dict(one.document), one.header)) <= 1, path
            seen.add(one.format)
    assert seen >= {form for form in Format if form not in _NEVER}


_NEVER = {
    Format.MDOC,
    Format.PDF,
    Format.SELF_DECLARED,
}
"""Not JSON, or made only by a wallet itself."""
