"""A CTDL file that is dropped on the page is reviewed before anything of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.ctdl import (
    component,
    condition,
    constraint,
    destination,
    pathway,
    welding,
    written,
)
from tests.ui.conftest import WAIT, settle, show, texts
from tests.ui.hand import press_by_key
from ui.app import Tessera
from ui.pages.pathways import PathwaysPage
from wallet.exchange import looks_like_ctdl


def dropped(tessera: Tessera, qtbot: QtBot, document: object) -> PathwaysPage:
    page = show(tessera, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    settle(tessera, qtbot)
    assert page.take([("welding.json", written(document))])
    settle(tessera, qtbot)
    return page


def test_what_is_left_is_shown_before_it_is_kept(unlocked: Tessera, qtbot: QtBot) -> None:
    page = dropped(unlocked, qtbot, welding())
    said = texts(page)
    for sentence in (
        "Welding",
        "3 things were not carried over.",
        "Stages have no place here; nothing depends on them. It held: Exam.",
        "/@graph/7/asn:hasProgressionLevel",
        "/@graph/7/ceterms:subjectWebpage",
        "Pipe",
    ):
        assert sentence in said
    kept = len(page._results)
    press_by_key(page, qtbot, "Keep this pathway")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert len(page._results) == kept + 1
    assert page._result().pathway.title[0].text == "Welding"


def test_a_lost_condition_is_said_first_and_nothing_is_kept_without_a_yes(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    limit = constraint(leftSource=["ceterms:creditLevelType"])
    one = pathway(destination(condition("a", number=1, hasConstraint=[limit])), component("a"))
    page = dropped(unlocked, qtbot, one)
    assert "until somebody has judged it" in texts(page)
    kept = len(page._results)
    press_by_key(page, qtbot, "Do not keep it")
    settle(unlocked, qtbot)
    assert len(page._results) == kept


def test_what_cannot_be_read_is_refused_in_words(unlocked: Tessera, qtbot: QtBot) -> None:
    page = dropped(unlocked, qtbot, pathway(hasDestinationComponent=None))
    said = page.note.label.text()
    assert "cannot be carried over" in said
    assert "names no destination" in said


def test_a_pathway_is_saved_as_ctdl_after_what_it_cannot_say_was_shown(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pathway.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page = show(unlocked, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    settle(unlocked, qtbot)
    press_by_key(page, qtbot, "Change, save or remove this pathway")
    press_by_key(page, qtbot, "Save for other programs (CTDL)")
    assert "match: CTDL cannot say what fits here" in texts(page)
    press_by_key(page, qtbot, "Save the file")
    qtbot.waitUntil(lambda: out.is_file() and out.stat().st_size > 0, timeout=WAIT)
    settle(unlocked, qtbot)
    assert looks_like_ctdl(out.read_bytes())
