"""Medians, and a table of them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What was measured against what was wanted."""

    what: str
    value: float
    limit: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the value stays within its limit."""
        return self.value <= self.limit

    def __str__(self) -> str:
        """One line for a person."""
        word = "met" if self.is_met else "MISSED"
        limit = f"at most {self.limit:g}{self.unit}"
        return f"{word}: {self.what} {self.value:.2f}{self.unit} ({limit})"


def spread(values: Sequence[float]) -> str:
    """Median, and the middle half."""
    quarters = statistics.quantiles(values, n=4)
    return f"{statistics.median(values):.1f} ({quarters[0]:.1f} to {quarters[2]:.1f})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def close(targets: Sequence[Target]) -> int:
    """Print the targets; 1 where one was missed."""
    for target in targets:
        print(target)
    return 0 if all(target.is_met for target in targets) else 1
