"""Two wallets for every test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wallet.reviews.people import People, closed, people


@pytest.fixture
def two(tmp_path: Path) -> Iterator[People]:
    made = people(tmp_path)
    made.confirm()
    yield made
    closed(made)
