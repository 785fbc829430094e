"""Tooltips are read as they stand: nothing of a credential is drawn, fetched or opened."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

import ui
from ui import tooltips

TITLE = "Diploma <img src='//evil.example/share/x.png'> <b>Verified</b> R&D &lt;"


@pytest.mark.parametrize("text", [TITLE, "Plain words", "a < b", "5 &amp; 6"])
def test_nothing_in_it_is_a_tag(text: str) -> None:
    document = QTextDocument()
    document.setHtml(tooltips.plain(text))
    assert document.toPlainText() == text


def test_every_tooltip_is_made_so_or_of_our_own_words() -> None:
    """A tooltip of ``tr`` alone, or of the presets, has no word of anybody else in it."""
    ours = {"tr", "tooltips.plain", "words.preset_meaning"}
    found = []
    for file in Path(*ui.__path__).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip":
                (said,) = node.args
                choices = (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,)
                made = {ast.unparse(one.func) for one in choices if isinstance(one, ast.Call)}
                found.append((file.name, bool(made) and made <= ours))
    assert len(found) > 5
    assert [name for name, fine in found if not fine] == []
