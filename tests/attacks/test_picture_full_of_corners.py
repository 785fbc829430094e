"""Attack: a picture of a few bytes on which everything looks like the corner of a code."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import Limits

_LIMITS = Limits(code_pixels=250_000)
_CORNER = ("#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######")


def corners(side: int) -> bytes:
    """A picture of that many corners in each direction."""
    one = Image.new("L", (9, 9), 255)
    for y, line in enumerate(_CORNER, start=1):
        for x, sign in enumerate(line, start=1):
            one.putpixel((x, y), 0 if sign == "#" else 255)
    whole = Image.new("L", (9 * side, 9 * side))
    for at in range(side):
        whole.paste(one, (9 * at, 0))
    for at in range(1, side):
        whole.paste(whole.crop((0, 0, 9 * side, 9)), (0, 9 * at))
    made = io.BytesIO()
    whole.save(made, "PNG")
    return made.getvalue()


def test_corners_of_codes_that_are_not_there() -> None:
    assert intake.read(files.png(Issuer().issue()), limits=_LIMITS)
    picture = corners(170)
    began = time.process_time()
    with pytest.raises(IntakeError, match="not_a_credential"):
        intake.read(picture, limits=_LIMITS)
    assert time.process_time() - began < 0.7
