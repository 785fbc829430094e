"""How old a snapshot may be, and what it may then still say (D.6).

Rules
-----
F1. Up to 35 days old it is fresh; up to 180 days its date is told.
F2. From 181 days on nothing is said of today; what was at the award stands.
F3. From 401 days on the bundle has expired: what was at the award stands with a warning.
F4. Of an award that is newer than the snapshot nothing is said.
F5. A clock that is behind the snapshot, or behind the newest signing of any bundle that counts,
    says nothing of today.
F6. Within 120 days of the award the register may not have it yet.
"""

from __future__ import annotations

from datetime import date

FRESH_DAYS = 35
NOW_DAYS = 180
EXPIRED_DAYS = 400
LAG_DAYS = 120


def is_fresh(snapshot: date, today: date) -> bool:
    """F1."""
    return (today - snapshot).days <= FRESH_DAYS


def speaks_of_today(snapshot: date, signed: date, today: date) -> bool:
    """F2 and F5; ``signed`` is the newest day of a signing."""
    return is_recent_enough(snapshot, today) and not is_clock_behind(
        max(snapshot, signed), today
    )


def is_recent_enough(snapshot: date, today: date) -> bool:
    """F2."""
    return (today - snapshot).days <= NOW_DAYS


def is_clock_behind(newest: date, today: date) -> bool:
    """F5."""
    return today < newest


def has_expired(snapshot: date, today: date) -> bool:
    """F3."""
    return (today - snapshot).days > EXPIRED_DAYS


def is_newer_than_register(award: date, snapshot: date) -> bool:
    """F4."""
    return award > snapshot


def may_lag(award: date, snapshot: date) -> bool:
    """F6."""
    return 0 <= (snapshot - award).days <= LAG_DAYS
