"""Paper of one credential: seen before it is saved, and loud about every verdict."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QTextBlockFormat
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle, texts
from tests.ui.hand import open_credential, press
from ui.app import Tessera
from ui.pages.own_paper import OwnPaperPage, document


def paper_of(tessera: Tessera, qtbot: QtBot, called: str) -> OwnPaperPage:
    """The page of paper, reached as a person reaches it."""
    press(open_credential(tessera, qtbot, called), "Print or save as PDF")
    settle(tessera, qtbot)
    page = tessera.window.page
    assert isinstance(page, OwnPaperPage)
    return page


def test_the_paper_is_seen_and_saved_without_the_file(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = paper_of(unlocked, qtbot, "Data management")
    said = texts(page)
    for words in ("Verified (as of ", "proves nothing by itself", "5 ECTS", "Where to check"):
        assert words in said
    assert "What was checked" not in said
    page.both.setChecked(True)
    settle(unlocked, qtbot)
    assert "What was checked" in texts(page)
    out = tmp_path / "mine.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    page.saves.click()
    qtbot.waitUntil(out.exists, timeout=20_000)
    settle(unlocked, qtbot)
    with pikepdf.open(io.BytesIO(out.read_bytes())) as made:
        assert len(made.pages) >= 2
        assert not made.attachments


def test_what_is_not_genuine_says_so_and_repeats_nothing(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = paper_of(unlocked, qtbot, "Machine learning")
    page.both.setChecked(True)
    settle(unlocked, qtbot)
    said = texts(page)
    assert "Not genuine (as of " in said
    assert "Machine learning" not in said


def test_a_printer_is_given_the_same_words(unlocked: Tessera, qtbot: QtBot) -> None:
    page = paper_of(unlocked, qtbot, "Data management")
    page.both.setChecked(True)
    settle(unlocked, qtbot)
    lines = page._lines
    drawn = document(lines)
    assert [one.text for one in lines if one.text] == [
        one for one in drawn.toPlainText().split("\n") if one
    ]
    block, breaks = drawn.begin(), 0
    while block.isValid():
        policy = block.blockFormat().pageBreakPolicy()
        breaks += policy == QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore
        block = block.next()
    assert breaks == 1


def test_a_printer_is_given_the_code_where_the_file_goes_along(
    unlocked: Tessera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = paper_of(unlocked, qtbot, "Data management")
    given: list[tuple[tuple[bytes, str], ...]] = []
    monkeypatch.setattr(page, "_to_printer", given.append)
    for wanted in (False, True):
        page.with_file.setChecked(wanted)
        page.prints.click()
        settle(unlocked, qtbot)
    without, with_it = given
    assert without == ()
    assert len(with_it) == 1
    assert "\ufffc" not in document(page._lines).toRawText()
    assert "\ufffc" in document(page._lines, with_it).toRawText()
