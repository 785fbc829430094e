"""Facts of a credential as short words for the window: amounts, levels, dates, kinds.

Dates are absolute with their age beside them. Sizes are never "micro": hours and credits are
printed. What is unknown gives an empty string, and its line is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime

from wallet.credential import Credit, DateValue, Kind, Level, Text, Texts, Workload, best
from wallet.wording import Words, dates, names, ntr, number, tr

if TYPE_CHECKING:
    from wallet.session import LibraryRow

DOT = " · "
_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})
"""Bidirectional classes that affect what stands beside them."""
_FSI = "\u2068"
"""Begins what has a direction of its own; it ends with U+2069."""
_MONTH, _YEAR = 31, 365
"""Days from which an age is told in months, in years."""
_DAY = 10
"""Characters of an ISO 8601 date to the day."""


FOR_TRUST = "for_trust"
"""The code of a file that is no credential, but says who issuers are."""


def advice_words(code: str, words: Words) -> str:
    """What to do about a file that cannot be read; in a window nothing of the command line."""
    return "" if code == FOR_TRUST else words.advice


def today() -> QDate:
    """Here and now, for ages on screen; no check depends on it."""
    return QDateTime.currentDateTime().date()


def credit_words(credit: Credit) -> str:
    """Such as "4 ECTS", "16 h", or "500 credits (unit not stated)"."""
    if credit.framework is None:
        return tr("{amount} credits (unit not stated)", amount=number(credit.amount))
    if credit.framework.lower() in {"hours", "h"}:
        return tr("{amount} h", amount=number(credit.amount))
    return f"{number(credit.amount)} {credit.framework}"


def workload_words(workload: Workload | None) -> str:
    """Hours, and what they count."""
    if workload is None:
        return ""
    hours = number(workload.hours)
    if workload.basis == "contact":
        return tr("{hours} h of teaching", hours=hours)
    if workload.basis == "notional":
        return tr("{hours} h of work", hours=hours)
    return tr("{hours} h", hours=hours)


def size_words(credits_: Iterable[Credit], workload: Workload | None = None) -> str:
    """Everything that tells how much it was."""
    return DOT.join(_told(*map(credit_words, credits_), workload_words(workload)))


def level_words(levels: Iterable[Level]) -> str:
    """Such as "EQF 6"; a level of no known scheme is said as it is."""
    return DOT.join(
        one.value if one.scheme == "other" else f"{one.scheme} {one.value}" for one in levels
    )


def line_words(*parts: str) -> str:
    """What is known, beside each other; each keeps its own direction of writing."""
    told = _told(*parts)
    if any(_turns(one) for one in told):  # "3 ECTS" beside an Arabic word and a date
        told = [one if _FSI in one else f"{_FSI}{one}\u2069" for one in told]
    return DOT.join(told)


def isolated(name: str) -> str:
    """A name of somebody else's, so that its direction of writing stays its own."""
    return f"{_FSI}{name}\u2069" if _turns(name) else name


def _turns(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(one) in _TURNING for one in text
    )


def _told(*parts: str) -> list[str]:
    return [one for one in parts if one]


def spoken(texts: Texts, languages: Sequence[str]) -> str:
    """The text in the person's first language that is there; empty where there is none."""
    found: Text | None = best(texts, languages)
    return found.text if found else ""


def read_date(written: str) -> QDate:
    """The day of an ISO 8601 date or instant; an invalid one where it is not one."""
    return QDate.fromString(written[:_DAY], "yyyy-MM-dd")


def date_words(written: str | DateValue | None) -> str:
    """The date as people write it; as it stands where we cannot read it."""
    text = written.value if isinstance(written, DateValue) else written or ""
    return dates.written(text)  # not by QLocale: it would speak the desktop's language


def aged_words(written: str | DateValue | None, now: QDate | None = None) -> str:
    """The date with its age, such as "3 Mar 2025 (8 months ago)"."""
    text = written.value if isinstance(written, DateValue) else written or ""
    words = date_words(text)
    day = read_date(text)
    if not words or not day.isValid():
        return words
    said = tr("{date} ({age})", date=words, age=age_words(day.daysTo(now or today())))
    return zoned_words(written, said)


def zoned_words(written: str | DateValue | None, said: str = "") -> str:
    """A date that is a local midnight written in UTC, with the day it probably means."""
    said = said or date_words(written)
    if not isinstance(written, DateValue) or not written.zone_note:
        return said
    after = date_words(read_date(written.value).addDays(1).toString("yyyy-MM-dd"))
    return tr("{date}; where it was written perhaps {next}", date=said, next=after)


def moment_words(moment: datetime, now: QDate | None = None) -> str:
    """A moment of ours, in the person's own time zone, with its age."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp())).date()
    return aged_words(local.toString("yyyy-MM-dd"), now)


def age_words(days: int) -> str:
    """How long ago, or in how long."""
    if days == 0:
        return tr("today")
    if days < 0:
        return _ahead(-days)
    if days < _MONTH:
        return ntr("{n} day ago", "{n} days ago", days)
    if days < _YEAR:
        return ntr("{n} month ago", "{n} months ago", days * 12 // _YEAR or 1)
    return ntr("{n} year ago", "{n} years ago", days // _YEAR)


def _ahead(days: int) -> str:
    if days < _MONTH:
        return ntr("in {n} day", "in {n} days", days)
    if days < _YEAR:
        return ntr("in {n} month", "in {n} months", days * 12 // _YEAR or 1)
    return ntr("in {n} year", "in {n} years", days // _YEAR)


def row_title(row: LibraryRow, languages: Sequence[str]) -> str:
    """What one of the library is called; in quotes where the file only says so itself."""
    title = spoken(row.titles, languages)
    if not title:
        return tr("Without a title")
    return title if row.proven else tr("“{title}”, it says", title=isolated(title))


def row_issuer(row: LibraryRow, languages: Sequence[str]) -> str:
    """Who says so: by a trust source, else only by itself, and then it is said so."""
    if row.issuer_listed:
        return row.issuer_listed[0]
    name = spoken(row.issuer_names, languages)
    return tr("calls itself {name}", name=isolated(name)) if name else tr("Issuer not named")


def language_words(tag: str) -> str:
    """A language in the window's language; the tag itself where it is not known."""
    return names.tongue(tag)


def kind_words(kind: str) -> str:
    """What was awarded; empty where unknown."""
    words = {
        Kind.DEGREE: tr("Degree"),
        Kind.SHORT_CYCLE: tr("Short-cycle degree"),
        Kind.DIPLOMA: tr("Diploma"),
        Kind.CERTIFICATE: tr("Certificate"),
        Kind.MICRO_CREDENTIAL: tr("Micro-credential"),
        Kind.COURSE: tr("Course"),
        Kind.LEARNING_UNIT: tr("Learning unit"),
        Kind.BADGE: tr("Badge"),
        Kind.ATTENDANCE: tr("Attendance"),
        Kind.PRIOR_LEARNING: tr("Prior learning"),
        Kind.LICENCE: tr("Licence"),
        Kind.OTHER: tr("Other award"),
    }
    return words.get(Kind(kind), "") if kind in set(Kind) else ""
