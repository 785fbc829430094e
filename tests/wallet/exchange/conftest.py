"""The wallet that portfolios are made from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.portfolio_wallet import Held


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """Made once for each module that reads it."""
    made = Held(tmp_path_factory.mktemp("exports") / "Wallet")
    yield made
    made.session.lock()
