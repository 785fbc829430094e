"""Speaking through gettext: one language a process."""

from __future__ import annotations

import gettext as _gettext
from typing import NamedTuple

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


class Words(NamedTuple):
    """What a person reads about one finding, verdict or error."""

    meaning: str
    """What it means, one or two sentences."""
    advice: str = ""
    """What to do now; empty where there is nothing to do."""
    title: str = ""
    """The word of a verdict badge."""

    @property
    def sentence(self) -> str:
        """The sentence under a verdict badge: its meaning."""
        return self.meaning
