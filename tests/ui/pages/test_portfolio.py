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
from ui.widgets.buttons import Button
from wallet import portfolios
from wallet.session import templates


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
    assert "Type a title and your name" in texts(page), "before anything is worked out"
    assert unlocked.window.focusWidget() is page.name
    page.name.setText("Lena Learner")
    page.story.setPlainText("What I can do")
    page.shows.click()
    settle(unlocked, qtbot)
    seen = texts(page).split("Whoever has the PDF will see")[1]
    in_it = ("Micro-degree", "Lena Learner", "What I can do", "story.txt", "Worked out from")
    for told in in_it:
        assert told in seen
    page.makes.click()
    qtbot.waitUntil(lambda: out.is_file() and out.stat().st_size > 0, timeout=WAIT)
    settle(unlocked, qtbot)
    portfolio, attached = portfolios.open_pdf(out.read_bytes(), datetime.now(UTC))
    assert portfolio.by_name == "Lena Learner"
    assert portfolio.narrative == "What I can do"
    assert portfolio.result is not None
    assert [one.name for one in attached] == ["presentation-1.vp.json", "story.txt"]


def test_what_was_shown_is_shown_anew_after_any_change(unlocked: Tessera, qtbot: QtBot) -> None:
    followed = templates()[0].pathway.id
    page = show(unlocked, qtbot, "portfolio", pathway=followed, title="Micro-degree")
    assert isinstance(page, PortfolioPage)
    page.name.setText("Lena Learner")
    seen = "Whoever has the PDF will see"
    page.shows.click()
    settle(unlocked, qtbot)
    assert seen in texts(page)
    page.result.setChecked(False)
    assert seen not in texts(page), "the result was in it, and is not wanted any more"
    page.shows.click()
    page.story.setPlainText("typed while it was worked out")
    settle(unlocked, qtbot)
    assert seen not in texts(page)


def test_a_file_of_ones_own_can_be_taken_out_again_and_stays_with_its_portfolio(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(unlocked, qtbot, "portfolio")
    assert isinstance(page, PortfolioPage)
    first, second = tmp_path / "mine.txt", tmp_path / "private.txt"
    for one in (first, second):
        one.write_text("mine")
    page.take((first, second))
    removes = {one.accessibleName(): one for one in page.findChildren(Button)}
    removes["Remove private.txt"].click()
    settle(unlocked, qtbot)
    assert "private.txt" not in texts(page)
    assert "not signed by anybody else: mine.txt" in texts(page)
    assert page._own == (first,)
    show(unlocked, qtbot, "home")
    show(unlocked, qtbot, "portfolio", pathway=templates()[0].pathway.id)
    assert page._own == ()
