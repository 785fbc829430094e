"""One's learning as a whole: a time line, and skills."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from wallet.report import VerdictCode
from wallet.session.library import Library
from wallet.vault import learning
from wallet.vault.interface import Facet, LibraryPage, LibraryQuery, Sort
from wallet.vault.learning import Skill, Year

__all__ = ["Learning", "Skill", "TimeLine", "Year", "year_filters"]

_SHOWN = tuple(
    (Facet.VERDICT, one.value) for one in VerdictCode if one is not VerdictCode.NOT_GENUINE
)
MOST_SKILLS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Years from the newest to the oldest, without those in which nothing was awarded."""

    years: tuple[Year, ...]
    undated: int
    """Credentials that say no year."""

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """(first, last) year of each stretch in between without anything, newest first."""
        known = [one.year for one in self.years if one.year is not None]
        return tuple(
            (older + 1, newer - 1) for newer, older in pairwise(known) if newer - older > 1
        )


class Learning:
    """What is not genuine counts nowhere; a skill counts by verified credentials alone."""

    def __init__(self, session: Library) -> None:
        self._session = session
        self._database = session._database  # noqa: SLF001 - a part of the session
        self._today = session._today  # noqa: SLF001 - a part of the session

    def time_line(self) -> TimeLine:
        """How much was awarded in which year."""
        found = learning.years(self._database, self._today)
        undated = sum(one.count for one in found if one.year is None)
        return TimeLine(years=tuple(one for one in found if one.year), undated=undated)

    def year(self, year: int, size: int = 100) -> LibraryPage:
        """What was awarded in a year, newest first."""
        query = LibraryQuery(filters=year_filters(year), sort=Sort.AWARDED)
        return self._session.page(query, size=size)

    def skills(self) -> tuple[Skill, ...]:
        """Skills of verified credentials, at most ``MOST_SKILLS``: the most frequent first."""
        return learning.skills(self._database, self._today, MOST_SKILLS)

    def only_claimed(self) -> int:
        """How many skills stand only in credentials that are not verified."""
        return learning.only_claimed(self._database, self._today)

    def showing(self, skill: str, size: int = 20) -> LibraryPage:
        """The verified credentials that link to a skill, newest award first."""
        verified = (Facet.VERDICT, VerdictCode.VERIFIED.value)
        query = LibraryQuery(filters=((Facet.SKILL, skill), verified), sort=Sort.AWARDED)
        return self._session.page(query, size=size)


def year_filters(year: int) -> tuple[tuple[Facet, str], ...]:
    """What the library shows of a year on the time line."""
    return (
        (Facet.AWARDED_AFTER, f"{year:04}"),
        (Facet.AWARDED_BEFORE, f"{year + 1:04}"),
        *_SHOWN,
    )
