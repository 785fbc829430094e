"""Cells of a table that a spreadsheet opens: what they say is never carried out.

A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV
injection), also behind white space, also in letters of full width; control and formatting
characters, which hide what a cell begins with, become spaces.
"""

from __future__ import annotations

import unicodedata

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "|",
    "%",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}


def cell(text: str, *, lines: bool = False) -> str:
    """A text that acts in no spreadsheet.

    Args:
        text: anything, such as what an issuer wrote.
        lines: whether line breaks stay.
    """
    plain = "".join(
        one if lines and one == "\n" else " " if unicodedata.category(one) in _UNSEEN else one
        for one in text
    )
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA) else plain.lstrip("\n")
