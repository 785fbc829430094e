"""A bug of ours closes the wallet and tells nothing of what is in it."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ui.app import Tessera
from ui.crash import CrashPage, redacted

SECRET = "Robin Example was born on 3 May"


def fail() -> None:
    claim = SECRET
    message = f"cannot read {claim}"
    raise ValueError(message)


def caught() -> BaseException:
    try:
        try:
            fail()
        except ValueError as inner:
            raise KeyError(SECRET) from inner
    except KeyError as problem:
        return problem


def test_the_report_names_kinds_and_places_but_no_values() -> None:
    report = redacted(caught())
    assert "KeyError" in report
    assert "ValueError" in report
    assert "test_crash.py" in report
    assert SECRET not in report
    assert "/" not in report.replace("PySide6/", "")


def test_a_crash_locks_the_wallet_and_shows_the_page(unlocked: Tessera, qtbot: QtBot) -> None:
    unlocked.crash(caught())
    assert not unlocked.tasks.is_unlocked
    page = unlocked.window.findChild(CrashPage)
    assert page is not None
    assert page.isVisible()
    shown = page.findChild(QPlainTextEdit)
    assert shown is not None
    assert SECRET not in shown.toPlainText()
    page.accept()
    qtbot.wait(10)


def test_a_bug_in_the_vault_thread_comes_to_the_same_page(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    unlocked.tasks.run(unlocked.shell, lambda _session: fail())
    settle(unlocked, qtbot)
    assert not unlocked.tasks.is_unlocked
    page = unlocked.window.findChild(CrashPage)
    assert page is not None
    page.accept()


def test_an_uncaught_exception_comes_to_it_too(unlocked: Tessera) -> None:
    problem = caught()
    unlocked.hook(type(problem), problem, sys.exc_info()[2])
    page = unlocked.window.findChild(CrashPage)
    assert page is not None
    page.accept()
