"""Words for search and sorting, in any script.

Both the index and the question go through ``folded``, so that they meet: compatibility forms
are joined, case and accents dropped, vowel points of Hebrew and Arabic left out. Scripts
written without spaces are split into single signs, and a word of several signs is asked for
as a phrase: so any part of a Chinese title finds it. Letters that people type otherwise than
they are written (ł as l, an Arabic word without its article) are found both ways: the index
holds, and the question asks for, the loosened form as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeAlias

Begun: TypeAlias = Callable[[str], Sequence[str]]

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
_LETTERS = str.maketrans(
    {
        "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ł": "l", "ø": "o", "ŧ": "t",
        "æ": "ae", "œ": "oe", "þ": "th",
        "ى": "ي", "ی": "ي", "ک": "ك", "ة": "\u0647", "ٱ": "\u0627",
        "ـ": None,
    }
)  # fmt: skip
"""Letters without a decomposition, as they are typed where a keyboard has none of them; the
last two lines are Arabic: other forms of yeh, kaf, teh, alef, and the stroke that lengthens."""
_ARTICLE = re.compile("^[وفبك]?ال(?=[ؠ-ي]{2})|^لل(?=[ؠ-ي]{2})")
"""Of Arabic, with a word that is written together with it."""
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
    plain = folded(" \n ".join(texts))
    more = sorted({one for word in _words(plain) if (one := _loosened(word)) != word})
    return _UNSPACED.sub(r" \1 ", " ".join([plain, *more]))


def questions(text: str, begun: Begun = lambda _sign: ()) -> tuple[str, ...]:
    """FTS5 questions for what a person typed: one for every word, each from its beginning.

    ``begun`` tells for a single sign the first two signs of every indexed word that begins
    with it, and the sign itself where that is a word: the index has those at hand, while for
    one sign it would put together all the words. Where it tells none, one sign is asked for.
    Empty where nothing in ``text`` could be found in any text, such as a lone dash.
    """
    words = [one for one in folded(text).split() if any(map(_counts, one))]
    return tuple(_question(one, begun) for one in words[:_MOST_WORDS])


def _question(word: str, begun: Begun) -> str:
    forms = [word]
    if (loose := _loosened(word)) != word and loose:
        forms.append(loose)
    asked = [one for form in forms for one in _asked(form, begun)]
    told = " OR ".join(asked)
    return told if len(asked) == 1 else f"({told})"


def _asked(form: str, begun: Begun) -> list[str]:
    signs = [sign for sign in form if _counts(sign)]
    beginnings = begun(signs[0]) if len(signs) == 1 else ()
    if beginnings:
        return [f'"{one}" *' if len(one) > 1 else f'"{one}"' for one in beginnings]
    spaced = _UNSPACED.sub(r" \1 ", form.replace('"', " "))
    return [f'"{spaced}" *']


def _words(plain: str) -> list[str]:
    """Words as the tokenizer parts them: at everything that is no letter, digit or mark."""
    return "".join(sign if _counts(sign) else " " for sign in plain).split()


def _loosened(word: str) -> str:
    return _ARTICLE.sub("", word.translate(_LETTERS))


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
