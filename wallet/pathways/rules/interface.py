"""What a rule is: a condition on single items, or on what is counted together.

Rules
-----
1. An item rule gives *all* its doubts about an item in a slot: ``refer`` doubts leave the item
   to an advisor, the others keep it out.
2. A sum rule says twice what it demands, in two unlike ways: ``demands`` as lines for the
   solver, ``measure`` as a plain count of a finished choice. The second judges the first.
   Clash, need and discount rules are about items beside each other.
3. Severity ``block`` decides the result, ``warn`` is tried for and reported, ``info`` is
   reported only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING

from wallet.credential import Texts
from wallet.errors import Fact
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Pathway, Slot

if TYPE_CHECKING:
    from wallet.pathways.agreements import Agreement
    from wallet.pathways.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why an item does not count, or not without an advisor's word."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    refer: bool = False

    @property
    def key(self) -> tuple[str, tuple[tuple[str, Fact], ...]]:
        """What makes two doubts the same."""
        return self.code, tuple(self.facts.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Credit of another framework, and the stated ratio by which it counts (R-03)."""

    amount: Fraction
    framework: str
    hours: Fraction | None = None
    """Hours of one credit there, where the ratio is stated in hours."""
    per_credit: Fraction | None = None
    """Hours of one credit here, where the ratio is stated in hours."""
    to_unit: Fraction | None = None
    """Credits here of one credit there, where the ratio is stated so."""
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An award with its credit in the pathway's unit."""

    award: HeldAward
    credits: Fraction
    """In the pathway's unit; 0 where it cannot be known."""
    credits_known: bool
    hours: Fraction
    notes: tuple[Doubt, ...] = ()
    converted: Converted | None = None
    """Set where the credit was stated in another framework."""

    @property
    def id(self) -> str:
        """The award's id."""
        return self.award.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A course that the person thinks of taking, for one slot (what-if)."""

    slot: str
    title: str
    credits: Fraction
    level: int | None = None
    """In EQF; None: as the pathway asks."""
    by_owner: bool = False
    """From the owner of the pathway, else from somebody new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLearning:
    """Learning that an advisor recognised without a credential."""

    id: str
    """Unique among the decisions."""
    slot: str
    title: str
    credits: Fraction
    """In the pathway's unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Decisions that change what counts."""

    accepted: frozenset[tuple[str, str]] = frozenset()
    """Award id and slot id."""
    rejected: frozenset[str] = frozenset()
    """Award ids."""
    prior: tuple[PriorLearning, ...] = ()
    waived: frozenset[str] = frozenset()
    """Rule ids; of rules that may be set aside at all."""
    placed: frozenset[tuple[str, str]] = frozenset()
    """Award id and slot id: placed there, unless the learner places the award elsewhere."""
    records: tuple[Record, ...] = ()
    """The reviews that say so, the newest first; empty while an advisor is still at work."""


NOTHING_DECIDED = Decided()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day for which is evaluated, and what the person tries out or has chosen."""

    date: date
    renewed: frozenset[str] = frozenset()
    """Awards judged as if they had been renewed that day (what-if)."""
    planned: tuple[Planned, ...] = ()
    """Courses judged as if they had been taken that day (what-if)."""
    pinned: frozenset[tuple[str, str]] = frozenset()
    """Award and slot: placed there by the person, where that is allowed at all."""
    decided: Decided = NOTHING_DECIDED
    """What an advisor decided."""
    agreements: tuple[Agreement, ...] = ()
    """On recognition, as they were given for this question."""

    @property
    def ends(self) -> datetime:
        """Its last second: what ends during the day has ended (UTC)."""
        return datetime.combine(self.date, time(23, 59, 59), UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A finished choice: which items fill which slots."""

    pathway: Pathway
    slots: Mapping[str, tuple[Item, ...]]

    def items(self, scope: frozenset[str] | None = None) -> tuple[Item, ...]:
        """Every item once, in those slots or in any."""
        found = {
            item.id: item
            for slot_id, items in self.slots.items()
            if scope is None or slot_id in scope
            for item in items
        }
        return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a rule stands for a choice."""

    met: bool
    required: Fraction | None = None
    have: Fraction | None = None
    missing: Fraction | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """The weights of the counted items must add up to at least ``bound``."""

    weight: Callable[[Item], Fraction]
    """Proportional to the item's credits or hours; 0 for an item that does not matter."""
    bound: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Variety:
    """The counted items must carry at least ``bound`` different keys."""

    keys: Callable[[Item], frozenset[str]]
    """Empty: the item adds none."""
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(ABC):
    """What every rule has."""

    id: str
    type: str
    severity: str = "block"
    text: Texts = ()
    scope: frozenset[str] | None = None
    """Slots it is about; None: all."""
    waivable: bool = True

    def about(self, slot: Slot) -> bool:
        """Whether it is about items in this slot."""
        return self.scope is None or slot.id in self.scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRule(Rule):
    """A condition on each item in each slot."""

    @abstractmethod
    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:
        """All that speaks against this item in this slot; empty: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashRule(ItemRule):
    """Items that are not counted beside each other."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Nothing against an item by itself, but where a rule says so."""
        return ()

    @abstractmethod
    def clash(self, first: Item, second: Item) -> Doubt | None:
        """Why not both; an advisor may allow what is only referred. None: both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRule(ItemRule):
    """Items in one slot that need another item in another slot."""

    source: str
    """The slot that has to be served first."""
    target: str
    """The slot whose items are in need."""

    @abstractmethod
    def serves(self, source: Item, target: Item, *, referred: bool) -> bool:
        """Whether the one is what the other needs; ``referred``: as an advisor may see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountRule(Rule):
    """Items of which a share has been counted with another one."""

    @abstractmethod
    def shared(self, first: Item, second: Item) -> Fraction:
        """The share of the smaller one that the larger one has already; 0: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRule(Rule):
    """A condition on what is counted together."""

    @abstractmethod
    def demands(self, pathway: Pathway, items: Sequence[Item]) -> tuple[AtLeast | Variety, ...]:
        """Lines for the solver; the rule is met where all hold. ``items`` are all there are."""

    @abstractmethod
    def measure(self, chosen: Chosen) -> Measure:
        """How it stands, counted plainly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownRule(Rule):
    """A rule that this version cannot judge: it blocks (E.9), never ignored."""

    parameter: str | None = None
    """The parameter that is not known, where the type is."""
