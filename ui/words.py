"""Facts of a credential as short words for the window: amounts, levels, dates, kinds.

Dates are absolute with their age beside them. Sizes are never "micro": hours and credits are
printed. What is unknown gives an empty string, and its line is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QDate, QDateTime, QLocale

from wallet.credential import Credit, DateValue, Kind, Level, Text, Texts, Workload, best
from wallet.wording import dates, ntr, tr

DOT = " · "
_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})
"""Bidirectional classes that affect what stands beside them."""
_MONTH, _YEAR = 31, 365
"""Days from which an age is told in months, in years."""
_DAY, _MONTH_ONLY, _YEAR_ONLY = 10, 7, 4
"""Characters of an ISO 8601 date to the day, month, year."""


def today() -> QDate:
    """Here and now, for ages on screen; no check depends on it."""
    return QDateTime.currentDateTime().date()


def number(amount: Decimal | int) -> str:
    """A number as the window's language writes it, without needless zeros."""
    value = Decimal(amount).normalize()
    digits = max(0, -int(value.as_tuple().exponent))
    return QLocale().toString(float(value), "f", digits)


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
    """Such as "EQF 6"."""
    return DOT.join(f"{one.scheme} {one.value}" for one in levels)


def line_words(*parts: str) -> str:
    """What is known, beside each other."""
    return DOT.join(_told(*parts))


def isolated(name: str) -> str:
    """A name of somebody else's, so that its direction of writing stays its own."""
    if name.isascii() or all(unicodedata.bidirectional(one) not in _TURNING for one in name):
        return name
    return f"\u2068{name}\u2069"


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
    day = read_date(text)
    if len(text) >= _DAY and day.isValid():
        return dates.day(text[:_DAY])  # not by QLocale: it would speak the desktop's language
    if len(text) == _MONTH_ONLY and (month := QDate.fromString(text, "yyyy-MM")).isValid():
        return QLocale().toString(month, tr("MMM yyyy"))
    return text


def aged_words(written: str | DateValue | None, now: QDate | None = None) -> str:
    """The date with its age, such as "3 Mar 2025 (8 months ago)"."""
    text = written.value if isinstance(written, DateValue) else written or ""
    words = date_words(text)
    day = read_date(text)
    if not words or not day.isValid():
        return words
    return tr("{date} ({age})", date=words, age=age_words(day.daysTo(now or today())))


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


def language_words(tag: str) -> str:
    """A language in the window's language; the tag itself where it is not known."""
    known = QLocale(tag.replace("-", "_"))
    if known.language() is QLocale.Language.C:
        return tag
    return QLocale.languageToString(known.language())


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


def element_words(element: int) -> str:
    """The eleven EU standard elements (Council Recommendation 2022/C 243/02, Annex I)."""
    return {
        1: tr("Who the learner is"),
        2: tr("Title"),
        3: tr("Country of the issuer"),
        4: tr("Awarding body"),
        5: tr("Date of issuing"),
        6: tr("Learning outcomes"),
        7: tr("Workload"),
        8: tr("Level"),
        9: tr("Type of assessment"),
        10: tr("Form of participation"),
        11: tr("Quality assurance"),
    }.get(element, str(element))


def state_words(state: str) -> str:
    """How far an element is there."""
    return {
        "present": tr("Present"),
        "partial": tr("In part"),
        "derived": tr("Worked out from other data"),
        "missing": tr("Missing"),
        "not_applicable": tr("Does not apply"),
    }.get(state, state)
