"""What is refused, and with which word."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from tests.wallet.opening import only, refusal
from wallet import formats, intake
from wallet.encoding import jcs
from wallet.secured import Format


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


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
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", "damaged"),
        (b"%PDF-1.7\n", "damaged"),
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
        assert formats.problems(found.format, found.document)


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
    assert refusal(bake("%PDF-1.7 /Encrypt 1 0 R")) == "too_deep"
    assert refusal(bake("<svg xmlns='http://www.w3.org/2000/svg'/>")) == "too_deep"


def test_a_token_that_is_a_credential_and_carries_another_is_in_conflict(issuer):
    outside = issuer.credential("Data basics", model="vcdm2")
    inside = issuer.credential("Something better")
    found = only(issuer.jwt({**outside, "vc": inside}, "ob3_jwt").encode())
    assert found.problems == (("claims_conflict", "$.vc"),)
    assert only(issuer.jwt(outside, "ob3_jwt").encode()).problems == ()
