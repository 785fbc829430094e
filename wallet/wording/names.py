"""Names of countries and languages in the chosen language, from Unicode's tables (CLDR)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from wallet.wording.speech import language

if TYPE_CHECKING:
    from babel import Locale


def country(code: str) -> str:
    """Of an ISO 3166-1 code such as ``FI``; the code itself where it has no name."""
    return str(_locale(language()).territories.get(code.upper(), code))


def tongue(tag: str) -> str:
    """Of a BCP 47 tag such as ``sv`` or ``pt-BR``; the tag itself where it has no name."""
    names = _locale(language()).languages
    whole, short = tag.replace("-", "_"), tag.replace("_", "-").partition("-")[0].lower()
    return str(names.get(whole) or names.get(short) or tag)


@lru_cache(maxsize=8)
def _locale(spoken: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy, and seldom needed

    try:
        return Locale.parse(spoken.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
