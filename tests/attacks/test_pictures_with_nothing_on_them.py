"""Attack: an archive of white pictures, each as large as a picture may be."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.helpers import files
from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import Limits

_LIMITS = Limits(image_pixels=10_000, pictures_pixels=50_000)


def pictures(number: int) -> bytes:
    made = io.BytesIO()
    Image.new("1", (100, 100), 1).save(made, "GIF")
    return files.archive({f"{one}.gif": made.getvalue() for one in range(number)})


def test_pictures_that_take_longer_together_than_each() -> None:
    with pytest.raises(IntakeError, match="not_a_credential"):
        intake.read(pictures(5), limits=_LIMITS)
    with pytest.raises(IntakeError, match="too_large"):
        intake.read(pictures(6), limits=_LIMITS)
