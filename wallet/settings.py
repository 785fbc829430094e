"""What a person may choose; one frozen dataclass with typed defaults.

Kept inside the vault. What is needed before unlocking (language, theme, window size) is kept
by the window, not here. Unknown keys are kept, bad values fall back to the default.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices of one wallet."""

    lock_after_seconds: int = 300
    """Idle time until the wallet locks itself; at most 86,400."""
    max_status_age_days: int = 30
    """How old a status list may be before "not revoked" becomes "cannot tell"."""
    languages: tuple[str, ...] = ("en",)
    """Languages in which credentials are read, best first (BCP 47)."""
    favourite_pathway: str = ""
    entered_ids: tuple[str, ...] = ()
    """The person's own e-mail addresses and numbers, by which institutions know them."""
    pins: tuple[tuple[str, str, str], ...] = ()
    """What the person has placed on a pathway: its id, an award's id, a slot's id."""
    left_out_reviews: tuple[str, ...] = ()
    """Reviews that were countersigned and shall not count (hex SHA-256)."""
