"""A portfolio is put together in the window and is whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, settle, show, texts
from ui.app import Tessera
from ui.pages.portfolio import PortfolioPage
from wallet import portfolios


def test_a_portfolio_is_put_together_and_saved(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    found: list[str] = []
    unlocked.tasks.run(unlocked.window, lambda one: one.pathways()[0].id, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    page = show(unlocked, qtbot, "portfolio", pathway=found[0], title="Micro-degree")
    assert isinstance(page, PortfolioPage)
    assert len(page.chooser.chosen) == 4, "what counts is ticked"
    page.chooser.choose(page.chooser.chosen[:1])
    settle(unlocked, qtbot)
    note = tmp_path / "story.txt"
    note.write_text("mine")
    page.take((note,))
    assert "not signed by anybody else: story.txt" in texts(page)
    page.shows.click()
    settle(unlocked, qtbot)
    page.makes.click()
    assert "Type a title and your name" in texts(page)
    page.name.setText("Lena Learner")
    page.story.setPlainText("What I can do")
    page.makes.click()
    qtbot.waitUntil(lambda: out.is_file() and out.stat().st_size > 0, timeout=WAIT)
    settle(unlocked, qtbot)
    portfolio, attached = portfolios.open_pdf(out.read_bytes(), datetime.now(UTC))
    assert portfolio.by_name == "Lena Learner"
    assert portfolio.narrative == "What I can do"
    assert portfolio.result is not None
    assert [one.name for one in attached] == ["presentation-1.vp.json", "story.txt"]
