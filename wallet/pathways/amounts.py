"""Amounts of credit and work: exact inside, two decimals outside (spec/pathways.md, E.3).

Rules
-----
1. Amounts are fractions from the text to the comparison; nothing is rounded before it.
2. A decimal string has a point, never a comma, and at most six digits on either side.
3. What is printed never contradicts the comparison: 14.996 of 15 prints as 14.99, and a
   missing amount never prints as 0.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from wallet.credential import Credit

LARGEST_ITEM = Fraction(360)
"""More credit than any single award carries (six years full time): taken for a mistake."""
HOURS_OF_ECTS = Fraction(25)
"""The fewest hours of one ECTS: only to tell a mistake, never to convert."""

_WRITTEN = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


def written(text: str) -> Fraction | None:
    """The amount that a decimal string names; None where it is none (rule 2)."""
    return Fraction(text) if _WRITTEN.fullmatch(text) else None


def shown(amount: Fraction) -> str:
    """A decimal string, rounded half up to two places, without trailing zeros."""
    hundredths = (amount * 200 + 1) // 2
    return _decimal(hundredths)


def shown_below(amount: Fraction, limit: Fraction) -> str:
    """As ``shown``, but an amount below ``limit`` is not printed as if it reached it."""
    if amount < limit <= Fraction(shown(amount)):
        return _decimal(amount * 100 // 1)
    return shown(amount)


def shown_missing(amount: Fraction) -> str:
    """As ``shown`` for what is still missing: rounded up where it would print as nothing."""
    return _decimal(-(-amount * 100 // 1)) if shown(amount) == "0" and amount else shown(amount)


def _decimal(hundredths: int) -> str:
    text = f"{Decimal(hundredths).scaleb(-2):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def earned(credits_: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """What was earned; where a credential names only what can be earned, that (E.7)."""
    return tuple(one for one in credits_ if one.role == "earned") or credits_
