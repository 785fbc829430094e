"""Opening one file in a test."""

from __future__ import annotations

import pytest

from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import Limits
from wallet.secured import Secured


def only(data: bytes, **limits: int) -> Secured:
    """The one thing in a file."""
    found = intake.read(data, limits=Limits(**limits))
    assert len(found) == 1
    return found[0]


def refusal(data: bytes, **limits: int) -> str:
    """The code with which a file is refused."""
    with pytest.raises(IntakeError) as caught:
        intake.read(data, limits=Limits(**limits))
    return caught.value.code
