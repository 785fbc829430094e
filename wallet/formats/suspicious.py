"""Characters that make a text look like another one (spec/credential.md, C.5, 6).

A name of an issuer is shown to people who will act on it. What is found here is never removed:
it is pointed out.
"""

from __future__ import annotations

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset(
    "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u3164"
)
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE")
"""Scripts with letters that look alike; a word of two of them is no word of any language."""

BIDI = "bidi_control"
INVISIBLE = "invisible"
CONTROL = "control"
MIXED = "mixed_scripts"


def suspicious_characters(text: str) -> tuple[str, ...]:
    """What is odd about a text, each kind once.

    Kinds: ``bidi_control``, ``invisible``, ``control``, and ``mixed_scripts``: letters of
    scripts that look alike within one word.
    """
    found = []
    if any(sign in _BIDI for sign in text):
        found.append(BIDI)
    if any(sign in _INVISIBLE and not _joins(text, at) for at, sign in enumerate(text)):
        found.append(INVISIBLE)
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r" for sign in text):
        found.append(CONTROL)
    if not text.isascii() and any(_is_mixed(word) for word in _words(text)):
        found.append(MIXED)
    return tuple(found)


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between letters of scripts that need it, or in an emoji."""
    if text[at] not in "\u200c\u200d" or not 0 < at < len(text) - 1:
        return False
    return not (text[at - 1].isascii() or text[at + 1].isascii())


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()


def _is_mixed(word: str) -> bool:
    scripts: set[str] = set()
    for letter in word:
        name = unicodedata.name(letter, "")
        scripts.update(script for script in _SCRIPTS if name.startswith(script))
    return len(scripts) > 1
