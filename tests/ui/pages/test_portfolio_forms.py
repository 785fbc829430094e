"""A portfolio leaves in the form of others only after it was looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, settle, show, texts
from ui.app import Tessera
from ui.pages.portfolio import PortfolioPage
from ui.widgets.buttons import Fold
from ui.widgets.sharing.portfolio_draft import DraftCard, forms, meaning
from wallet.session import LibraryQuery


def chosen(tessera: Tessera, qtbot: QtBot) -> PortfolioPage:
    """The page with one credential ticked, its words typed."""
    found: list[str] = []

    def look(session):
        rows = session.page(LibraryQuery()).rows
        return next(
            one.credential_id for one in rows if one.titles[0].text == "Data management"
        )

    tessera.tasks.run(tessera.window, look, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    page = show(tessera, qtbot, "portfolio")
    assert isinstance(page, PortfolioPage)
    page.called.setText("My work")
    page.name.setText("Lena Learner")
    page.chooser.choose(found)
    settle(tessera, qtbot)
    return page


def pick(page: PortfolioPage, form: str) -> None:
    page.form.setCurrentIndex(page.form.findData(form))


def test_the_file_is_seen_whole_before_it_is_saved(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.clr.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page = chosen(unlocked, qtbot)
    for _, form in forms():
        pick(page, str(form))
        assert meaning(str(form)) in texts(page)
    for form in ("html", "csv", "elm", "clr"):
        pick(page, form)
        page.plan()
        settle(unlocked, qtbot)
        (card,) = page.findChildren(DraftCard)
        assert "Whoever has the file will see" in texts(card)
    fold = card.findChildren(Fold)[-1]
    fold.button.click()
    settle(unlocked, qtbot)
    (shown,) = card.findChildren(QPlainTextEdit)
    seen = json.loads(shown.toPlainText())
    assert seen["name"] == "My work"
    assert not out.exists()
    page.makes.click()
    qtbot.waitUntil(lambda: out.is_file() and out.stat().st_size > 0, timeout=WAIT)
    settle(unlocked, qtbot)
    assert json.loads(out.read_bytes()) == seen
    entries: list[object] = []
    unlocked.tasks.run(unlocked.window, lambda one: one.ledger()[0], entries.append)
    qtbot.waitUntil(lambda: bool(entries), timeout=WAIT)
    assert entries[0].transport == "clr"


def test_another_form_takes_no_files_and_needs_a_name(unlocked: Tessera, qtbot: QtBot) -> None:
    page = chosen(unlocked, qtbot)
    pick(page, "csv")
    assert not page.take([("mine.txt", b"mine")])
    page.name.clear()
    page.plan()
    settle(unlocked, qtbot)
    assert "Type a title and your name first." in texts(page)
    assert not page.findChildren(DraftCard)
