"""The catalogues of translations: complete where promised, and never breaking a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from tools import catalogues

COMPLETE = ("de", "es", "fi", "fr")
"""Languages that the README calls complete."""


@pytest.mark.parametrize("language", COMPLETE)
def test_every_sentence_is_there_in(language: str) -> None:
    catalogue = catalogues.renewed(catalogues.read(language), language)
    assert [one.id for one in catalogues.lacking(catalogue)] == []


@pytest.mark.parametrize("language", catalogues.languages())
def test_no_field_or_mark_up_is_broken_in(language: str) -> None:
    assert catalogues.faults(catalogues.read(language)) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Issued by {issuer}", "Délivré par"),
        ("Issued by {issuer}", "Délivré par {emetteur}"),
        ("Issued by {issuer}", "Délivré par {issuer"),
        ("Nothing is lost", "Rien n'est perdu}"),
        ("<b>Kept</b>", "Gardé"),
        ("One line\nand another", "Une seule ligne"),
    ],
)
def test_a_translation_that_would_break_the_sentence_is_told(source: str, text: str) -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add(source, text)
    assert catalogues.faults(catalogue)


def test_counted_sentences_need_each_form() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add(("{n} file", "{n} files"), ("{n} файл", "{n} файла"))
    assert "3 forms" in catalogues.faults(catalogue)[0]
    catalogue = Catalog(locale="ru")
    catalogue.add(("{n} file", "{n} files"), ("{n} файл", "{n} файла", "{n} файлов"))
    assert catalogues.faults(catalogue) == []


@given(st.lists(st.sampled_from(["{", "}", "{name}", "a", " "]), max_size=8).map("".join))
def test_whatever_is_let_in_can_be_said(text: str) -> None:
    """A sentence that passes is never a crash where it is said."""
    catalogue = Catalog(locale="fr")
    catalogue.add("Of {name}s", text)
    if text and not catalogues.faults(catalogue):
        assert "7" in text.format(name=7)


def test_a_translators_answers_are_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    known = catalogues.Sentence("Kept by {name}", "", "ui/a.py")
    counted = catalogues.Sentence("{n} thing", "{n} things", "ui/a.py")
    monkeypatch.setattr(catalogues, "sentences", lambda: (known, counted))
    catalogues.write("de", catalogues.renewed(None, "de"))
    answers = [
        {"msgid": "Kept by {name}", "msgstr": "Behalten von {nam}"},
        {"msgid": "{n} thing", "plural": "{n} things", "msgstr": ["{n} Ding", "{n} Dinge"]},
        {"msgid": "Never said", "msgstr": "Nie gesagt"},
    ]
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    assert len(catalogues.fill("de", file)) == 3
    kept = catalogues.read("de")
    assert [one.id for one in catalogues.lacking(kept)] == ["Kept by {name}"]
    assert kept.get("{n} thing").string == ("{n} Ding", "{n} Dinge")


def test_a_sentence_that_changed_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    old = Catalog(locale="de")
    old.add("Kept", "Behalten")
    now = catalogues.Sentence("Kept safe", "", "ui/a.py")
    monkeypatch.setattr(catalogues, "sentences", lambda: (now,))
    made = catalogues.renewed(old, "de")
    assert [one.id for one in made if one.id] == ["Kept safe"]
    assert catalogues.lacking(made)


def test_sentences_of_the_code_are_found(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text(
        'tr("Plain")\nwording.tr("With {name}", name=1)\nntr("{n} a", "{n} b", 2)\ntr(word)\n'
    )
    assert catalogues.sentences(tmp_path) == (
        catalogues.Sentence("Plain", "", "ui/a.py"),
        catalogues.Sentence("With {name}", "", "ui/a.py"),
        catalogues.Sentence("{n} a", "{n} b", "ui/a.py"),
    )
