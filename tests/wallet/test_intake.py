"""What comes out of a file that a learner drops on the wallet."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers import files
from tests.helpers.holder import presentation
from tests.helpers.issuer import Issuer, Key
from wallet import formats, intake
from wallet.encoding import jcs
from wallet.errors import IntakeError
from wallet.limits import Limits
from wallet.secured import Format, Secured


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


def only(data: bytes, **limits: int) -> Secured:
    found = intake.read(data, limits=Limits(**limits))
    assert len(found) == 1
    return found[0]


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(IntakeError) as caught:
        intake.read(data, limits=Limits(**limits))
    return caught.value.code


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
    segments = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in ({"alg": "ES256", "typ": "dc+sd-jwt"}, {"vct": "urn:x", "_sd": []})
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


# --- presentations ----------------------------------------------------------------------


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


# --- limits -----------------------------------------------------------------------------


def test_size_is_refused_before_anything_is_parsed(issuer):
    data = files.to_bytes(issuer.issue("Data basics"))
    assert only(data, input_bytes=len(data)).path == "$"
    assert refusal(data, input_bytes=len(data) - 1) == "too_large"


def test_archives_and_pdfs_have_limits_of_their_own(issuer):
    data = files.archive({"a.json": files.to_bytes(issuer.issue("Data basics"))})
    assert intake.read(data, limits=Limits(zip_bytes=len(data)))
    assert refusal(data, zip_bytes=len(data) - 1) == "too_large"
    pdf = b"%PDF-1.7\n" + b" " * 100
    assert refusal(pdf, pdf_bytes=50) == "too_large"
    assert refusal(pdf, pdf_bytes=500) == "unsupported"


def test_depth_is_refused_before_a_credential_is_recognised(issuer):
    badge = issuer.credential("Data basics")
    nested: Any = "x"
    for _ in range(63):
        nested = [nested]
    badge["evidence"] = {"type": ["Evidence"], "x": nested}
    assert refusal(files.to_bytes(badge)) == "too_deep"
    badge["evidence"]["x"] = nested[0]
    assert only(files.to_bytes(badge)).path == "$"


def test_more_values_than_anybody_reads_are_refused_unparsed(issuer):
    badge = files.to_bytes(issuer.issue("Data basics"))
    assert only(badge, json_values=badge.count(b",")).path == "$"
    assert refusal(badge, json_values=badge.count(b",") - 1) == "too_complex"
    token = issuer.issue("Data basics", suite="vc+jwt")
    found = only(token.encode(), json_values=5)
    assert found.problems == (("too_complex", "$"),)
    assert dict(found.document) == {}


def test_a_long_token_is_refused_as_a_file_and_named_in_a_presentation(issuer):
    token = issuer.issue("Data basics", suite="vc+jwt")
    assert refusal(token.encode(), jwt_bytes=len(token) - 1) == "too_large"
    shown = presentation([token], Key.make("holder"))
    found = only(files.to_bytes(shown), jwt_bytes=len(token) - 1)
    assert found.parts == ()
    assert found.problems == (("too_large", "$.verifiableCredential[0]"),)


@pytest.mark.parametrize(("count", "fits"), [(5, True), (6, False)])
def test_too_many_credentials_are_a_problem_of_the_presentation(issuer, count, fits):
    shown = presentation([issuer.issue("Data basics")] * count, Key.make("holder"))
    found = only(files.to_bytes(shown), embedded_credentials=5)
    assert len(found.parts) == (count if fits else 0)
    assert found.problems == (() if fits else (("too_complex", "$"),))


def test_carried_credentials_are_counted_over_the_whole_file(issuer):
    inner = presentation([issuer.issue("Data basics")] * 2, Key.make("holder"))
    outer = presentation([inner, inner], Key.make("holder"))
    found = only(files.to_bytes(outer), embedded_credentials=5)
    assert [len(one.parts) for one in found.parts] == [2, 0]
    assert found.parts[1].problems == (("too_complex", "$.verifiableCredential[1]"),)


def test_credentials_carried_in_credentials_have_an_end(issuer):
    carried: Any = issuer.issue("Data basics")
    for _ in range(4):
        carried = presentation([carried], Key.make("holder"), signed=False)
    found = only(files.to_bytes(carried), embedded_depth=3)
    deepest = found.parts[0].parts[0].parts[0]
    assert deepest.parts == ()
    assert deepest.problems[0][0] == "too_deep"
    assert only(files.to_bytes(carried), embedded_depth=4).parts[0].parts[0].parts[0].parts


@pytest.mark.parametrize(("count", "fits"), [(3, True), (4, False)])
def test_too_many_proofs_are_a_problem_of_the_credential(issuer, count, fits):
    badge = issuer.issue("Data basics")
    badge["proof"] = [badge["proof"]] * count
    found = only(files.to_bytes(badge), proofs=3)
    assert found.problems == (() if fits else (("too_complex", "$.proof"),))


# --- what is refused, and with which word ------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"hello", "not_a_credential"),
        (b"a.b.c", "not_a_credential"),
        (b"\x00\x01\x02", "not_a_credential"),
        (b"{}", "not_a_credential"),
        (b"[]", "not_a_credential"),
        (b'{"@context": {"a": "b"}}', "not_a_credential"),
        (b'[{"a": 1}]', "not_a_credential"),
        (b'{"type": "VerifiableCredential"', "damaged"),
        (b'{"type": "VerifiableCredential\xff"}', "damaged"),
        (b"\xef\xbb\xbf{}", "not_a_credential"),
        (b"[" * 100_000, "too_deep"),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", "encrypted"),
        (b"%PDF-1.7\n", "unsupported"),
        (b"<europassCredential xmlns='http://x'/>", "unsupported"),
        (b"VP1-B3ECDEAT", "unsupported"),
        (b"\xd9\x05\x01\x82\x18\x18\x00", "unsupported"),
        (b"ur:bytes/1-9/lpadascfadaxcywenbpljkhdca", "part_of_several"),
        (b"ur:bytes/notwords", "damaged"),
    ],
)
def test_each_refusal_names_its_problem(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("bm90IGpzb24", "not_a_credential"),  # no JSON
        ("W10", "not_a_credential"),  # an array
        ("e30", "not_a_credential"),  # no credential
        ("e30=", "not_a_credential"),  # padded
        ("_w", "not_a_credential"),  # no text
        ("IngiIA", "not_a_credential"),  # a string
    ],
)
def test_a_token_of_something_else_is_no_credential(payload, code):
    assert refusal(f"eyJhbGciOiJub25lIn0.{payload}.c2ln".encode()) == code


def test_a_token_without_a_header_is_no_credential():
    assert refusal(b"W10.e30.c2ln") == "not_a_credential"
    assert refusal(b"bm90.e30.c2ln") == "not_a_credential"


def test_a_seal_in_json_is_read_and_never_judged(issuer):
    said = issuer.credential("Data basics")
    said["@context"] = "https://www.w3.org/2018/credentials/v1"
    said["type"] = ["VerifiableCredential", "EuropeanDigitalCredential"]
    text = json.dumps(said)
    packed = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    for payload in (text, packed):  # b64 false and true
        sealed = {"payload": payload, "signatures": [{"protected": "e30", "signature": "x"}]}
        found = only(json.dumps(sealed).encode())
        assert (found.format, found.securing) == (Format.ELM_3, "jades")
        assert found.credential_id == hashlib.sha256(jcs.canonical(sealed)).hexdigest()
        assert formats.problems(found.format, found.document) == (("unsupported_format", "$"),)


@pytest.mark.parametrize("payload", ["hello", "[]", "{}", 7, None, "e30"])
def test_a_seal_over_something_else_is_no_credential(payload):
    sealed = {"payload": payload, "signature": "x", "protected": "e30"}
    assert refusal(json.dumps(sealed).encode()) == "not_a_credential"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b'{"a": 1, "a": 2}', "not_a_credential"),
        (b'[{"type": "VerifiableCredential", "type": 1}]', "not_a_credential"),
        (b'{"n": 1e999}', "not_a_credential"),
    ],
)
def test_doubtful_json_that_is_no_credential_is_just_that(said, code):
    assert refusal(said) == code


@pytest.mark.parametrize(
    "doubt", [b"12345678901234567890", b"0.10000000000000000555", b"1e999"]
)
def test_numbers_that_readers_would_read_differently_leave_nothing_to_show(issuer, doubt):
    text = files.to_bytes({**issuer.credential("Data basics"), "number": 77777})
    found = only(text.replace(b"77777", doubt))
    assert found.problems == (("malformed_json", "$"),)
    assert dict(found.document) == {}


def test_an_array_holds_credentials_or_is_none(issuer):
    badge, token = issuer.issue("Data basics"), issuer.issue("More", suite="vc+jwt")
    found = intake.read(json.dumps([badge, token]).encode())
    assert [one.path for one in found] == ["$[0]", "$[1]"]
    assert refusal(json.dumps([badge, {"a": 1}]).encode()) == "not_a_credential"
    assert refusal(json.dumps([badge] * 4).encode(), embedded_credentials=3) == "too_complex"


def test_a_member_named_twice_leaves_nothing_to_show(issuer):
    text = files.to_bytes(issuer.issue("Data basics"))
    twice = text.replace(b'"name":', b'"name": "Something better", "name":', 1)
    found = only(twice)
    assert found.problems == (("malformed_json", "$"),)
    assert (found.format, found.securing, dict(found.document)) == (
        Format.UNKNOWN,
        "unsupported",
        {},
    )
    assert formats.view(found.format, found.document).awards == ()


def test_a_token_whose_payload_names_a_member_twice_leaves_nothing_to_show(issuer):
    header, payload, signature = issuer.issue("Data basics", suite="vc+jwt").split(".")
    text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    text = text.replace(b'"name":', b'"name":"x","name":', 1)
    twice = base64.urlsafe_b64encode(text).rstrip(b"=").decode()
    found = only(f"{header}.{twice}.{signature}".encode())
    assert found.problems == (("malformed_json", "$"),)
    assert dict(found.document) == {}


@pytest.mark.parametrize("bake", [files.png, files.svg], ids=["png", "svg"])
def test_a_picture_carries_text_and_nothing_in_wrappings(issuer, bake):
    inside = files.archive({"a.json": files.to_bytes(issuer.issue("Data basics"))})
    hidden = bake(base64.b64encode(inside).decode())
    assert refusal(hidden) == "not_a_credential"
    assert refusal(bake("%PDF-1.7 /Encrypt 1 0 R")) == "encrypted"
    assert refusal(bake("<svg xmlns='http://www.w3.org/2000/svg'/>")) == "too_deep"


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
