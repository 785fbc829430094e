"""Every word of ours can be extracted, translated, and falls back visibly."""

from __future__ import annotations

import ast
import gettext
import io
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from PySide6.QtCore import QCoreApplication

from ui import i18n
from ui.qt_texts import QtTexts

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


def said(translations: gettext.NullTranslations, message: Message) -> tuple[str, ...]:
    """One sentence in every number, as a window would show it."""
    if isinstance(message.id, str):
        return (translations.gettext(message.id),)
    one, many = message.id
    return tuple(translations.ngettext(one, many, count) for count in range(25))


def babels(file: Path) -> gettext.GNUTranslations:
    """The same catalogue as babel compiles it."""
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=file.stem)
    packed = io.BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return gettext.GNUTranslations(packed)


def test_a_catalogue_is_read_as_babel_reads_it(tmp_path: Path) -> None:
    """Quotes, line ends, long sentences over several lines, gaps, doubts and three numbers."""
    catalogue = Catalog(locale="pl")
    catalogue.add("Say “yes”", 'Powiedz "tak" \\ nie\n\ttak')
    catalogue.add("long " * 40, "długi " * 40)
    catalogue.add("a gap", "")
    catalogue.add("a doubt", "wątpliwość", flags={"fuzzy"})
    catalogue.add(("{n} day", "{n} days"), ("{n} dzień", "{n} dni", "{n} dnia"))
    catalogue.add(("{n} year", "{n} years"), ("{n} rok", "", "{n} roku"))
    with (tmp_path / "pl.po").open("wb") as stream:
        write_po(stream, catalogue)
    ours, theirs = i18n.load("pl", tmp_path), babels(tmp_path / "pl.po")
    for message in catalogue:
        if message.id and message.id != ("{n} year", "{n} years"):
            assert said(ours, message) == said(theirs, message)
    assert ours.gettext("a doubt") == "a doubt"
    assert ours.ngettext("{n} year", "{n} years", 2) == "{n} years", "a gap is never empty"


@pytest.mark.parametrize(
    "language",
    ["de", *(pytest.param(one, marks=pytest.mark.slow) for one in i18n.available()[1:])],
)
def test_the_languages_of_the_product_are_read_as_babel_reads_them(language: str) -> None:
    file = i18n.FOLDER / f"{language}.po"
    ours, theirs = i18n.load(language), babels(file)
    with file.open("rb") as stream:
        messages = [one for one in read_po(stream, locale=language) if one.id]
    assert len(messages) > 3000
    assert [said(ours, one) for one in messages] == [said(theirs, one) for one in messages]


def test_a_start_does_not_load_babel() -> None:
    """It takes a fifth of a second to read a catalogue; the window cannot wait for that."""
    code = "import sys, ui.i18n; ui.i18n.load('de'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.usefixtures("qapp")
def test_qt_speaks_every_language_of_ours_too() -> None:
    """Its file dialogs, and the menus of its fields."""
    texts = QtTexts()

    def cancel(language: str) -> str:
        assert texts.speak(language), language
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    said = {language: cancel(language) for language in i18n.available()}
    texts.speak(i18n.SOURCE_LANGUAGE)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert said["de"] == "Abbrechen"
    assert len(set(said.values())) == len(said)
