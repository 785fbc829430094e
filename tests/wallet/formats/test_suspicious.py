"""Names that pretend to be others are pointed out; honest ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.formats.suspicious import suspicious_characters


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("eIDAS\u0399dentifier", ("mixed_scripts",)),
        ("Ex\u0430mple University", ("mixed_scripts",)),
        ("University \u202egnitset", ("bidi_control",)),
        ("Exam\u200bple", ("invisible",)),
        ("Exam\u200dple", ("invisible",)),
        ("Example\u0000", ("control",)),
        ("\u2066\u0430bc\u00ad", ("bidi_control", "invisible", "mixed_scripts")),
    ],
)
def test_tricks_are_named(text, kinds):
    assert suspicious_characters(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Example University",
        "Universität Zürich\n2026",
        "Πανεπιστήμιο of Athens",
        "Московский университет (MSU)",
        "جامعة القاهرة",
        "東京大学 University of Tokyo",
        "می\u200cخواهم",  # noqa: RUF001
        "ක්\u200dරම",
        "👩\u200d🎓",
        "5 ECTS – α level",  # noqa: RUF001
        "",
    ],
)
def test_honest_texts_of_many_languages_are_left_alone(text):
    assert suspicious_characters(text) == ()


@given(st.text())
def test_any_text_is_judged(text):
    assert set(suspicious_characters(text)) <= {
        "bidi_control",
        "invisible",
        "control",
        "mixed_scripts",
    }
