"""What was not carried over, or had to be understood in some way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One thing and why; the sentences are in ``wallet.wording.exchange``."""

    pointer: str
    """JSON pointer into the document it stands in."""
    name: str
    """What it is called there: a member, a type, a component's own name."""
    reason: str
    """A code."""
    parts: tuple[str, ...] = ()
    """What it held, by name, where it was something that holds others."""
    blocks: bool = False
    """Whether it is a condition: the result cannot be complete before somebody judges it."""
