"""Whatever the bytes, they give credentials or a refusal."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers import files
from tests.helpers.issuer import Issuer
from tests.wallet.opening import only, refusal
from wallet import formats, intake
from wallet.errors import IntakeError

# --- anything at all ----------------------------------------------------------------------

_HEADS = [
    b"",
    b"{",
    b"[",
    b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"GIF89a",
    b"<svg ",
    b"<?xml version='1.0'?>",
    b"%PDF-",
    b"ur:bytes/",
    b"VP1-",
    b"eyJ",
    b"eyJhbGciOiJub25lIn0.",
]


@given(head=st.sampled_from(_HEADS), tail=st.binary(max_size=300))
@example(head=b"eyJhbGciOiJub25lIn0.", tail=b"e30.")
@example(head=b"{", tail=b'"payload": "e30", "signatures": []}')
def test_any_bytes_give_credentials_or_a_refusal(head, tail):
    try:
        found = intake.read(head + tail)
    except IntakeError:
        return
    assert found


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@context",
                    "type",
                    "id",
                    "issuer",
                    "credentialSubject",
                    "achievement",
                    "proof",
                    "verifiableCredential",
                    "name",
                    "identifier",
                    "alignment",
                    "result",
                    "vc",
                    "vp",
                    "criteria",
                    "endorsement",
                    "validFrom",
                    "resultDescription",
                    "address",
                    "image",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(
    base=st.sampled_from(
        [
            ["https://www.w3.org/ns/credentials/v2"],
            ["https://www.w3.org/2018/credentials/v1"],
            [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
        ]
    ),
    kind=st.sampled_from(
        [
            "VerifiableCredential",
            "VerifiablePresentation",
            "OpenBadgeCredential",
            "ClrCredential",
        ]
    ),
    members=st.dictionaries(
        st.sampled_from(
            [
                "id",
                "issuer",
                "credentialSubject",
                "proof",
                "verifiableCredential",
                "name",
                "validFrom",
                "credentialStatus",
                "endorsement",
                "holder",
                "issuanceDate",
            ]
        ),
        _JSON,
    ),
)
def test_whatever_a_credential_holds_it_is_read_judged_and_viewed(base, kind, members):
    document = {"@context": base, "type": ["VerifiableCredential", kind], **members}
    for one in intake.read(json.dumps(document).encode()):
        formats.problems(one.format, one.document)
        view = formats.view(one.format, one.document)
        assert view.envelope.format == one.format.value


@given(data=st.data())
def test_a_badge_cut_or_changed_anywhere_is_read_or_refused(data):
    issuer = Issuer("Example University")
    bake: Callable[[Any], bytes] = data.draw(
        st.sampled_from([files.to_bytes, files.png, files.svg])
    )
    whole = bytearray(bake(issuer.credential("Data basics")))
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        del whole[at:]
    else:
        whole[at] = data.draw(st.integers(0, 255))
    try:
        intake.read(bytes(whole))
    except IntakeError:
        return


# --- third-party samples --------------------------------------------------------------------


@pytest.mark.vectors
def test_every_file_of_the_vectors_is_read_or_refused_in_time(vectors: Path):
    for path in sorted(vectors.rglob("*")):
        if not path.is_file():
            continue
        started = time.perf_counter()
        try:
            found = intake.read(path.read_bytes())
        except IntakeError:
            found = ()
        for one in found:
            formats.problems(one.format, one.document)
            formats.view(one.format, one.document)
        assert time.perf_counter() - started < 3, path


@pytest.mark.vectors
@pytest.mark.parametrize(
    ("file", "form", "securing"),
    [
        ("04-openbadges/ob30/simple.1ob", "open_badges_3_0", "data_integrity/eddsa-rdfc-2022"),
        (
            "04-openbadges/ob30/simple-json.svg",
            "open_badges_3_0",
            "data_integrity/eddsa-rdfc-2022",
        ),
        ("04-openbadges/ob30/simple-jwt.png", "open_badges_3_0", "vc_jwt"),
        ("04-openbadges/ob30/simple-jwt_v1.svg", "open_badges_3_0", "vc_jwt"),
        (
            "04-openbadges/baked-made/baked-ob3-compressed-itxt.png",
            "open_badges_3_0",
            "data_integrity/eddsa-rdfc-2022",
        ),
        (
            "04-openbadges/baked-made/baked-ob3-cdata.svg",
            "open_badges_3_0",
            "data_integrity/eddsa-rdfc-2022",
        ),
        ("04-openbadges/baked-made/baked-ob2-jws.png", "open_badges_2_0", "ob2_signed"),
        ("04-openbadges/ob20/simple-badge.png", "open_badges_2_0", "ob2_hosted"),
        ("04-openbadges/clr20/simple.jwt", "clr_2_0", "vc_jwt"),
        ("08-did-jwt/jwt-made/enveloped-vc.json", "vcdm_2_0", "vc_jose"),
        ("08-did-jwt/jwt-made/neg-alg-none.jwt", "vcdm_1_1", "vc_jwt"),
        ("06-elm-edc-emrex/elm3/Sample-CertOfPart-signed.jsonld", "elm_3", "jades"),
        ("07-blockcerts/v2/mainnet-valid-2.0.json", "blockcerts_2", "merkle_proof_2017"),
        ("05-dcc/verifier-plus/testVP-testVP.json", "presentation", "none"),
    ],
)
def test_samples_from_elsewhere_are_what_they_are(vectors: Path, file, form, securing):
    found = only((vectors / file).read_bytes())
    assert (found.format.value, found.securing) == (form, securing)


@pytest.mark.vectors
@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("04-openbadges/baked-made/baked-empty-text.png", "empty"),
        ("04-openbadges/unbaked/sample1.png", "not_a_credential"),
        ("04-openbadges/unbaked/sample1.svg", "not_a_credential"),
        ("04-openbadges/unbaked/withxmlheader.svg", "not_a_credential"),
        ("04-openbadges/ob20/redirected-validation-subject.json", "damaged"),
        (
            "04-openbadges/jwt/mynextid-microcredential.jwt",
            "not_a_credential",
        ),  # a header alone
        ("04-openbadges/schemas/ob_v3p0_profile_schema.json", "not_a_credential"),
        ("manifest.json", "not_a_credential"),
    ],
)
def test_samples_without_a_credential_say_so(vectors: Path, file, code):
    assert refusal((vectors / file).read_bytes()) == code
