"""Attack: a picture of a hundred bytes that says it is a billion pixels wide."""

from __future__ import annotations

import struct
import zlib

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError


def picture(side: int) -> bytes:
    whole = files.png(Issuer().issue())
    chunk = b"IHDR" + struct.pack(">II", side, side) + whole[24:29]
    return whole[:12] + chunk + struct.pack(">I", zlib.crc32(chunk)) + whole[33:]


def test_pixels_that_nobody_has_room_for() -> None:
    assert intake.read(picture(100))
    with pytest.raises(IntakeError, match="too_large"):
        intake.read(picture(1_000_000))
