"""Attack: an archive of a few kilobytes full of blanks."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError

BADGE = files.to_bytes(Issuer().issue())


def test_blanks_behind_a_badge() -> None:
    assert intake.read(files.archive({"badge.json": BADGE + b" " * 100_000}))
    with pytest.raises(IntakeError, match="too_large"):
        intake.read(files.archive({"badge.json": BADGE + b" " * 4_000_000}))
