"""Pictures that show QR codes."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from wallet import intake
from wallet.containers import Room, png, qr
from wallet.encoding import uniform_resource
from wallet.errors import IntakeError
from wallet.limits import Limits

TOKEN = "eyJhbGciOiJub25lIiwidHlwIjoidmMrand0In0.e30."


def picture(text: str, *, symbol: str = "QRCode") -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(symbol))
    return Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4, add_quiet_zones=True))


def saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_text_of_a_code_is_read_from_each_kind_of_picture(kind, mode):
    assert qr.read(saved(picture(TOKEN).convert(mode), kind)) == (TOKEN.encode(),)


def test_a_code_turned_on_its_side_is_read():
    assert qr.read(saved(picture(TOKEN).rotate(90, expand=True), "PNG")) == (TOKEN.encode(),)


def test_several_codes_on_one_page_are_all_read():
    one, two = picture(TOKEN), picture("VP1-OTHER")
    page = Image.new("L", (one.width + two.width, max(one.height, two.height)), 255)
    page.paste(one, (0, 0))
    page.paste(two, (one.width, 0))
    assert set(qr.read(saved(page, "PNG"))) == {TOKEN.encode(), b"VP1-OTHER"}


def test_other_bar_codes_on_a_certificate_are_not_ours():
    data = saved(picture(TOKEN, symbol="DataMatrix"), "PNG")
    with pytest.raises(IntakeError, match="not_a_credential"):
        qr.read(data)


def test_a_plain_picture_shows_nothing():
    with pytest.raises(IntakeError, match="not_a_credential"):
        qr.read(saved(Image.new("L", (64, 64), 255), "JPEG"))


def test_large_pictures_are_refused_by_their_header():
    data = saved(Image.new("L", (100, 101), 255), "JPEG")
    with pytest.raises(IntakeError, match="too_large"):
        qr.read(data, Limits(image_pixels=10_000))
    with pytest.raises(IntakeError, match="not_a_credential"):
        qr.read(data, Limits(image_pixels=10_100))


def test_a_large_picture_is_made_smaller_before_codes_are_looked_for():
    data = saved(picture(TOKEN), "PNG")
    assert qr.read(data, Limits(code_pixels=10_000)) == (TOKEN.encode(),)
    with pytest.raises(IntakeError, match="not_a_credential"):
        qr.read(data, Limits(code_pixels=500))


def test_a_header_of_impossible_size_is_refused_without_its_pixels():
    data = bytearray(saved(Image.new("L", (8, 8), 255), "GIF"))
    data[6:10] = b"\xff\xff\xff\xff"  # 65,535 pixels either way
    with pytest.raises(IntakeError, match="too_large"):
        qr.read(bytes(data))


def test_a_picture_cut_off_is_damaged():
    data = saved(picture(TOKEN), "JPEG")
    for length in (3, 20, len(data) // 2):
        with pytest.raises(IntakeError, match="damaged"):
            qr.read(data[:length])


def test_other_kinds_of_pictures_are_not_decoded():
    with pytest.raises(IntakeError, match="damaged"):
        qr.read(saved(picture(TOKEN), "BMP"))


def test_a_png_without_a_baked_badge_is_read_as_a_code():
    room = Room(limits=Limits())
    found = [one.data for one in png.unpack(saved(picture(TOKEN), "PNG"), room)]
    assert found == [TOKEN.encode()]


def test_a_credential_travels_through_a_picture_of_a_uniform_resource(issued):
    text = uniform_resource.encode_single("bytes", uniform_resource.wrap_bytes(issued))
    for kind in ("PNG", "JPEG"):
        found = intake.read(saved(picture(text.upper()), kind))
        assert [one.token for one in found] == [issued.decode()]


@pytest.fixture
def issued() -> bytes:
    from tests.helpers.issuer import Issuer  # noqa: PLC0415 - only this test issues

    issuer = Issuer("Example University")
    document = issuer.credential("Data basics", model="vcdm2")
    return issuer.jwt(document).encode()
