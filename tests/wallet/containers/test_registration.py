"""No file is of two kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet.containers import CONTAINERS, recognise

_HEADS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "picture": b"\xff\xd8\xff\xe0",
    "svg": b"<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns='http://www.w3.org/2000/svg'>",
    "zip": b"PK\x03\x04",
    "uniform_resource": b"UR:BYTES/",
    "pdf": b"%PDF-1.7",
    "cbor": b"\xd9\x05\x01",
    "vpqr": b"VP1-B",
    "gzip": b"\x1f\x8b",
}


def kinds(data: bytes) -> list[str]:
    return [one.NAME for one in CONTAINERS if one.recognises(data)]


def test_names_are_distinct():
    names = [one.NAME for one in CONTAINERS]
    assert len(set(names)) == len(names)
    assert set(names) == set(_HEADS)


@pytest.mark.parametrize("name", _HEADS)
def test_each_kind_is_told_by_its_first_bytes(name):
    assert kinds(_HEADS[name] + b" some more") == [name]


@given(head=st.sampled_from([b"", *_HEADS.values()]), tail=st.binary(max_size=60))
def test_at_most_one_kind_says_yes(head, tail):
    assert len(kinds(head + tail)) <= 1
    assert len(kinds(tail + head)) <= 1


@pytest.mark.parametrize(
    "text",
    [
        b"{}",
        b"<?xml version='1.0'?><elmo>",
        b"[1]",
        b"eyJh.e30.x",
        b"hello",
        b"",
        b"urn:uuid:1",
    ],
)
def test_documents_and_words_are_no_containers(text):
    assert recognise(text) is None


def test_n_quads_are_no_xml():
    assert (
        kinds(b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .") == []
    )


def test_what_our_issuer_makes_is_of_one_kind():
    badge = Issuer("Example University").credential("Data basics")
    assert kinds(files.png(badge)) == ["png"]
    assert kinds(files.svg(badge)) == ["svg"]
    assert kinds(files.archive({"a": b"b"})) == ["zip"]
    assert kinds(files.to_bytes(badge)) == []


@pytest.mark.vectors
def test_no_file_of_the_vectors_is_of_two_kinds(vectors: Path):
    for path in vectors.rglob("*"):
        if path.is_file():
            assert len(kinds(path.read_bytes())) <= 1, path
