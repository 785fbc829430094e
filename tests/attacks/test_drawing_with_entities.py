"""Attack: a drawing whose document type defines entities: to read files, to fill the memory."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError

DRAWING = files.svg(Issuer().issue(suite="vc+jwt"))


def test_entities_in_a_drawing() -> None:
    assert intake.read(DRAWING)
    bomb = b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(IntakeError, match="refused_markup"):
        intake.read(DRAWING.replace(b"<svg", bomb + b"<svg", 1))
