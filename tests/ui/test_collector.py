"""Widgets are never taken apart in the vault thread."""

from __future__ import annotations

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ui.app import Tessera
from ui.collector import Collector


def test_no_cycle_is_collected_off_the_main_thread(unlocked: Tessera, qtbot: QtBot) -> None:
    threads: set[int] = set()

    def note(_phase: str, _info: object) -> None:
        threads.add(threading.get_ident())

    def litter(_session: object) -> None:
        for _ in range(20_000):
            cycle: list[object] = []
            cycle.append(cycle)

    gc.callbacks.append(note)
    try:
        unlocked.tasks.run(unlocked.shell, litter)
        settle(unlocked, qtbot)
        unlocked._collector.look()
    finally:
        gc.callbacks.remove(note)
    assert threads <= {threading.get_ident()}


@pytest.mark.usefixtures("qapp")
def test_what_is_due_is_collected() -> None:
    collector = Collector()
    try:
        for _ in range(5_000):
            cycle: list[object] = []
            cycle.append(cycle)
        assert gc.get_count()[0] > gc.get_threshold()[0]
        collector.look()
        assert gc.get_count()[0] < gc.get_threshold()[0]
    finally:
        collector.stop()
    assert gc.isenabled()
