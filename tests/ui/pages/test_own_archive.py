"""Copies for one's own archive, made and saved from the window."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle, show, texts
from ui.app import Tessera
from ui.pages.own_archive import OwnArchivePage


def test_every_form_is_saved_and_what_it_is_worth_is_said(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(unlocked, qtbot, "own_archive")
    assert isinstance(page, OwnArchivePage)
    assert "not encrypted" in texts(page)
    for form, choice in page.forms.items():
        out = tmp_path / f"copy-{form}"
        place = str(out)
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, place=place, **__: (place, "")
        )
        choice.setChecked(True)
        page.saves.click()
        qtbot.waitUntil(out.exists, timeout=20_000)
        settle(unlocked, qtbot)
        assert page.saves.isEnabled()
    assert zipfile.is_zipfile(tmp_path / "copy-originals")
    written = (tmp_path / "copy-html").read_text(encoding="utf-8")
    assert "Data management" in written
    assert "<script" not in written
