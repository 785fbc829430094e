"""Attack: a member of an archive whose name leads out of the folder it is unpacked to."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError

BADGE = files.to_bytes(Issuer().issue())


def test_a_way_out() -> None:
    assert intake.read(files.archive({"course/badge.json": BADGE}))
    with pytest.raises(IntakeError, match="unsafe_name"):
        intake.read(files.archive({"course/../../badge.json": BADGE}))
