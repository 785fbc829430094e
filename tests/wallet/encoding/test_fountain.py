"""The fountain code, held to the published figures."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.encoding import fountain, uniform_resource
from wallet.encoding.fountain import Sampler, Solver, Xoshiro
from wallet.presenting import qr_parts

ROOT = Path(__file__).resolve().parents[3]
VECTORS = Path(os.environ.get("TESSERA_VECTORS", ROOT.parent / "shared" / "vectors"))
FILE = VECTORS / "12-uniform-resources" / "vectors.json"


@pytest.fixture(scope="module")
def figures():
    if not FILE.exists():
        pytest.skip(f"no vectors at {FILE}")
    return json.loads(FILE.read_text())


def message(size, seed="Wolf"):
    return Xoshiro(seed.encode()).data(size)


@pytest.mark.vectors
def test_chance_is_the_same_everywhere(figures):
    for seed, name in (
        (b"Wolf", "xoshiro_wolf_mod_100"),
        (zlib.crc32(b"Wolf").to_bytes(4, "big"), "xoshiro_seed_crc32_of_wolf_mod_100"),
    ):
        chance = Xoshiro(seed)
        assert [chance.next() % 100 for _ in range(100)] == figures[name]
    chance = Xoshiro(b"Wolf")
    numbers = [chance.whole(1, 10) for _ in range(100)]
    assert numbers == figures["xoshiro_wolf_int_1_to_10"]


@pytest.mark.vectors
def test_weights_and_shuffles_are_the_same_everywhere(figures):
    chance, sampler = Xoshiro(b"Wolf"), Sampler([1, 2, 4, 8])
    wanted = figures["sampler_probabilities_1_2_4_8_wolf"]
    assert [sampler.next(chance.fraction) for _ in wanted] == wanted
    chance = Xoshiro(b"Wolf")
    told = [fountain.shuffled(range(1, 11), chance) for _ in range(10)]
    assert told == figures["shuffle_1_to_10_wolf"]


@pytest.mark.vectors
def test_messages_are_cut_as_published(figures):
    pieces = [one.piece.hex() for one in qr_parts.split(message(1024), 94)]
    assert pieces == figures["partition_message_1024_min10_max100"]


@pytest.mark.vectors
def test_what_is_mixed_is_the_same_everywhere(figures):
    data = message(1024)
    count = len(qr_parts.split(data, 94))
    degrees = [
        fountain.degree(count, Xoshiro(f"Wolf-{nonce}".encode())) for nonce in range(1, 201)
    ]
    assert degrees == figures["degree_for_nonce_1_to_200_of_message_1024_min10_max100"]
    wanted = figures["fragment_indexes_seq_1_to_n_message_1024_min10_max100"]
    checksum = zlib.crc32(data)
    told = [list(fountain.pieces_of(at + 1, count, checksum)) for at in range(len(wanted))]
    assert told == wanted


@pytest.mark.vectors
def test_parts_are_written_as_published(figures):
    wrapped = uniform_resource.wrap_bytes(message(256))
    plain = qr_parts.split(wrapped, 29)
    texts = [qr_parts.to_text(qr_parts.part_of(plain, at)) for at in range(1, 21)]
    assert texts == figures["multipart_ur_message_256_max30_first_20"]
    data = message(256)
    plain = qr_parts.split(data, 29)
    cbor = [
        uniform_resource.bytewords_decode(
            qr_parts.to_text(qr_parts.part_of(plain, at)).rpartition("/")[2]
        ).hex()
        for at in range(1, 21)
    ]
    assert cbor == figures["fountain_parts_cbor_message_256_max30_first_20"]


@pytest.mark.vectors
def test_a_message_comes_back_from_parts_that_begin_anywhere(figures):
    (case,) = figures["round_trip"]
    data = message(case["message"])
    plain = qr_parts.split(data, case["max_fragment"])
    collector = qr_parts.Collector()
    number = case["first_sequence_number"]
    while not collector.is_whole:
        number += 1
        collector.add(qr_parts.part_of(plain, number))
        assert number < 100 + 4 * len(plain)
    assert collector.message() == data


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=1, max_size=900), st.integers(1, 90), st.integers(0, 10**6))
def test_any_message_survives_any_beginning(data, piece, first):
    plain = qr_parts.split(data, piece)
    parts = (qr_parts.part_of(plain, first + at) for at in range(1, 40 * len(plain) + 40))
    collector = qr_parts.Collector()
    for part in parts:
        collector.add(part)
        if collector.is_whole:
            break
    assert collector.message() == data


def test_a_part_that_contradicts_the_others_is_refused():
    solver = Solver(2, 1)
    assert solver.add((0,), b"a")
    assert solver.add((0, 1), b"b")
    assert not solver.add((0,), b"a")
    assert solver.is_done
    with pytest.raises(ValueError, match="contradiction"):
        solver.add((1,), b"x")
