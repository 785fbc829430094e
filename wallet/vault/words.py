"""Words for search and sorting, in any script.

Both the index and the question go through ``folded``, so that they meet: compatibility forms
are joined, case and accents dropped, vowel points of Hebrew and Arabic left out. Scripts
written without spaces are split into single signs, and a word of several signs is asked for
as a phrase.
"""

from __future__ import annotations

import re
import unicodedata

_JOINING_MARKS = 10
"""Combining classes below this (nukta, kana voicing, virama) spell another letter; those from
here on are points and accents."""
_UNSPACED = re.compile(
    "(["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U00020000-\U0003ffff"  # Han, further planes
    "])"
)
_MOST_WORDS = 32
"""Of one question; a longer one is cut rather than refused."""


def folded(text: str) -> str:
    """``text`` without case, accents and points, white space made single."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(map(_kept, plain))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _kept(sign: str) -> str:
    if unicodedata.category(sign) in ("Cc", "Cs"):  # a NUL would end the question early
        return " "
    return "" if unicodedata.combining(sign) >= _JOINING_MARKS else sign


def indexed(texts: list[str]) -> str:
    """What the full-text index holds for ``texts``."""
    return _UNSPACED.sub(r" \1 ", folded(" \n ".join(texts)))


def questions(text: str) -> tuple[str, ...]:
    """FTS5 questions for what a person typed: one for every word, each from its beginning.

    Empty where nothing in it could be found in any text, such as a lone dash.
    """
    words = [one for one in folded(text).split() if any(map(_counts, one))]
    phrases = [_UNSPACED.sub(r" \1 ", one.replace('"', " ")) for one in words[:_MOST_WORDS]]
    return tuple(f'"{one}" *' for one in phrases)


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
