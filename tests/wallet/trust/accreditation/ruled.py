"""The table: which test stands for which rule, and how that rule is taken out.

A rule is a small function (or a tuple of codes). Taking it out puts in its place what the
product would do without it. ``test_rules`` runs each test with its own rule taken out, and
with every other: it has to fail for its own, and for no other.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_ROOMS = {"": "wallet.trust.accreditation", "verify": "wallet.verify"}


@dataclass(frozen=True)
class Rule:
    """One rule and its test."""

    name: str
    place: str
    """``module.function``, or ``module.table[key]``; ``verify:`` before it for the module that
    asks whether evidence may be believed at all."""
    without: Any
    test: Callable[[], None]

    @contextmanager
    def taken_out(self) -> Iterator[None]:
        """The product without this rule."""
        room, _, place = self.place.rpartition(":")
        module_name, _, name = place.partition(".")
        module = importlib.import_module(f"{_ROOMS[room]}.{module_name}")
        table, _, key = name.partition("[")
        target: Any = getattr(module, table)
        kept = target[key.rstrip("]")] if key else target
        self._put(module, table, key.rstrip("]"), self.without)
        try:
            yield
        finally:
            self._put(module, table, key.rstrip("]"), kept)

    @staticmethod
    def _put(module: Any, table: str, key: str, value: Any) -> None:
        if key:
            getattr(module, table)[key] = value
        else:
            setattr(module, table, value)


RULES: list[Rule] = []


def rule(
    name: str, place: str, without: Any
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Registers a test for a rule."""

    def register(test: Callable[[], None]) -> Callable[[], None]:
        RULES.append(Rule(name, place, without, test))
        return test

    return register


def always(answer: Any) -> Callable[..., Any]:
    """What a rule is replaced by."""
    return lambda *_args, **_named: answer


def yes(*_args: Any, **_named: Any) -> bool:
    """A rule that never says no."""
    return True


def no(*_args: Any, **_named: Any) -> bool:
    """A rule that never says yes."""
    return False


STANDS_ON = {
    "S7 side by side": {"X1 decisions", "X2 keys"},
    "H1 the parent that is named": {"H4 narrowing"},
    "H5 the credential's type": {"H5 the place"},
    "W1 who awards": {
        "W5 faculties",
        "W6 mandates",
        "W7 joint awards",
        "W8 franchise",
        "W9 platforms",
        "W10 keys of successors",
        "R8 both named",
    },
    "W2 claims of identifiers": {"B8 lists of names"},
    "W8 franchise": {"R8 both named"},
    "W10 keys of successors": {
        "W1 who awards",
        "W3 contradictions",
        "W6 mandates",
        "W7 joint awards",
        "W8 franchise",
        "W9 platforms",
        "R8 both named",
    },
    "R8 both named": {"W7 joint awards"},
    "C2 refusals": {"C11 refusals"},
    "C2 no verdict": {"O6 refusals before nothing"},
    "C6 identifiers": {
        "R4 alliances",
        "C4 a part is no programme",
        "C5 offers",
        "C7 level of a programme",
        "C7 level of the programme",
    },
    "C6 names": {"C6 the name that was meant", "D6 what was said of another credential"},
    "C7 levels of an institution": {"D5 the weakest award"},
    "C7 no level": {"C7 levels of an institution", "D5 the weakest award"},
    "C9 places": {"O4 scope before nothing"},
    "C10 days at the ends": {"C10 six years", "C11 refusals", "O3 gaps"},
    "C11 withdrawals": {"O2 taken back"},
    "C14 conditions": {"O10 the plainest decision"},
    "C14 parents": {"W5 faculties"},
    "C14 joint": {"R4 alliances"},
    "O2 taken back": {"C11 refusals"},
    "O3 gaps": {
        "R5 never backwards",
        "R7 days of links",
        "C7 levels of an institution",
        "O8 absence while the register may lag",
    },
    "O4 scope before nothing": {
        "W7 joint awards",
        "R8 both named",
        "C4 programmes",
        "C4 a part is no programme",
        "C5 offers",
        "C5 no other kind",
        "C8 fields",
        "C9 places",
    },
    "O5 by nobody who is recognised": {"C1 agencies", "C1 authorities"},
    "O6 refusals before nothing": {
        "C2 refusals",
        "C2 no verdict",
        "C3 flags",
    },
    "O8 absence while the register may lag": {"O7 claims", "F4 newer than the register"},
    "O9 now": {"O7 claims"},
    "F2 stale": {"F3 expired"},
    "F6 lag": {"O8 absence while the register may lag"},
    "Q2 listed": {
        "Q3 granted",
        "Q4 its own time",
        "Q4 revoked",
        "Q5 proven time",
        "Q6 revocation looked up",
    },
    "Q4 its own time": {"Q5 proven time"},
}
"""Rule -> tests of other rules that cannot do without it: it gives the code that they read, or
grants what they then narrow. No other test may fail when the rule is taken out."""
