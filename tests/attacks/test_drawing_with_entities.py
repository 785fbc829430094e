"""Attack: a drawing whose document type declares things: entities, or a badge of its own."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError

DRAWING = files.svg(Issuer().issue(suite="vc+jwt"))


def test_declarations_in_a_drawing() -> None:
    assert intake.read(DRAWING)
    for told in (
        b'<!ENTITY a "ha"><!ENTITY b "&a;&a;">',
        b'<!ATTLIST svg verify CDATA "forged">',
    ):
        with pytest.raises(IntakeError, match="refused_markup"):
            intake.read(DRAWING.replace(b"<svg", b"<!DOCTYPE svg [" + told + b"]><svg", 1))
