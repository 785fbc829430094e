"""Badges baked into PNG pictures."""

from __future__ import annotations

import struct
import zlib

import pytest

from tests.helpers import files
from wallet.containers import Room, png
from wallet.errors import IntakeError
from wallet.limits import Limits

TOKEN = b"eyJhbGciOiJub25lIn0.e30."


def chunk(kind: bytes, body: bytes, *, crc: int | None = None) -> bytes:
    found = zlib.crc32(kind + body) if crc is None else crc
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", found)


def header(width: int = 4, height: int = 4) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


def picture(
    *chunks: bytes, head: bytes | None = None, end: bytes = chunk(b"IEND", b"")
) -> bytes:
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 4) * 4))
    return (
        png.SIGNATURE + (header() if head is None else head) + b"".join(chunks) + pixels + end
    )


def inside(data: bytes, **limits: int) -> list[bytes]:
    return [one.data for one in png.unpack(data, Room(limits=Limits(**limits)))]


def refusal(data: bytes, **limits: int) -> tuple[str, object]:
    with pytest.raises(IntakeError) as caught:
        inside(data, **limits)
    return caught.value.code, caught.value.facts.get("detail")


@pytest.mark.parametrize("keyword", [b"openbadgecredential", b"openbadges"])
@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        (b"tEXt", TOKEN),
        (b"zTXt", b"\0" + zlib.compress(TOKEN)),
        (b"iTXt", b"\0\0\0\0" + TOKEN),
        (b"iTXt", b"\1\0en\0Badge\0" + zlib.compress(TOKEN)),
    ],
    ids=["tEXt", "zTXt", "iTXt", "compressed iTXt"],
)
def test_text_is_found_in_every_kind_of_chunk(keyword, kind, rest):
    assert inside(picture(chunk(kind, keyword + b"\0" + rest))) == [TOKEN]


@pytest.mark.parametrize("place", ["before", "after"])
def test_text_may_stand_before_or_after_the_pixels(place):
    text = chunk(b"tEXt", b"openbadges\0" + TOKEN)
    data = picture(text) if place == "before" else picture(end=text + chunk(b"IEND", b""))
    assert inside(data) == [TOKEN]


def test_text_after_the_end_of_the_picture_is_not_part_of_it():
    text = chunk(b"tEXt", b"openbadges\0" + TOKEN)
    assert refusal(picture() + text)[0] == "not_a_credential"


@pytest.mark.parametrize("keyword", [b"Comment", b"OpenBadges", b"openbadges ", b""])
def test_other_texts_are_no_badges(keyword):
    assert refusal(picture(chunk(b"tEXt", keyword + b"\0" + TOKEN)))[0] == "not_a_credential"


def test_two_badges_in_one_picture_are_refused():
    one = chunk(b"tEXt", b"openbadges\0" + TOKEN)
    two = chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}")
    assert refusal(picture(one, two)) == ("damaged", "several_badges")


@pytest.mark.parametrize("text", [b"", b"  \n"])
def test_a_badge_chunk_without_text_is_empty(text):
    assert refusal(picture(chunk(b"tEXt", b"openbadges\0" + text)))[0] == "empty"


def test_a_picture_cut_off_anywhere_is_damaged():
    whole = picture(chunk(b"tEXt", b"openbadges\0" + TOKEN))
    for length in range(len(png.SIGNATURE), len(whole)):
        assert refusal(whole[:length])[0] == "damaged"


def test_a_changed_byte_shows_in_the_checksum():
    whole = bytearray(picture(chunk(b"tEXt", b"openbadges\0" + TOKEN)))
    at = bytes(whole).index(TOKEN)
    whole[at] ^= 1
    assert refusal(bytes(whole)) == ("damaged", "checksum")


@pytest.mark.parametrize(
    "head", [b"", header(0, 4), chunk(b"IHDR", b"\0" * 12), chunk(b"tEXt", b"a\0b")]
)
def test_a_picture_without_its_header_is_damaged(head):
    assert refusal(picture(head=head)) == ("damaged", "no_header")


def test_the_size_in_the_header_is_checked_before_anything_else():
    text = chunk(b"tEXt", b"openbadges\0" + TOKEN)
    assert inside(picture(text, head=header(100, 100)), image_pixels=10_000) == [TOKEN]
    assert refusal(picture(text, head=header(100, 101)), image_pixels=10_000)[0] == "too_large"
    assert refusal(picture(text, head=header(2**31, 2**31)))[0] == "too_large"


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt"])
def test_packed_text_is_inflated_no_further_than_a_credential_may_be(kind):
    flags = b"\0" if kind == b"zTXt" else b"\1\0\0\0"
    bomb = picture(chunk(kind, b"openbadges\0" + flags + zlib.compress(b" " * 5_000_000)))
    assert len(bomb) < 10_000
    assert refusal(bomb, input_bytes=1_000_000)[0] == "too_large"


@pytest.mark.parametrize(
    "rest",
    [
        b"\1" + zlib.compress(TOKEN),  # unknown method
        b"\0" + zlib.compress(TOKEN)[:-6],  # cut off
        b"\0not packed at all",
        b"",
    ],
)
def test_packed_text_that_cannot_be_unpacked_is_damaged(rest):
    assert refusal(picture(chunk(b"zTXt", b"openbadges\0" + rest))) == (
        "damaged",
        "compression",
    )


@pytest.mark.parametrize("rest", [b"", b"\0\0", b"\2\0\0\0x", b"\0\1\0\0x"])
def test_a_twisted_international_text_is_damaged(rest):
    data = picture(chunk(b"iTXt", b"openbadges\0" + rest))
    assert refusal(data) == ("damaged", "text_chunk")


def test_pixels_are_never_decoded():
    broken = png.SIGNATURE + header() + chunk(b"IDAT", b"no pixels here")
    text = chunk(b"tEXt", b"openbadges\0" + TOKEN)
    assert inside(broken + text + chunk(b"IEND", b"")) == [TOKEN]


def test_the_pictures_of_our_issuer_can_be_read():
    for packed in (False, True):
        assert inside(files.png(TOKEN.decode(), packed=packed)) == [TOKEN]
