"""Attack: an archive with more members than anybody can look at."""

from __future__ import annotations

import pytest

from tests.helpers import files
from tests.helpers.issuer import Issuer
from wallet import intake
from wallet.errors import IntakeError
from wallet.limits import LIMITS

BADGE = files.to_bytes(Issuer().issue())


def archive(members: int) -> bytes:
    folders = {f"{number}/": b"" for number in range(members - 1)}
    return files.archive({"badge.json": BADGE, **folders})


def test_one_member_too_many() -> None:
    assert intake.read(archive(LIMITS.zip_members))
    with pytest.raises(IntakeError, match="too_complex"):
        intake.read(archive(LIMITS.zip_members + 1))
