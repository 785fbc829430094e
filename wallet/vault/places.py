"""Places in an order that the owner makes: text that sorts, with room between any two.

A place is a fraction written in base 36 without its point and without zeros at the end. Moving
one thing writes one row, and two machines that each put something somewhere need not agree
first: of two things in one place the older name (``uid``) comes first.
"""

from __future__ import annotations

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 8
"""Digits of what is put at the end: room for more than anybody will ever keep."""
_FIRST = "i"


def after(last: str | None) -> str:
    """A place behind ``last``; the first one of all when None."""
    if last is None:
        return _FIRST
    number = int(last[:_WIDTH].ljust(_WIDTH, "0"), 36) + 1
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(_WIDTH, "0").rstrip("0")


def between(low: str, high: str | None) -> str:
    """A place behind ``low`` (empty: the very beginning) and, if possible, before ``high``."""
    made = ""
    while True:
        here = len(made)
        bottom = _DIGITS.index(low[here]) if here < len(low) else 0
        top = len(_DIGITS)
        if high is not None and here < len(high):
            top = _DIGITS.index(high[here])
        if top - bottom > 1:
            return made + _DIGITS[(top + bottom) // 2]
        made += _DIGITS[bottom]
        if top != bottom:
            high = None  # anything that begins with these digits comes before it
