"""Attack: an XML transcript whose document type reads a file of the learner's."""

from __future__ import annotations

import pytest

from tests.helpers import xml_seals
from wallet import intake
from wallet.errors import IntakeError

HEAD = b'<!DOCTYPE elmo [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def test_an_entity_from_outside() -> None:
    good = xml_seals.elmo().encode()
    assert intake.read(good)
    for data in (HEAD + good, HEAD + good[:-1]):  # no parser gets as far as what is torn
        with pytest.raises(IntakeError, match="refused_markup"):
            intake.read(data)
