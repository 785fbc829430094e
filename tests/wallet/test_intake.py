"""What comes out of a file that a learner drops on the wallet."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from tests.helpers.keys import b64url
from tests.wallet.opening import only, refusal
from wallet import formats, intake
from wallet.encoding import jcs
from wallet.secured import Format


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


# --- identity ---------------------------------------------------------------------------


def test_a_signed_badge_is_known_by_its_canonical_json_whatever_its_layout(issuer):
    badge = issuer.issue("Data basics")
    plain, spread = files.to_bytes(badge), json.dumps(badge, indent=8).encode()
    assert plain != spread
    first, second = only(plain), only(spread)
    assert first.credential_id == hashlib.sha256(jcs.canonical(badge)).hexdigest()
    assert second.credential_id == first.credential_id
    assert first.original_sha256 == hashlib.sha256(plain).hexdigest()
    assert second.original_sha256 != first.original_sha256


def test_the_proof_is_part_of_what_a_badge_is_known_by(issuer):
    badge = issuer.issue("Data basics")
    other = files.tampered(badge, "/proof/created", "2026-01-01T00:00:00Z")
    assert (
        only(files.to_bytes(badge)).credential_id != only(files.to_bytes(other)).credential_id
    )


def test_an_unsigned_file_is_known_by_its_bytes(issuer):
    draft = issuer.credential("Data basics")
    for data in (files.to_bytes(draft), json.dumps(draft, indent=8).encode() + b"\n"):
        assert only(data).credential_id == hashlib.sha256(data).hexdigest()
        assert only(data).securing == "none"


def test_a_token_is_kept_to_the_letter_without_the_blanks_around_it(issuer):
    token = issuer.issue("Data basics", suite="vc+jwt")
    found = only(f"\r\n  {token}\n".encode())
    assert found.token == token
    assert found.credential_id == hashlib.sha256(token.encode()).hexdigest()
    assert found.header is not None
    assert found.header["kid"] == issuer.method_id


def test_an_sd_jwt_is_known_by_its_signed_part_alone():
    digest = b64url(hashlib.sha256(b"WyJzIiwiYSIsMV0").digest())
    segments = [
        b64url(json.dumps(part).encode())
        for part in ({"alg": "ES256", "typ": "dc+sd-jwt"}, {"vct": "urn:x", "_sd": [digest]})
    ]
    signed = ".".join([*segments, "c2ln"])
    whole = only(f"{signed}~WyJzIiwiYSIsMV0~".encode())
    assert whole.format is Format.SD_JWT_VC
    assert whole.securing == "sd_jwt"
    assert whole.token == f"{signed}~WyJzIiwiYSIsMV0~"
    assert whole.credential_id == hashlib.sha256(signed.encode()).hexdigest()


# --- forms ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suite", "model", "form", "securing"),
    [
        ("eddsa-rdfc-2022", "ob3", Format.OPEN_BADGES_3_0, "data_integrity/eddsa-rdfc-2022"),
        ("eddsa-jcs-2022", "vcdm2", Format.VCDM_2_0, "data_integrity/eddsa-jcs-2022"),
        (
            "Ed25519Signature2020",
            "ob3-1.1",
            Format.OPEN_BADGES_3_0,
            "data_integrity/Ed25519Signature2020",
        ),
        ("ob3_jwt", "ob3", Format.OPEN_BADGES_3_0, "vc_jwt"),
        ("vcdm11_jwt", "ob3-1.1", Format.OPEN_BADGES_3_0, "vc_jwt"),
        ("vcdm11_jwt", "vcdm1", Format.VCDM_1_1, "vc_jwt"),
        ("vc+jwt", "ob3", Format.OPEN_BADGES_3_0, "vc_jose"),
        ("vc+jwt", "vcdm2", Format.VCDM_2_0, "vc_jose"),
    ],
)
def test_each_form_is_told_by_what_it_says(issuer, suite, model, form, securing):
    found = only(files.to_bytes(issuer.issue("Data basics", suite=suite, model=model)))
    assert (found.format, found.securing) == (form, securing)
    assert formats.problems(found.format, found.document, secured=True) == ()


def test_the_file_name_decides_nothing(issuer):
    token = issuer.issue("Data basics", suite="vc+jwt").encode()
    for name in ("badge.png", "badge.json", "../../etc/passwd", ""):
        assert intake.read(token, name)[0].token == token.decode()


@pytest.mark.parametrize("carry", ["json", "token"])
@pytest.mark.parametrize("bake", [files.png, files.svg], ids=["png", "svg"])
def test_a_baked_picture_gives_the_badge_inside(issuer, bake, carry):
    badge = issuer.issue(
        "Data basics", suite="ob3_jwt" if carry == "token" else "eddsa-rdfc-2022"
    )
    picture = bake(badge)
    found = only(picture)
    assert found.path == "$"
    assert found.original_sha256 == hashlib.sha256(picture).hexdigest()
    assert found.credential_id == only(files.to_bytes(badge)).credential_id


def test_an_archive_names_each_member_and_what_could_not_be_read(issuer):
    badge, other = issuer.issue("Data basics"), issuer.issue("More data", suite="vc+jwt")
    data = files.archive(
        {
            "readme.txt": b"hello",
            "mine/badge.json": files.to_bytes(badge),
            "mine/picture.png": files.png(other),
            "cut.png": files.png(badge)[:-30],
            "inner.zip": files.archive({"deep.jwt": files.to_bytes(other)}),
        }
    )
    opened = intake.open_file(data)
    assert [one.path for one in opened.credentials] == [
        "mine/badge.json#$",
        "mine/picture.png#$",
        "inner.zip#deep.jwt#$",
    ]
    assert {(one.member, one.error.code) for one in opened.refused} == {
        ("readme.txt", "not_a_credential"),
        ("cut.png", "damaged"),
    }
    assert {one.original_sha256 for one in opened.credentials} == {opened.sha256}


def test_an_archive_without_credentials_says_why():
    assert refusal(files.archive({"readme.txt": b"hello"})) == "not_a_credential"
    assert refusal(files.archive({"a.txt": b"hello", "b.json": b'{"a": '})) == "damaged"
    assert refusal(files.archive({})) == "not_a_credential"
