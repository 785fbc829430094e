"""Credentials that come in presentations, records and badges."""

from __future__ import annotations

import base64
import json

import pytest

from tests.helpers import files
from tests.helpers.holder import presentation
from tests.helpers.issuer import Issuer, Key
from tests.wallet.opening import only
from wallet import formats
from wallet.secured import Format


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


def test_a_presentation_is_one_thing_that_carries_others(issuer):
    badge, token = issuer.issue("Data basics"), issuer.issue("More", suite="vc+jwt")
    shown = presentation([badge, token], Key.make("holder"), nonce="n")
    found = only(files.to_bytes(shown))
    assert found.format is Format.PRESENTATION
    assert found.is_presentation
    assert [one.path for one in found.parts] == [
        "$.verifiableCredential[0]",
        "$.verifiableCredential[1]",
    ]
    assert [one.credential_id for one in found.parts] == [
        only(files.to_bytes(one)).credential_id for one in (badge, token)
    ]
    assert {one.original_sha256 for one in found.parts} == {found.original_sha256}
    assert formats.problems(found.format, found.document) == ()


def test_a_single_credential_need_not_be_in_an_array(issuer):
    badge = issuer.issue("Data basics")
    shown = presentation([badge], Key.make("holder"))
    shown["verifiableCredential"] = badge
    assert [one.path for one in only(files.to_bytes(shown)).parts] == ["$.verifiableCredential"]


@pytest.mark.parametrize("kind", ["vp", "vp+jwt"])
def test_a_presentation_may_be_a_token(issuer, kind):
    token = issuer.issue("Data basics", suite="vcdm11_jwt")
    context = "https://www.w3.org/2018/credentials/v1"
    if kind == "vp+jwt":
        context = "https://www.w3.org/ns/credentials/v2"
        token = {
            "@context": context,
            "id": f"data:application/vc+jwt,{token}",
            "type": "EnvelopedVerifiableCredential",
        }
    said = {"@context": [context], "type": ["VerifiablePresentation"]}
    said["verifiableCredential"] = [token]
    payload = {"iss": issuer.did, "vp": said} if kind == "vp" else said
    header = {"alg": "EdDSA", "typ": "JWT" if kind == "vp" else kind}
    signed = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in (header, payload)
    )
    found = only(f"{signed}.c2ln".encode())
    assert found.format is Format.PRESENTATION
    assert found.securing == ("vc_jwt" if kind == "vp" else "vc_jose")
    inside = "$.vp.verifiableCredential[0]" if kind == "vp" else "$.verifiableCredential[0]"
    assert [one.path for one in found.parts] == [inside]
    assert formats.problems(found.format, found.document) == ()


@pytest.mark.parametrize(
    "media_type",
    [
        "application/vc+jwt",
        "application/vc+ld+json+jwt",
        "application/vc-ld+jwt;base64url",
        "application/vc+jwt;charset=us-ascii",
    ],
)
def test_an_enveloped_credential_alone_is_the_token_in_it(issuer, media_type):
    token = issuer.issue("Data basics", suite="vc+jwt")
    found = only(
        json.dumps(
            {
                "@context": "https://www.w3.org/ns/credentials/v2",
                "type": ["EnvelopedVerifiableCredential"],
                "id": f"data:{media_type},{token}",
            }
        ).encode()
    )
    assert found.token == token


@pytest.mark.parametrize(
    "stranger",
    ["eyJhbGciOiJub25lIn0", {"name": "no credential"}, 7, None, ["nested"], "a.b.c"],
)
def test_what_is_no_credential_in_a_presentation_does_not_disappear(issuer, stranger):
    badge = issuer.issue("Data basics")
    shown = presentation([badge], Key.make("holder"))
    shown["verifiableCredential"].append(stranger)
    found = only(files.to_bytes(shown))
    assert len(found.parts) == 1
    assert found.problems == (("invalid_member", "$.verifiableCredential[1]"),)


def test_endorsements_are_parts_of_the_badge_they_endorse(issuer):
    badge = issuer.credential("Data basics")
    endorsement = {
        "@context": badge["@context"],
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "id": "urn:x:1",
        "issuer": {"id": "did:example:agency", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": issuer.did, "type": ["EndorsementSubject"]},
    }
    token = issuer.jwt(endorsement)
    badge["issuer"]["endorsement"] = [endorsement]
    badge["credentialSubject"]["achievement"]["endorsementJwt"] = [token]
    found = only(files.to_bytes(badge))
    assert [(one.path, one.token is not None) for one in found.parts] == [
        ("$.issuer.endorsement[0]", False),
        ("$.credentialSubject.achievement.endorsementJwt[0]", True),
    ]
    assert {one.format for one in found.parts} == {Format.OPEN_BADGES_3_0}
