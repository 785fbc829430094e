"""The answer of an evaluation: facts and codes, no sentences (spec/pathways.md, E.3, E.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from wallet.errors import Fact
from wallet.pathways.agreements import Agreement
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Pathway, Range
from wallet.pathways.rules.interface import NOTHING_DECIDED, Converted, Decided, Doubt, Planned
from wallet.pathways.vouched import Voucher

COMPLETE, IF_REFERRED, INCOMPLETE = "complete", "complete_if_referred", "incomplete"


class State(StrEnum):
    """How a slot or a rule stands."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    REFERRED = "referred"
    """Met if an advisor accepts referred items."""
    INDETERMINATE = "indeterminate"
    """Cannot be judged by this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A change that the person tries out; ``pinned`` is what the person has chosen."""

    waived: frozenset[str] = frozenset()
    """Rule ids."""
    renewed: frozenset[str] = frozenset()
    """Award ids."""
    planned: tuple[Planned, ...] = ()
    pinned: frozenset[tuple[str, str]] = frozenset()
    """Award id and slot id."""
    decided: Decided = NOTHING_DECIDED
    """What an advisor decided."""

    @property
    def is_trial(self) -> bool:
        """Whether it is more than a choice of the person's: nothing of it is so yet."""
        return bool(self.waived or self.renewed or self.planned)


NOTHING_CHANGED = WhatIf()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An award that fills a slot."""

    award: str
    credits: Fraction
    route: str
    notes: tuple[Doubt, ...] = ()
    converted: Converted | None = None
    """By which stated ratio, where it was earned in another unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotResult:
    """One slot."""

    id: str
    state: State
    items: tuple[Counted, ...]
    usable: tuple[str, ...]
    """Held, would fit, not counted."""
    referred: tuple[str, ...]
    """Would fit if an advisor accepts them."""
    hints: tuple[str, ...] = ()
    """Their file says that they belong here; that proves nothing and counts for nothing."""
    as_good: tuple[str, ...] = ()
    """Placed here in another choice that is equally good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule."""

    id: str
    type: str
    severity: str
    state: State
    required: Fraction | None = None
    have: Fraction | None = None
    missing: Fraction | None = None
    reason: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """An award that is not counted, with all reasons."""

    award: str
    reasons: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gives:
    """What a fix leads to."""

    result: str
    counted: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One small change that helps: ``waive`` a rule, ``renew`` an award, ``add`` an item."""

    kind: str
    gives: Gives
    rule: str | None = None
    award: str | None = None
    slot: str | None = None
    at_least: Fraction | None = None
    issuer: str | None = None
    """``owner`` where only an item of the pathway's owner helps."""
    lets: tuple[str, ...] = ()
    """Awards that would count then and cannot now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayResult:
    """What the learner has, what counts, and what is missing."""

    pathway: Pathway
    as_of: date
    result: str
    proven_optimal: bool
    equally_good: int
    more_equally_good: bool
    """Whether there may be more than were counted."""
    counted: Fraction
    excess: Fraction
    required: Range
    slots: tuple[SlotResult, ...]
    rules: tuple[RuleResult, ...]
    groups: Mapping[str, bool]
    """Path of each group of the tree -> whether it is met."""
    unused: tuple[Unused, ...]
    fixes: tuple[Fix, ...]
    optimistic: Gives
    """If an advisor accepted every referred item."""
    notices: tuple[str, ...]
    """What stands in the headline: ``owner_unknown``, ``owner_not_confirmed`` ..."""
    awards: Mapping[str, HeldAward]
    """Every award that was looked at, by id; planned ones too."""
    owner: Voucher | None = None
    """By whom the owner's key is known, where ``owner_confirmed`` stands in the headline."""
    agreements: tuple[Agreement, ...] = ()
    """Those that were given for this question."""
    more_fixes: bool = False
    """Whether there was no time to try every small change."""
    what_if: WhatIf = field(default_factory=lambda: NOTHING_CHANGED)
    """What was tried out."""
    reasons: Mapping[tuple[str, str], tuple[Doubt, ...]] = field(default_factory=dict)
    """(award, slot) -> what speaks against it there; pairs that do not fit are not in it."""

    @property
    def headline(self) -> tuple[str, ...]:
        """``notices``, and whether an agreement that is not confirmed stands in it (E.6)."""
        code = "agreement_not_confirmed"
        stands = any(one.code == code for every in self.reasons.values() for one in every)
        return (*self.notices, code) if stands else self.notices
