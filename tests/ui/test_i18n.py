"""Every word of ours can be extracted, translated, and falls back visibly."""

from __future__ import annotations

import ast
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from ui import i18n

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"tr": None, "ntr": (1, 2)}


def spoken() -> set[str]:
    """Msgids found by the extraction that translators use."""
    found: set[str] = set()
    for package in ("ui", "wallet"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / package), method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            found |= {message} if isinstance(message, str) else set(message[:2])
    return found


def test_the_extraction_finds_the_words_of_window_and_core() -> None:
    found = spoken()
    assert {"Unlock", "Verified", "{n} credential found.", "{n} credentials found."} <= found


def test_every_sentence_is_a_literal() -> None:
    """A msgid put together at run time would never be found by translators."""
    wrong = []
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            count = {"tr": 1, "ntr": 2}.get(node.func.id, 0)
            wrong += [
                f"{file.relative_to(ROOT)}:{node.lineno}"
                for one in node.args[:count]
                if not (isinstance(one, ast.Constant) and isinstance(one.value, str))
            ]
    assert wrong == []


def test_a_catalogue_is_spoken_and_gaps_fall_back_to_english(tmp_path: Path) -> None:
    catalogue = Catalog(locale="fi")
    catalogue.add("Unlock", "Avaa")
    catalogue.add(("{n} day", "{n} days"), ("{n} päivä", "{n} päivää"))
    written = io.BytesIO()
    write_po(written, catalogue)
    (tmp_path / "fi.po").write_bytes(written.getvalue())
    assert i18n.available(tmp_path) == ("en", "fi")
    finnish = i18n.load("fi", tmp_path)
    assert finnish.gettext("Unlock") == "Avaa"
    assert finnish.ngettext("{n} day", "{n} days", 3) == "{n} päivää"
    assert finnish.gettext("Lock after") == "Lock after"


def test_the_language_is_the_person_s_else_the_desktop_s_first_that_is_there(
    tmp_path: Path,
) -> None:
    for name in ("fi", "de"):
        (tmp_path / f"{name}.po").touch()
    assert i18n.choose("de", ["fi-FI"], tmp_path) == "de"
    assert i18n.choose("", ["sv-SE", "fi-FI", "de"], tmp_path) == "fi"
    assert i18n.choose("", ["sv-SE"], tmp_path) == "en"
    assert i18n.choose("nonsense", [], tmp_path) == "en"
