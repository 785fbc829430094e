"""Every reason and error code as sentences for the holder and the receiver; gettext, Qt-free.

Rules
-----
1. Every string that a person reads goes through ``tr`` or ``ntr`` with a literal msgid, so
   that the catalogues of ``resources/i18n`` can be extracted.
2. Facts are put in by name (``{issuer}``), after translation; a fact is never translated and
   never read as a template. Amounts come with a decimal point and are told as the language
   writes them (``speech``); JSON and CSV never pass here.
3. Without a catalogue the msgid itself is shown: plain English.
4. No word of cryptography stands in a verdict or a finding: what, who, since when, what to do.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from wallet.wording.speech import (
    Words,
    language,
    ntr,
    number,
    set_catalogues,
    set_translations,
    tr,
)

if TYPE_CHECKING:
    from wallet.wording.accredited import accreditation
    from wallet.wording.checks import check_name, finding, outcome_name
    from wallet.wording.errors import error
    from wallet.wording.verdicts import verdict, verdict_title

__all__ = [
    "Words",
    "accreditation",
    "check_name",
    "error",
    "finding",
    "language",
    "ntr",
    "number",
    "outcome_name",
    "set_catalogues",
    "set_translations",
    "tr",
    "verdict",
    "verdict_title",
]

_TABLES = {
    "accreditation": "accredited",
    "check_name": "checks",
    "error": "errors",
    "finding": "checks",
    "outcome_name": "checks",
    "verdict": "verdicts",
    "verdict_title": "verdicts",
}


def __getattr__(name: str) -> Any:
    """The tables of sentences are loaded when one is first said: a window is up without."""
    if name not in _TABLES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"wallet.wording.{_TABLES[name]}"), name)
