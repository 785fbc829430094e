"""Pathways and portfolios in the words of others: what can be carried over, and what cannot.

Every way in and out gives beside its result the list of what was left, by name and place.
Nothing is guessed: what a document does not say is not put into it, and a condition that
cannot be carried over blocks instead of vanishing.
"""

from __future__ import annotations

from collections.abc import Sequence

from wallet.exchange import clr, elm, page, table
from wallet.exchange.ctdl_reading import CtdlPathway, looks_like_ctdl, read_ctdl
from wallet.exchange.ctdl_writing import Written, write_ctdl
from wallet.exchange.left import Left
from wallet.exchange.parts import Out, Part, Words, of_disclosure, of_own
from wallet.holder import PrivateKey

__all__ = [
    "CtdlPathway",
    "Left",
    "Out",
    "Part",
    "Words",
    "Written",
    "looks_like_ctdl",
    "of_disclosure",
    "of_own",
    "read_ctdl",
    "write",
    "write_ctdl",
]


def write(
    form: str,
    parts: Sequence[Part],
    words: Words,
    signer: tuple[str, PrivateKey],
    language: str = "en",
) -> Out:
    """A portfolio as ``clr``, ``elm``, ``csv`` or ``html``.

    Raises:
        KeyError: there is no such form.
        PresentingError: what could not be signed whole.
    """
    makers = {
        "clr": lambda: clr.write(parts, words, signer),
        "elm": lambda: elm.write(parts, words, signer[0]),
        "csv": lambda: table.write(parts, words),
        "html": lambda: page.write(parts, words, language),
    }
    return makers[form]()
