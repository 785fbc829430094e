"""Values as registers write them: days, countries, levels, decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from wallet.register.names import name_key

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")
_ALSO = {"turkey": "TR", "czech republic": "CZ", "holy see": "VA", "moldova": "MD"}
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of the locale data that stand for groups, or for nothing."""
_CYCLES = {
    "short cycle": 5,
    "first cycle": 6,
    "second cycle": 7,
    "third cycle": 8,
    "0": 5,
    "1": 6,
    "2": 7,
    "3": 8,
}
_STATUS = {
    "part of obligatory eqa system": "obligatory",
    "voluntary": "voluntary",
    "1": "obligatory",
    "2": "voluntary",
}
_DECISIONS = {
    "positive": "positive",
    "positive with conditions or restrictions": "positive_with_conditions",
    "negative": "negative",
    "not applicable": "not_applicable",
    "1": "positive",
    "2": "positive_with_conditions",
    "3": "negative",
    "4": "not_applicable",
}
_FLAGS = {"none": "none", "": "none", "low level": "low", "high level": "high"}
TYPES: Mapping[str, str] = {
    "institutional": "institutional",
    "institutional/programme": "institutional_programme",
    "programme": "programme",
    "joint programme": "joint_programme",
    "micro-credential": "micro_credential",
}


def day(text: str | None, form: str = "%Y-%m-%d") -> date | None:
    """A day as written; None where there is none.

    Raises:
        ValueError: it is no day.
    """
    text = (text or "").strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is not None:
        return date.fromisoformat(found[1])
    return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone


def last_day(start: date, end: date | None, decision: str) -> date | None:
    """The last day of a decision; a refusal stands on its own day at least.

    Raises:
        ValueError: it ends before it begins.
    """
    if end is None or end >= start:
        return end
    if decision == "negative":
        return start
    raise ValueError("valid_to")


def country(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a code or an English name; None where it is empty.

    Raises:
        ValueError: there is no such country.
    """
    text = (text or "").strip()
    if not text:
        return None
    names, longer = _countries()
    if text.upper() in names.values():
        return text.upper()
    found = longer.get(text.upper()) or names.get(name_key(text)) or _ALSO.get(name_key(text))
    if found is None:
        raise ValueError("country")
    return found


def eqf(text: str | None) -> int | None:
    """EQF level of a cycle of the EHEA: short cycle 5 ... third cycle 8; None where empty.

    Raises:
        ValueError: there is no such cycle.
    """
    return _one(text, _CYCLES, "cycle") if (text or "").strip() else None


def status(text: str | None) -> str:
    """``obligatory`` or ``voluntary``.

    Raises:
        ValueError: neither.
    """
    return _one(text, _STATUS, "status")


def decision(text: str | None) -> str:
    """``positive``, ``positive_with_conditions``, ``negative`` or ``not_applicable``.

    Raises:
        ValueError: none of them.
    """
    return _one(text, _DECISIONS, "decision")


def flag(text: str | None) -> str:
    """``none``, ``low`` or ``high``.

    Raises:
        ValueError: none of them.
    """
    return _one(text, _FLAGS, "flag")


def kind(text: str | None) -> str:
    """Type of a report.

    Raises:
        ValueError: there is no such type.
    """
    return _one(text, TYPES, "type")


_T = TypeVar("_T")


def _one(text: str | None, known: Mapping[str, _T], what: str) -> _T:
    key = " ".join((text or "").lower().split())
    if key not in known:
        raise ValueError(what)
    return known[key]


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Names of countries -> code, and codes of three letters -> code."""
    from babel import Locale  # noqa: PLC0415 - only makers of bundles need it
    from babel.core import get_global  # noqa: PLC0415

    names = {
        name_key(name): code
        for code, name in Locale("en").territories.items()
        if len(code) == len("XX") and code.isalpha() and code not in _NO_COUNTRIES
    }
    longer = {
        one: codes[0]
        for one, codes in get_global("territory_aliases").items()
        if len(one) == len("XXX") and one.isalpha() and codes[0] in names.values()
    }
    return names, longer
