"""Words that a person gives to things (names, tags, notes), as they are kept and shown.

They come from this keyboard or from another machine; either way nothing of them moves a
cursor, turns a line around or is longer than what was asked for. What is cleaned once stays as
it is when cleaned again: so machines that read the same words show the same.
"""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that languages need between letters (joiners, LRM, RLM) are not among them."""
_ENDS = re.compile(r"\r\n?|\u2028|\u2029")


def line(text: str, most: int) -> str:
    """One line of at most ``most`` characters, single spaces between its words."""
    told = _TURNING.sub("", _CONTROL.sub(" ", text))
    return " ".join(told.split())[:most].strip()


def paragraphs(text: str, most: int) -> str:
    """Lines as they were written, at most ``most`` characters in all."""
    told = _ENDS.sub("\n", text)
    return _TURNING.sub("", _CONTROL_BUT_LINES.sub(" ", told)).strip()[:most].strip()


def file_name(text: str, most: int = 200) -> str:
    """The name of a file without folders before it; ``credential`` where nothing is left."""
    last = line(text.replace("\\", "/").rsplit("/", 1)[-1], most)
    return last if last.strip(". ") else "credential"
