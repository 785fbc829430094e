"""Single values of the neutral view: texts, amounts, durations, images; nothing is guessed.

Amounts are decimals from the JSON text or number; a value that is no plain number is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from wallet.credential import Text, Texts
from wallet.formats.document import as_list

UNKNOWN_LANGUAGE = "und"

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,4})D)?(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,5})M)?)?",
    re.ASCII,
)
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|svg\+xml)[;,]", re.ASCII)
_COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)
_LONGEST_IMAGE = 2 * 1024 * 1024


def texts(value: Any) -> Texts:
    """The texts of a string, a language value, a language map, or several of those."""
    return tuple(
        dict.fromkeys(
            text for one in as_list(value) for text in _texts(one) if text.text.strip()
        )
    )


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(lang=UNKNOWN_LANGUAGE, text=value)
    elif isinstance(value, Mapping):
        if isinstance(value.get("@value"), str):
            yield Text(lang=language(value.get("@language")), text=value["@value"])
            return
        for tag, text in value.items():
            if isinstance(text, str) and _LANGUAGE.fullmatch(tag):
                yield Text(lang=language(tag), text=text)


def language(value: Any) -> str:
    """A BCP 47 tag, or ``und`` where there is none."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    return UNKNOWN_LANGUAGE


def amount(value: Any) -> Decimal | None:
    """A number that is not negative, from a JSON number or its text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    if not _AMOUNT.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        return None


def hours(value: Any) -> Decimal | None:
    """Hours of work: a number, or an ISO 8601 duration in days, hours and minutes.

    Months and years (``P60M``) are not hours, whatever was meant (spec/credential.md, C.5, 3).
    """
    plain = amount(value)
    if plain is not None:
        return plain
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        return None
    days, whole, minutes = (Decimal(found[name] or 0) for name in ("days", "hours", "minutes"))
    return days * 24 + whole + minutes / 60


def image(value: Any) -> str | None:
    """A picture that lies inside the signed document; one on the network is never fetched."""
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, str) and len(value) <= _LONGEST_IMAGE and _IMAGE.match(value):
        return value
    return None


def country(value: Any) -> str | None:
    """An ISO 3166-1 alpha-2 code in capitals; None for names and other codes."""
    if isinstance(value, str) and _COUNTRY.fullmatch(value):
        return value.upper()
    return None


def word(value: Any) -> str | None:
    """A short value as text: strings, numbers, yes and no, the first of several texts."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    found = texts(value)
    return found[0].text if found else None


def told_result(reached: str | None, status: str | None, passed: Collection[str]) -> str | None:
    """What was reached, with its status where that is none of ``passed``; else the status.

    35 points are no pass where it says that they are none.
    """
    if reached is None or status is None or status.strip().casefold() in passed:
        return reached or status
    return f"{reached} ({status})"
