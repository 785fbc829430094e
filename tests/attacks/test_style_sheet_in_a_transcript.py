"""Attack: a style sheet in a transcript, which shows something else than what is signed."""

from __future__ import annotations

import pytest

from tests.helpers import xml_seals
from wallet import intake
from wallet.errors import IntakeError


def test_an_instruction_to_the_reader() -> None:
    good = xml_seals.elmo().encode()
    assert intake.read(good)
    with pytest.raises(IntakeError, match="refused_markup"):
        intake.read(good.replace(b"<learner>", b'<?xml-stylesheet href="a.xsl"?><learner>', 1))
