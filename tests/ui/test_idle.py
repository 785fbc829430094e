"""The wallet locks itself when nobody is there, by the clock on the wall."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ui.app import Tessera
from ui.idle import IdleLock
from wallet.settings import Settings


class Wall:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def locked() -> list[bool]:
    return []


@pytest.fixture
def idle(wall: Wall, locked: list[bool], qapp: QApplication) -> IdleLock:  # noqa: ARG001
    return IdleLock(lambda: locked.append(True), 300, wall)


def test_it_locks_after_the_time_and_not_before(
    idle: IdleLock, wall: Wall, locked: list[bool]
) -> None:
    wall.now += 299
    idle.look()
    assert locked == []
    wall.now += 1
    idle.look()
    assert locked == [True]


def test_a_touch_begins_the_time_anew(idle: IdleLock, wall: Wall, locked: list[bool]) -> None:
    wall.now += 299
    idle.touch()
    wall.now += 299
    idle.look()
    assert locked == []


def test_after_a_suspended_night_the_first_look_locks(
    idle: IdleLock, wall: Wall, locked: list[bool]
) -> None:
    wall.now += 8 * 3600
    idle.look()
    assert locked == [True]


def test_a_clock_put_back_does_not_keep_it_open_for_longer(
    idle: IdleLock, wall: Wall, locked: list[bool]
) -> None:
    wall.now -= 100_000
    idle.look()
    wall.now += 300
    idle.look()
    assert locked == [True]


def test_keys_and_mouse_are_touches_but_painting_is_none(
    unlocked: Tessera, wall: Wall, locked: list[bool]
) -> None:
    window = unlocked.window.windowHandle()
    assert window is not None
    idle = IdleLock(lambda: locked.append(True), 300, wall)
    idle.watch(window)
    wall.now += 299
    unlocked.window.repaint()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    wall.now += 299
    idle.look()
    assert locked == []
    unlocked.window.repaint()
    wall.now += 1
    idle.look()
    assert locked == [True]


def test_the_time_chosen_in_the_wallet_is_in_force_at_once(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    assert unlocked.idle.seconds == Settings().lock_after_seconds
    chosen = Settings(lock_after_seconds=60)
    unlocked.tasks.change(
        unlocked.shell,
        lambda session: session.save_settings(chosen),
        lambda _changes: unlocked.shell.quiet_changed.emit(),
    )
    settle(unlocked, qtbot)
    assert unlocked.idle.seconds == 60
