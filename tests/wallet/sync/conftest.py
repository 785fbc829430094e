"""What every story of several machines begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.machines import wallet
from wallet.session import Session


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder that the machines share."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Session]:
    """The wallet of the first machine."""
    with wallet(tmp_path, "Laptop") as made:
        yield made
