"""A receiver's trust folder, and an operator of a register who publishes for it."""

from __future__ import annotations

import pytest

from tests.helpers.bundles import Operator
from tests.helpers.said import Clock
from wallet.trust_import import TrustFolder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path / "keys")


@pytest.fixture
def folder(tmp_path, clock):
    return TrustFolder(tmp_path / "trust", clock)
