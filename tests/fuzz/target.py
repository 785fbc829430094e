"""What a target is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One door."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Mapping[str, bytes]]
    """Names and bytes to start from."""
