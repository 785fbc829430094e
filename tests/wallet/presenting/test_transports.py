"""Each transport gives back what it was given; it refuses what is cut, foreign, too large."""

from __future__ import annotations

import json
import re
import secrets
import zlib

import pytest
import zxingcpp
from PIL import Image

from tests.helpers.qr_codes import qr_decode, qr_encode
from wallet.containers.uniform import inflate
from wallet.encoding import uniform_resource
from wallet.errors import IntakeError, PresentingError
from wallet.limits import Limits
from wallet.presenting import TRANSPORTS, carry, qr, transport


def _presentation(noise: int = 0) -> bytes:
    return json.dumps(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": "did:key:z6Mk",
            "note": secrets.token_urlsafe(noise),
        }
    ).encode()


SIZES = (0, 1_200, 1_900, 6_000, 20_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("one", TRANSPORTS, ids=lambda one: one.name)
def test_every_transport_gives_back_the_same_bytes(one, size):
    presentation = _presentation(size)
    carried = one.encode(presentation)
    received = [artifact.data for artifact in carried.artifacts]
    assert one.decode(received[::-1]) == presentation


@pytest.mark.parametrize("one", TRANSPORTS, ids=lambda one: one.name)
def test_file_names_say_nothing(one):
    names = [artifact.name for artifact in one.encode(_presentation(6000)).artifacts]
    assert all(re.fullmatch(r"presentation-[0-9a-f]{8}[-.\w]*", name) for name in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("one", TRANSPORTS, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "foreign",
    [b"", b"{", b"[]", b'{"type": "VerifiableCredential"}', b"\x89PNG\r\n\x1a\n", b"ur:"],
)
def test_every_transport_refuses_foreign_input(one, foreign):
    with pytest.raises(IntakeError):
        one.decode([foreign])


def test_small_presentations_fit_one_easy_picture():
    carried = carry(_presentation(300), "qr")
    assert len(carried.artifacts) == 1
    assert carried.warnings == ()


def test_a_dense_picture_says_so():
    carried = carry(_presentation(1_900), "qr")
    assert len(carried.artifacts) == 1
    assert carried.warnings == ("dense_qr",)


def test_no_part_is_denser_than_a_camera_likes():
    for text in qr.qr_texts(_presentation(25_000)):
        assert len(text) <= qr.LETTERS_25_L
    carried = carry(_presentation(6_000), "qr")
    assert carried.warnings == ("several_pictures",)


def test_the_largest_single_picture_is_version_40_l():
    text = "UR:BYTES/" + "A" * (qr.LETTERS_40_L - 9)
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    found = zxingcpp.read_barcodes(symbol.to_image(), formats=zxingcpp.BarcodeFormat.QRCode)
    assert found[0].extra["Version"] == "40"
    smaller = text[: qr.LETTERS_25_L]
    symbol = zxingcpp.create_barcode(smaller, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    found = zxingcpp.read_barcodes(symbol.to_image(), formats=zxingcpp.BarcodeFormat.QRCode)
    assert found[0].extra["Version"] == "25"


def test_too_many_pictures_are_refused_with_their_number():
    with pytest.raises(PresentingError) as refused:
        carry(_presentation(60_000), "qr")
    assert refused.value.code == "too_large_for_qr"
    assert refused.value.facts["pictures"] > refused.value.facts["limit"]


def test_a_missing_picture_is_named():
    pictures = qr_encode(_presentation(6_000))
    with pytest.raises(IntakeError) as refused:
        qr_decode(pictures[1:])
    assert refused.value.code == "qr_parts_missing"
    assert refused.value.facts["missing"] == ("1",)


def test_pictures_of_two_presentations_are_not_mixed():
    one, other = qr_encode(_presentation(6_000)), qr_encode(_presentation(6_000))
    with pytest.raises(IntakeError) as refused:
        qr_decode([*one[:3], *other[3:]])
    assert refused.value.code == "qr_parts_mixed"


def test_a_single_picture_beside_parts_is_refused():
    with pytest.raises(IntakeError) as refused:
        qr_decode([*qr_encode(_presentation()), *qr_encode(_presentation(6_000))])
    assert refused.value.code == "qr_parts_mixed"


def test_two_single_pictures_are_two_presentations():
    with pytest.raises(IntakeError) as refused:
        qr_decode([*qr_encode(_presentation(9)), *qr_encode(_presentation(9))])
    assert refused.value.code == "qr_parts_mixed"


def test_a_cut_picture_is_refused():
    picture = qr_encode(_presentation(300))[0]
    for cut in (picture[:-1], picture[: len(picture) // 2], picture[:60]):
        with pytest.raises(IntakeError):
            qr_decode([cut])


def test_a_cut_stream_in_a_whole_picture_is_refused():
    packed = uniform_resource.wrap_bytes(zlib.compress(_presentation(300))[:-9])
    text = uniform_resource.encode_single("bytes", packed)
    with pytest.raises(IntakeError) as refused:
        qr_decode([qr.qr_png(text.upper())])
    assert refused.value.code == "damaged"


def test_a_bomb_stops_at_the_limit():
    bomb = zlib.compress(bytes(5_000_000), 9)
    with pytest.raises(IntakeError) as refused:
        inflate(bomb, Limits(input_bytes=100_000))
    assert refused.value.code == "too_large"
    assert len(inflate(bomb)) == 5_000_000


def test_something_after_the_stream_is_refused():
    with pytest.raises(IntakeError):
        inflate(zlib.compress(b"{}") + b"x")


def test_a_picture_says_nothing_but_its_modules(tmp_path):
    path = tmp_path / "code.png"
    path.write_bytes(qr_encode(_presentation(100))[0])
    with Image.open(path) as picture:
        picture.load()
        assert picture.mode == "L"
        assert picture.info == {}
        assert {value for _, value in picture.getcolors()} == {0, 255}


def test_an_unknown_transport_is_refused():
    with pytest.raises(PresentingError) as refused:
        transport("carrier pigeon")
    assert refused.value.code == "unknown_transport"
