"""A pathway as its document states it (spec/pathways.md, E.1). Facts, no evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wallet.credential import Texts

if TYPE_CHECKING:
    from wallet.pathways.rules.interface import Rule
    from wallet.pathways.signature import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From ``least`` to ``most``, both included; None: no such bound."""

    least: Fraction | None = None
    most: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What an item must be to fit: every part that is given must hold.

    ``any_of`` and ``all_of`` hold alternatives. A match that names nothing fits nothing;
    a slot without ``match`` is open to every item.
    """

    any_of: tuple[Match, ...] = ()
    all_of: tuple[Match, ...] = ()
    definitions: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    coverage: Fraction | None = None
    """The share of ``skills`` that one item must name; None: at least one of them."""
    kinds: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()
    """ISCED-F codes; a shorter code covers the longer ones below it."""
    agreement: str | None = None
    """The id of an agreement through which alone this alternative fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One requirement that items fill."""

    id: str
    title: Texts = ()
    designation: str = "required"
    match: Match | None = None
    items: Range = field(default_factory=Range)
    credits: Range = field(default_factory=Range)
    routes: tuple[str, ...] = ()
    reuse_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A group: ``needed`` of its children must be met."""

    path: str
    """Where it stands in the document, such as ``tree.of[1]``."""
    title: Texts
    op: str
    needed: int
    children: tuple[Node | str, ...]
    """Groups, and ids of slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """What one credit of another framework is worth: hours, or credits of ours."""

    framework: str
    hours: Fraction | None
    to_unit: Fraction | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditUnit:
    """The unit in which the pathway counts, and how others convert (R-03)."""

    unit: str
    hours_per_credit: Fraction | None = None
    ratios: Mapping[str, Ratio] = field(default_factory=dict)
    step: Fraction | None = None
    """Each item is rounded down to a multiple of this; None: not rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """A pathway document that has been read and is sound."""

    id: str
    version: str
    status: str
    title: Texts
    owner_name: str | None
    owner_ids: frozenset[str]
    signature: Signature | None
    """None: nobody signed it."""
    kind: str
    valid_from: date | None
    valid_until: date | None
    unit: CreditUnit
    slots: tuple[Slot, ...]
    tree: Node
    rules: tuple[Rule, ...]
    signoff_required: bool
    description: Texts
    document: Mapping[str, Any]
    """As it was read, for keeping."""
    supersedes: str | None = None
    """The id of the pathway that it says it replaces, or ``id@version``."""
    based_on: str | None = None
    """The template that a learner adapted, as ``id@version``."""
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """Address of a skill -> what the document calls it."""
    caps: tuple[Rule, ...] = ()
    """Blocking rules that cap a share of the credit, also those set aside since (E.6)."""

    def slot(self, slot_id: str) -> Slot:
        """The slot of that id; the reader has made sure that it is there."""
        return next(one for one in self.slots if one.id == slot_id)
