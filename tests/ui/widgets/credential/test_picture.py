"""Only plain small pictures from inside a credential are ever decoded."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from ui.widgets.credential.picture import MOST_BYTES, picture

pytestmark = pytest.mark.usefixtures("qapp")


def png(width: int = 8, height: int = 8) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF2B56B5)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def uri(raw: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(raw).decode()}"


def test_a_small_picture_is_shown_within_its_place() -> None:
    drawn = picture(uri(png(400, 100)), 72)
    assert drawn is not None
    assert (drawn.width(), drawn.height()) == (72, 18)


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://university.example/logo.png",
        "file:///etc/passwd",
        "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>").decode(),
        "data:text/html;base64,AAAA",
        "data:image/png;base64,not base64!",
        "data:image/png,plain",
    ],
)
def test_anything_else_is_not_shown(address: str | None) -> None:
    assert picture(address, 72) is None


def test_a_picture_that_lies_about_its_kind_is_judged_by_its_bytes() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert picture(uri(svg), 72) is None


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    header = bytearray(png())
    header[16:20] = (60_000).to_bytes(4, "big")
    header[20:24] = (60_000).to_bytes(4, "big")
    assert picture(uri(bytes(header)), 72) is None


def test_too_many_bytes_are_not_even_looked_at() -> None:
    assert picture(uri(png() + b"\0" * (MOST_BYTES + 64)), 72) is None
