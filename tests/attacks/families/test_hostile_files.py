"""Files made to exhaust or to mislead the reader: refused within a second, in little memory."""

from __future__ import annotations

import base64
import json
import resource
import sys
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError

MIB = 1024 * 1024
V2 = "https://www.w3.org/ns/credentials/v2"


def seconds() -> float:
    """Processor time of this process: another one's work is not ours. Tracing is not either."""
    return time.process_time() / (8 if sys.gettrace() else 1)


@pytest.fixture(autouse=True)
def _in_little_time_and_memory() -> Iterator[None]:
    started = seconds()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert seconds() - started < 8  # making the file counts too
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024


def refusal(data: bytes) -> str:
    started = seconds()
    with pytest.raises(IntakeError) as caught:
        intake.read(data)
    assert seconds() - started < 4
    return caught.value.code


def test_a_zip_of_blanks():
    assert refusal(files.archive({"a.json": b" " * (30 * MIB)})) == "too_large"


def test_a_zip_of_many_members_of_blanks():
    data = files.archive({f"{n}.json": b" " * (900 * 1024) for n in range(200)})
    assert refusal(data) == "too_large"


def test_a_zip_of_zips_of_zips():
    data = b"{}"
    for level in range(3):
        data = files.archive({f"{level}.zip": data})
    assert refusal(data) == "too_deep"


def test_a_zip_that_nests_what_it_may_not_count_alone():
    inner = files.archive({f"{n}": b"x" for n in range(500)})
    assert refusal(files.archive({f"{n}.zip": inner + bytes([n]) for n in range(5)})) == (
        "too_complex"
    )


def test_a_quine_of_brackets():
    assert refusal(b"[" * (9 * MIB)) == "too_deep"
    assert refusal(b'{"a":' * MIB) == "too_deep"


@pytest.mark.parametrize("value", [b"1,", b"1.5,", b"[],", b'"",', b'{"a":1},'])
def test_a_credential_of_millions_of_values(value):
    head = b'{"@context":["%s"],"type":["VerifiableCredential"],"x":[' % V2.encode()
    assert refusal(head + value * (9 * MIB // len(value)) + b"0]}") == "too_complex"
    head += value * 240_000  # what is just allowed takes no longer
    assert intake.read(head + b"0]}")[0].problems == ()


def test_a_number_of_a_million_digits():
    draft = json.dumps({"@context": [V2], "type": ["VerifiableCredential"], "n": 0}).encode()
    data = draft.replace(b'"n": 0', b'"n": ' + b"9" * MIB)
    (found,) = intake.read(data)
    assert found.problems == (("malformed_json", "$"),)


def test_a_token_with_a_payload_of_brackets():
    payload = base64.urlsafe_b64encode(b"[" * MIB).rstrip(b"=").decode()
    (found,) = intake.read(f"eyJhbGciOiJub25lIn0.{payload}.".encode())
    assert found.problems == (("too_deep", "$"),)


def test_credentials_in_tokens_in_tokens():
    def token(document: Any) -> str:
        parts = ({"alg": "none", "typ": "vp+jwt"}, document)
        return (
            ".".join(
                base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
                for part in parts
            )
            + "."
        )

    carried = token({"@context": [V2], "type": ["VerifiableCredential"]})
    for _ in range(25):
        carried = token(
            {
                "@context": [V2],
                "type": "VerifiablePresentation",
                "verifiableCredential": [carried],
            }
        )
    (found,) = intake.read(carried.encode())
    depth = 0
    while found.parts:
        (found,) = found.parts
        depth += 1
    assert depth == 8
    assert found.problems[-1][0] == "too_deep"


def test_a_million_credentials():
    one = {"@context": [V2], "type": ["VerifiableCredential"]}
    shown = {"@context": [V2], "type": "VerifiablePresentation"}
    shown["verifiableCredential"] = [one] * 100_000
    (found,) = intake.read(json.dumps(shown).encode())
    assert found.problems == (("too_complex", "$"),)
    assert refusal(json.dumps([one] * 100_000).encode()) == "too_complex"


@pytest.mark.parametrize("packed", [False, True])
def test_a_picture_with_a_text_that_fills_the_memory(packed):
    blanks = "x" * (12 * MIB)
    assert refusal(files.png(blanks, packed=packed)) == "too_large"


def test_a_uniform_resource_that_fills_the_memory():
    from wallet.encoding import uniform_resource  # noqa: PLC0415 - this attack alone

    bomb = zlib.compress(b" " * (64 * MIB), 9)
    text = uniform_resource.encode_single("bytes", uniform_resource.wrap_bytes(bomb))
    assert refusal(text.encode()) == "too_large"


def test_a_drawing_of_a_million_elements():
    head = b"<svg xmlns='http://www.w3.org/2000/svg'>"
    assert refusal(head + b"<g/>" * (2 * MIB) + b"</svg>") == "too_complex"


def test_a_drawing_with_an_endless_head():
    assert refusal(b"<!--" * (2 * MIB)) == "refused_markup"
    assert refusal(b"<?xml " + b"<!-- -->" * MIB + b"<svg/>") == "damaged"


def test_one_file_that_is_two_kinds_at_once():
    """A picture with an archive behind it: one reader only, and it sees the picture."""
    badge = Issuer("Example University").issue("Data basics")
    other = Issuer("Another University").issue("Forged")
    both = files.png(badge) + files.archive({"a.json": files.to_bytes(other)})
    (found,) = intake.read(both)
    assert found.document == badge
