"""Whose decisions an evaluation rests on (spec/pathways.md, E.5 and E.6).

The wallet records recognition, and never decides it: each decision that changes what counts
stands here with the review that it came in, and one that no longer counts says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision of a review."""

    id: str
    kind: str
    reason: str
    award: str | None = None
    slot: str | None = None
    rule: str | None = None
    title: str | None = None
    """What was learned, of prior learning."""
    credits: Fraction | None = None
    lapsed: str = ""
    """Code of why it does not count any more; empty: it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A review that the learner countersigned."""

    review: str
    """Hex SHA-256 of its paper."""
    case: str
    advisor: str
    """As the advisor is known to the learner."""
    did: str
    """The key that signed it."""
    on: date
    for_owner: bool
    """Whether that key is one of the pathway's owner."""
    signed_off: bool = False
    """Whether the advisor stands for the result, and nothing has changed since."""
    left_out: bool = False
    """Whether the learner does not want it to count."""
    entries: tuple[Entry, ...] = ()

    @property
    def counting(self) -> tuple[Entry, ...]:
        """The decisions that count."""
        return tuple(one for one in self.entries if not one.lapsed)
