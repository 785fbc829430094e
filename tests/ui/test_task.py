"""The vault thread: order, dying owners, locking that waits for nobody."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.task import Job, Tasks
from wallet.errors import WalletError


class Opened:
    """A wallet that only notes what happens to it; no part of ours is replaced by it."""

    def __init__(self) -> None:
        self.locked = threading.Event()
        self.threads: set[int] = set()

    def work(self, value: int) -> int:
        self.threads.add(threading.get_ident())
        return value

    def lock(self) -> None:
        self.threads.add(threading.get_ident())
        self.locked.set()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:  # noqa: ARG001
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.fixture
def opened(tasks: Tasks, owner: QObject, qtbot: QtBot) -> Opened:
    wallet = Opened()
    with qtbot.waitSignal(tasks.unlocked):
        tasks.unlock(owner, lambda: (wallet, None))  # type: ignore[arg-type,return-value]
    return wallet


def idle(tasks: Tasks, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tasks.is_idle)


def test_answers_come_in_order_on_the_main_thread(
    tasks: Tasks, owner: QObject, opened: Opened, qtbot: QtBot
) -> None:
    got: list[tuple[int, bool]] = []
    here = threading.get_ident()
    for value in range(20):
        tasks.run(
            owner,
            lambda session, value=value: session.work(value),  # type: ignore[attr-defined,misc]
            lambda found: got.append((found, threading.get_ident() == here)),
        )
    idle(tasks, qtbot)
    assert got == [(value, True) for value in range(20)]
    assert len(opened.threads) == 1
    assert here not in opened.threads


@pytest.mark.usefixtures("opened")
def test_what_the_core_reports_goes_to_failed(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    def refuse(_session: object) -> None:
        message = "disk_full"
        raise WalletError(message, file="x")

    failed: list[str] = []
    tasks.run(owner, refuse, None, lambda problem: failed.append(problem.code))
    idle(tasks, qtbot)
    assert failed == ["disk_full"]


@pytest.mark.usefixtures("opened")
def test_what_nobody_handles_is_told_to_the_person(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    def refuse(_session: object) -> None:
        message = "disk_full"
        raise WalletError(message)

    with qtbot.waitSignal(tasks.unhandled) as caught:
        tasks.run(owner, refuse)
    assert caught.args is not None
    assert caught.args[0].code == "disk_full"


@pytest.mark.usefixtures("opened")
def test_a_bug_is_told_as_a_crash(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tasks.crashed) as caught:
        tasks.run(owner, lambda _session: 1 // 0)
    assert caught.args is not None
    assert isinstance(caught.args[0], ZeroDivisionError)


@pytest.mark.usefixtures("opened")
def test_nothing_is_delivered_to_an_owner_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    goes = QObject()
    got: list[object] = []
    release = threading.Event()
    tasks.run(goes, lambda _session: release.wait(5), got.append)
    shiboken6.delete(goes)
    release.set()
    idle(tasks, qtbot)
    assert got == []


@pytest.mark.usefixtures("opened")
def test_a_change_is_told_once_even_when_who_asked_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    goes = QObject()
    release = threading.Event()
    told: list[object] = []
    tasks.changed.connect(told.append)

    def change(_session: object) -> str:
        release.wait(5)
        return "changes"

    tasks.change(goes, change)
    shiboken6.delete(goes)
    release.set()
    idle(tasks, qtbot)
    qtbot.waitUntil(lambda: told == ["changes"])


@pytest.mark.usefixtures("opened")
def test_progress_is_told_and_cancelling_stops(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    started = threading.Event()

    def count(_session: object, job: Job) -> int:
        for step in range(10_000):
            job.progress(step, 10_000)
            started.set()
            if job.cancelled():
                return step
            time.sleep(0.001)
        return -1

    got: list[int] = []
    job = tasks.run_long(owner, "Counting", count, got.append)
    assert tasks.jobs == [job]
    with qtbot.waitSignal(tasks.jobs_changed):
        started.wait(5)
    job.cancel()
    idle(tasks, qtbot)
    assert 0 <= got[0] < 10_000
    assert tasks.jobs == []


def test_locking_waits_for_nobody_and_lets_nothing_through(
    tasks: Tasks, owner: QObject, opened: Opened, qtbot: QtBot
) -> None:
    running, release = threading.Event(), threading.Event()
    got: list[object] = []
    ran: list[str] = []

    def secret(_session: object) -> str:
        running.set()
        release.wait(5)
        return "a claim"

    tasks.run(owner, secret, got.append)
    tasks.run(owner, lambda _session: ran.append("later"), got.append)
    assert running.wait(5)
    with qtbot.waitSignal(tasks.locked):
        tasks.lock()
    assert not tasks.is_unlocked
    release.set()
    assert opened.locked.wait(5)
    qtbot.wait(50)
    assert got == []
    assert ran == []


def test_locking_tells_what_runs_to_stop(tasks: Tasks, owner: QObject, opened: Opened) -> None:
    running = threading.Event()
    stopped = threading.Event()

    def long(_session: object, job: Job) -> None:
        running.set()
        while not job.cancelled():
            time.sleep(0.001)
        stopped.set()

    tasks.run_long(owner, "Long", long)
    assert running.wait(5)
    tasks.lock()
    assert stopped.wait(5)
    assert opened.locked.wait(5)


def test_a_wallet_that_opens_after_the_lock_was_asked_for_is_closed_again(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    wallet = Opened()
    deriving, release = threading.Event(), threading.Event()

    def slow() -> tuple[Opened, None]:
        deriving.set()
        release.wait(5)
        return wallet, None

    tasks.unlock(owner, slow)  # type: ignore[arg-type]
    assert deriving.wait(5)
    tasks.lock()
    release.set()
    assert wallet.locked.wait(5)
    qtbot.wait(50)
    assert not tasks.is_unlocked


@pytest.mark.usefixtures("opened")
def test_checking_goes_on_while_the_wallet_is_locked(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    running, release = threading.Event(), threading.Event()
    got: list[str] = []

    def check(_job: Job) -> str:
        running.set()
        release.wait(5)
        return "verdict"

    tasks.run_desk(owner, check, got.append, label="Checking")
    assert running.wait(5)
    tasks.lock()
    release.set()
    qtbot.waitUntil(lambda: got == ["verdict"])


def test_without_a_wallet_work_on_it_is_refused(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    failed: list[str] = []
    tasks.run(owner, lambda session: session, None, lambda problem: failed.append(problem.code))
    qtbot.waitUntil(lambda: failed == ["vault_locked"])
