"""Bytewords and Uniform Resources, against the published figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.encoding.uniform_resource import (
    bytewords_decode,
    bytewords_encode,
    decode_single,
    encode_single,
    unwrap_bytes,
    wrap_bytes,
)
from wallet.errors import InputError

STYLES = ("standard", "uri", "minimal")


@pytest.fixture(scope="module")
def figures(vectors: Path) -> dict[str, Any]:
    text = (vectors / "12-uniform-resources" / "vectors.json").read_text()
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.vectors
def test_words_are_the_published_ones(figures):
    for number, word in enumerate(figures["bytewords"]):
        assert bytewords_encode(bytes([number]), "standard").split()[0] == word


@pytest.mark.vectors
def test_published_texts_come_out_and_go_back(figures):
    for figure in figures["bytewords_encode"]:
        content = bytes(figure["bytes"])
        for style in STYLES:
            if style in figure:
                assert bytewords_encode(content, style) == figure[style]
                assert bytewords_decode(figure[style], style) == content


@pytest.mark.vectors
def test_texts_to_be_refused_are_refused(figures):
    for text in figures["bytewords_refuse"]:
        for style in STYLES:
            with pytest.raises(InputError, match="malformed_bytewords"):
                bytewords_decode(text, style)


@pytest.mark.vectors
def test_the_published_resource_of_one_part(figures):
    text = figures["single_part_ur_message_50"]
    kind, cbor = decode_single(text)
    assert (kind, len(unwrap_bytes(cbor))) == ("bytes", 50)
    assert encode_single(kind, cbor) == text


@pytest.mark.vectors
def test_parts_of_a_longer_resource_are_named(figures):
    for text in figures["multipart_ur_message_256_max30_first_20"]:
        with pytest.raises(InputError, match="ur_of_several_parts"):
            decode_single(text)


@given(content=st.binary(min_size=1, max_size=300), style=st.sampled_from(STYLES))
def test_bytes_survive_the_trip_and_a_changed_letter_does_not(content, style):
    text = bytewords_encode(content, style)
    assert bytewords_decode(text, style) == content
    assert bytewords_decode(text.upper(), style) == content
    with pytest.raises(InputError):
        bytewords_decode(text[:-1], style)


@given(st.binary(max_size=70_000))
def test_a_byte_string_survives_its_wrapping(content):
    assert unwrap_bytes(wrap_bytes(content)) == content


@pytest.mark.parametrize(
    ("content", "head"),
    [
        (0, "40"),
        (23, "57"),
        (24, "5818"),
        (255, "58ff"),
        (256, "590100"),
        (65536, "5a00010000"),
    ],
)
def test_heads_are_the_shortest(content, head):
    assert wrap_bytes(b"x" * content).startswith(bytes.fromhex(head))


@pytest.mark.parametrize(
    "cbor",
    ["", "80", "4161ff", "4261", "580161", "5f4161ff", "5800", "5b000000000000000161", "6161"],
)
def test_anything_but_one_shortest_byte_string_is_refused(cbor):
    with pytest.raises(InputError, match="malformed_cbor"):
        unwrap_bytes(bytes.fromhex(cbor))


@pytest.mark.parametrize(
    "text", ["", "ur:", "ur:bytes", "ur:bytes/a b", "urn:x", "ur:bytes/1/ab"]
)
def test_texts_that_are_no_resource_are_refused(text):
    with pytest.raises(InputError):
        decode_single(text)
