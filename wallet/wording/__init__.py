"""Every reason and error code as sentences for the holder and the receiver; gettext, Qt-free.

Rules
-----
1. Every string that a person reads goes through ``tr`` or ``ntr`` with a literal msgid, so
   that the catalogues of ``resources/i18n`` can be extracted.
2. Facts are put in by name (``{issuer}``), after translation; a fact is never translated and
   never read as a template.
3. Without a catalogue the msgid itself is shown: plain English.
"""

from __future__ import annotations

import gettext as _gettext

_current: _gettext.NullTranslations = _gettext.NullTranslations()


def set_translations(translations: _gettext.NullTranslations) -> None:
    """Speak from this catalogue from now on."""
    global _current  # noqa: PLW0603 - one language a process, as with gettext.install
    _current = translations


def tr(msgid: str, /, **facts: object) -> str:
    """The sentence in the chosen language, with its facts put in."""
    return _current.gettext(msgid).format(**facts)


def ntr(singular: str, plural: str, n: int, /, **facts: object) -> str:
    """As ``tr``, in the form for ``n`` things; ``{n}`` may stand in it."""
    return _current.ngettext(singular, plural, n).format(n=n, **facts)
