"""Parts of one resource over several pictures: published figures, any order, and attacks."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.encoding import uniform_resource
from wallet.errors import IntakeError
from wallet.limits import Limits
from wallet.presenting import qr_parts

MESSAGE = uniform_resource.wrap_bytes(bytes(range(256)) * 8)


def _xoshiro(seed: str, count: int) -> bytes:
    """The published test generator (Xoshiro256**, seeded with SHA-256), written again here."""
    digest = hashlib.sha256(seed.encode()).digest()
    state = [int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8)]
    mask = (1 << 64) - 1

    def turn(value: int, by: int) -> int:
        return (value << by | value >> (64 - by)) & mask

    out = bytearray()
    for _ in range(count):
        result = turn(state[1] * 5 & mask, 7) * 9 & mask
        shifted = state[1] << 17 & mask
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= shifted
        state[3] = turn(state[3], 45)
        out.append(int(result / (1 << 64) * 256))
    return bytes(out)


@pytest.fixture(scope="module")
def figures(vectors) -> dict:
    return json.loads((vectors / "12-uniform-resources" / "vectors.json").read_bytes())


@pytest.mark.vectors
def test_parts_read_as_the_published_figures_say(figures):
    message = uniform_resource.wrap_bytes(_xoshiro("Wolf", 256))
    plain = figures["multipart_ur_message_256_max30_first_20"][:9]
    assert [qr_parts.to_text(part) for part in qr_parts.split(message, 30)] == plain


@pytest.mark.vectors
def test_plain_and_mixed_parts_of_others_are_read(figures):
    texts = figures["multipart_ur_message_256_max30_first_20"]
    parts = [qr_parts.from_text(text.upper()) for text in texts]
    assert [part.is_plain for part in parts] == [True] * 9 + [False] * 11
    joined = qr_parts.join(parts[::-1])
    assert uniform_resource.unwrap_bytes(joined) == _xoshiro("Wolf", 256)


@pytest.mark.vectors
def test_mixed_parts_stand_in_for_missing_ones_and_too_few_are_named(figures):
    texts = figures["multipart_ur_message_256_max30_first_20"]
    parts = [qr_parts.from_text(text) for text in texts]
    joined = qr_parts.join(parts[1:])
    assert uniform_resource.unwrap_bytes(joined) == _xoshiro("Wolf", 256)
    with pytest.raises(IntakeError) as refused:
        qr_parts.join(parts[1:8])
    assert refused.value.code == "qr_parts_missing"
    assert refused.value.facts["missing"] == ("1", "9")


@given(st.binary(min_size=1, max_size=4000), st.integers(1, 900), st.randoms())
def test_parts_join_in_any_order_and_twice(message, longest, chance):
    parts = [*qr_parts.split(message, longest)]
    read = [qr_parts.from_text(qr_parts.to_text(part).upper()) for part in parts[:1000]]
    if len(parts) > len(read):
        return
    read += read[:3]
    chance.shuffle(read)
    assert qr_parts.join(read) == message


@given(st.text(max_size=200))
def test_any_text_gives_a_part_or_an_intake_error(text):
    with contextlib.suppress(IntakeError):
        qr_parts.from_text("ur:bytes/1-2/" + text)


@given(st.binary(max_size=60))
def test_any_cbor_gives_a_part_or_an_intake_error(cbor):
    words = uniform_resource.bytewords_encode(cbor)
    with contextlib.suppress(IntakeError):
        qr_parts.from_text(f"ur:bytes/1-2/{words}")


def test_a_missing_part_is_named():
    parts = qr_parts.split(MESSAGE, 500)
    with pytest.raises(IntakeError) as refused:
        qr_parts.join([parts[0], parts[2], parts[4]])
    assert refused.value.code == "qr_parts_missing"
    assert refused.value.facts == {"have": 3, "count": 5, "missing": ("2", "4")}
    collector = qr_parts.Collector()
    assert [collector.add(parts[at]) for at in (0, 2, 2, 4)] == [True, True, False, True]
    assert collector.missing == (2, 4)
    assert collector.progress == (3, 5)


def test_parts_of_two_messages_are_not_put_together():
    one, other = qr_parts.split(MESSAGE, 500), qr_parts.split(MESSAGE[::-1], 500)
    with pytest.raises(IntakeError) as refused:
        qr_parts.join([*one[:2], *other[2:]])
    assert refused.value.code == "qr_parts_mixed"


def test_a_forged_piece_with_the_right_numbers_fails_the_message_checksum():
    parts = list(qr_parts.split(MESSAGE, 500))
    last = parts[-1]
    parts[-1] = qr_parts.Part(
        number=last.number,
        count=last.count,
        length=last.length,
        checksum=last.checksum,
        piece=bytes(len(last.piece)),
    )
    with pytest.raises(IntakeError) as refused:
        qr_parts.join(parts)
    assert refused.value.code == "damaged"


def test_two_different_pieces_under_one_number_are_refused():
    parts = list(qr_parts.split(MESSAGE, 500))
    twin = qr_parts.Part(
        number=1, count=5, length=len(MESSAGE), checksum=zlib.crc32(MESSAGE), piece=b"x" * 411
    )
    with pytest.raises(IntakeError) as refused:
        qr_parts.join([*parts, twin])
    assert refused.value.code == "damaged"


def test_numbers_in_the_text_must_agree_with_those_inside():
    text = qr_parts.to_text(qr_parts.split(MESSAGE, 500)[1])
    with pytest.raises(IntakeError) as refused:
        qr_parts.from_text(text.replace("/2-5/", "/3-5/"))
    assert refused.value.code == "damaged"


def test_a_cut_part_is_refused():
    text = qr_parts.to_text(qr_parts.split(MESSAGE, 500)[1])
    for cut in (text[:-1], text[:-2], text[:40], "ur:bytes/2-5/"):
        with pytest.raises(IntakeError) as refused:
            qr_parts.from_text(cut)
        assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("limits", "limit"),
    [(Limits(qr_pictures=4), "qr_pictures"), (Limits(input_bytes=2000), None)],
)
def test_a_part_that_promises_too_much_is_refused_before_joining(limits, limit):
    text = qr_parts.to_text(qr_parts.split(MESSAGE, 500)[0])
    with pytest.raises(IntakeError) as refused:
        qr_parts.from_text(text, limits)
    assert refused.value.code == "too_large"
    assert refused.value.facts.get("what") == limit
    assert qr_parts.from_text(text).number == 1


def test_a_number_that_is_not_written_in_its_shortest_form_is_refused():
    part = qr_parts.split(b"abc", 10)[0]
    good = bytes.fromhex("85010103") + b"\x1a" + zlib.crc32(b"abc").to_bytes(4, "big") + b"Cabc"
    words = uniform_resource.bytewords_encode(good)
    assert qr_parts.from_text(f"ur:bytes/1-1/{words}") == part
    longer = b"\x85\x18\x01" + good[2:]
    with pytest.raises(IntakeError):
        qr_parts.from_text(f"ur:bytes/1-1/{uniform_resource.bytewords_encode(longer)}")
