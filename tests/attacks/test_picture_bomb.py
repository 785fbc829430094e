"""Attack: a picture with a text that unpacks to more than the memory holds."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import LIMITS

BADGE = files.to_bytes(Issuer().issue()).decode()


def test_a_text_that_is_unpacked_no_further_than_the_limit() -> None:
    assert intake.read(files.png(BADGE, packed=True))
    blanks = BADGE + " " * LIMITS.input_bytes
    with pytest.raises(IntakeError, match="too_large") as refused:
        intake.read(files.png(blanks, packed=True))
    assert refused.value.facts["what"] == "png_text"
