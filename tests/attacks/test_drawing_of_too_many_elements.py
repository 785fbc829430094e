"""Attack: a drawing of more elements than anybody draws."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError

DRAWING = files.svg(Issuer().issue(suite="vc+jwt"))
MOST = 200_000


def test_one_element_after_another() -> None:
    assert intake.read(DRAWING)
    with pytest.raises(IntakeError, match="too_complex"):
        intake.read(DRAWING.replace(b"</svg>", b"<g/>" * MOST + b"</svg>"))
