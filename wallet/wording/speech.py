"""Speaking through gettext: one language a process."""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_NONE = _gettext.NullTranslations()
_current: _gettext.NullTranslations = _NONE
_here: ContextVar[_gettext.NullTranslations | None] = ContextVar("here", default=None)
_load: Callable[[str], _gettext.NullTranslations] | None = None


def set_translations(translations: _gettext.NullTranslations) -> None:
    """Speak from this catalogue from now on."""
    global _current  # noqa: PLW0603 - one language a process, as with gettext.install
    _current = translations


def set_catalogues(load: Callable[[str], _gettext.NullTranslations]) -> None:
    """Where ``in_language`` finds other languages; without it there is English."""
    global _load  # noqa: PLW0603 - as above
    _load = lru_cache(maxsize=4)(load)


@contextmanager
def in_language(code: str) -> Iterator[bool]:
    """Speak a language in here, in this thread alone; tells whether there is a catalogue.

    Where there is none, English is spoken.
    """
    found = _NONE if code == "en" or _load is None else _load(code)
    token = _here.set(found)
    try:
        yield language() == code
    finally:
        _here.reset(token)


@contextmanager
def in_english() -> Iterator[None]:
    """Speak English in here, in this thread alone: for what no font at hand can print."""
    with in_language("en"):
        yield


def _spoken() -> _gettext.NullTranslations:
    return _here.get() or _current


_AMOUNTS = frozenset(
    {
        "amount", "counted", "credits", "excess", "have", "hours", "least", "max", "min",
        "missing", "most", "needed", "per_credit", "percent", "required", "size", "to_unit",
        "whole",
    }
)  # fmt: skip
"""Facts by these names are amounts: they come with a decimal point, and are told as people
write them."""
_DAYS = frozenset(
    {
        "as_of",
        "awarded",
        "before",
        "date",
        "day",
        "end",
        "first",
        "last",
        "on",
        "since",
        "start",
        "until",
        "when",
    }
)
"""Facts by these names are days: they come as ISO 8601 wrote them, and are told likewise."""
_WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?")
_COMMA = frozenset({"de", "es", "fi", "fr", "ru"})
"""Languages that write 0,5."""
_DECIMAL = re.compile(r"(?<![\w.,-])(\d+)\.(\d+)(?![\w.,]\d)")


def language() -> str:
    """The language that is spoken now, as its catalogue says; ``en`` without one."""
    return _spoken().info().get("language") or "en"


def number(amount: Decimal | float | str) -> str:
    """An amount as the chosen language writes it, without needless zeros.

    A text is one amount with its unit, or several; what is no decimal number stays as it is.
    """
    if isinstance(amount, Decimal):
        amount = f"{amount.normalize():f}"
    elif isinstance(amount, float):
        amount = f"{amount:g}"
    text = str(amount)
    return _DECIMAL.sub(r"\1,\2", text) if language() in _COMMA else text


def _told(name: str, fact: object) -> object:
    if name in _AMOUNTS and isinstance(fact, (str, Decimal)):
        return number(fact)
    if name in _DAYS and isinstance(fact, str) and _WRITTEN_DAY.fullmatch(fact):
        from wallet.wording import dates  # noqa: PLC0415 - speaks through this module

        return dates.written(fact)
    return fact


def _facts(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _told(name, fact) for name, fact in facts.items()}


def tr(msgid: str, /, **facts: object) -> str:
    """The sentence in the chosen language, with its facts put in."""
    return _spoken().gettext(msgid).format(**_facts(facts))


def ntr(singular: str, plural: str, n: int, /, **facts: object) -> str:
    """As ``tr``, in the form for ``n`` things; ``{n}`` may stand in it."""
    return _spoken().ngettext(singular, plural, n).format(n=n, **_facts(facts))


class Words(NamedTuple):
    """What a person reads about one finding, verdict or error."""

    meaning: str
    """What it means, one or two sentences."""
    advice: str = ""
    """What to do now; empty where there is nothing to do."""
    title: str = ""
    """The word of a verdict badge."""

    @property
    def text(self) -> str:
        """What it means and what to do now, on one line."""
        return f"{self.meaning} {self.advice}".strip()

    @property
    def sentence(self) -> str:
        """The sentence under a verdict badge: its meaning."""
        return self.meaning
