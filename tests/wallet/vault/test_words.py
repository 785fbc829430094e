"""Search finds a name however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.vault.words import folded, indexed, questions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe"),
        ("Straße", "STRASSE"),
        ("\uff26\uff35\uff2c\uff2c\u3000\uff57\uff49\uff44\uff54\uff48", "full width"),
        ("Ελλάδα", "ελλαδα"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Việt Nam", "viet nam"),
        ("İstanbul", "istanbul"),
    ],
)
def test_two_ways_of_writing_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_signs_that_make_another_letter_are_kept() -> None:
    assert folded("हिन्दी") != folded("हनद")
    assert folded("が") != folded("か")


def test_scripts_without_spaces_are_split_into_signs() -> None:
    assert indexed(["数据分析 course"]).split() == ["数", "据", "分", "析", "course"]
    assert questions("数据 分") == ('" 数  据 " *', '" 分 " *')


@pytest.mark.parametrize("nothing", ["", "   ", "—", "...", '"', "* ^ :"])
def test_a_question_without_words_is_none(nothing: str) -> None:
    assert questions(nothing) == ()


def test_letters_are_found_as_they_are_written_and_as_they_are_typed() -> None:
    assert questions("Łódź") == ('("łodz" * OR "lodz" *)',)
    assert indexed(["Łódź, Tromsø"]).split() == ["łodz,", "tromsø", "lodz", "tromso"]
    assert questions("lodz") == ('"lodz" *',)


@pytest.mark.parametrize("sign", ["\0", "\x1f", "\ud800", "\n"])
def test_signs_that_are_no_text_part_words(sign: str) -> None:
    assert folded(f"one{sign}two") == "one two"


@given(st.text())
def test_a_question_is_never_read_as_a_command(text: str) -> None:
    for asked in questions(text):
        for part in asked.removeprefix("(").removesuffix(")").split(" OR "):
            assert part.startswith('"')
            assert part.endswith('" *')
            assert '"' not in part[1:-3]
