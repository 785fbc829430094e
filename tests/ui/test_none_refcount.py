"""PySide6 must not lose references of None: 6.12.0 did on Python 3.11, and aborts."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QWidget


@pytest.mark.usefixtures("qapp")
def test_calls_that_return_nothing_keep_none_alive() -> None:
    widget = QWidget()
    for _ in range(50):
        widget.update()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 100
