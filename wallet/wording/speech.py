"""Speaking through gettext: one language a process."""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

_NONE = _gettext.NullTranslations()
_current: _gettext.NullTranslations = _NONE
_english: ContextVar[bool] = ContextVar("english", default=False)


def set_translations(translations: _gettext.NullTranslations) -> None:
    """Speak from this catalogue from now on."""
    global _current  # noqa: PLW0603 - one language a process, as with gettext.install
    _current = translations


@contextmanager
def in_english() -> Iterator[None]:
    """Speak English in here, in this thread alone: for what no font at hand can print."""
    token = _english.set(True)
    try:
        yield
    finally:
        _english.reset(token)


def _spoken() -> _gettext.NullTranslations:
    return _NONE if _english.get() else _current


def tr(msgid: str, /, **facts: object) -> str:
    """The sentence in the chosen language, with its facts put in."""
    return _spoken().gettext(msgid).format(**facts)


def ntr(singular: str, plural: str, n: int, /, **facts: object) -> str:
    """As ``tr``, in the form for ``n`` things; ``{n}`` may stand in it."""
    return _spoken().ngettext(singular, plural, n).format(n=n, **facts)


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
