"""The choice of items for slots as a whole-number program (spec/pathways.md, E.3, 3 and 4).

One 0-1 column says "this item fills this slot"; further columns say "this slot, group or rule
is met" and can only be 1 where the rows allow it. Objectives are maximised in the order of
E.3: complete, (a) to (f). The answer is judged by ``wallet.pathways.standing``, not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from wallet.pathways.document import Node, Slot
from wallet.pathways.matching import Candidates
from wallet.pathways.program import Answer, Budget, Program
from wallet.pathways.rules.interface import (
    AtLeast,
    ClashRule,
    Day,
    Item,
    NeedRule,
    Rule,
    SumRule,
    UnknownRule,
    Variety,
)
from wallet.pathways.standing import (
    Choice,
    blocks,
    may_share,
)

Terms = dict[int, Fraction | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """An award that the learner does not hold yet: how much credit must it have?"""

    item: Item
    """With one credit; what it weighs grows with the credits found."""
    slot: str
    least: Fraction
    most: Fraction
    step: Fraction
    """Credits are looked for in multiples of this."""


class Model:
    """The program of one evaluation."""

    def __init__(
        self,
        candidates: Candidates,
        day: Day,
        *,
        referred: bool,
        newcomer: Newcomer | None = None,
    ) -> None:
        """Build all columns and rows."""
        self.program = Program()
        self.candidates = candidates
        self.pathway = candidates.pathway
        self.day = day
        self.referred = referred
        self.newcomer = newcomer
        self.items = dict(candidates.items)
        self.pairs: dict[tuple[str, str], int] = {}
        self.size = -1
        """The column of the newcomer's credits, in steps."""
        self._add_pairs()
        self._slots_of: dict[str, list[str]] = defaultdict(list)
        for award, slot in self.pairs:
            self._slots_of[award].append(slot)
        self._uses: dict[tuple[str, frozenset[str] | None], tuple[int, ...]] = {}
        self._off: dict[tuple[str, tuple[int, ...], Fraction], int] = {}
        """(item, columns of its use, share) -> the column that takes that share off."""
        self._sharing = any(one.reuse_with for one in self.pathway.slots)
        self._exclude()
        self.slot_met = {one.id: self._slot(one) for one in self.pathway.slots}
        self.progress: list[int] = []
        self.root = self._group(self.pathway.tree)
        self.rule_met = {
            one.id: self._sum_rule(one)
            for one in self.pathway.rules
            if isinstance(one, SumRule)
        }
        self.complete = self._complete()
        self.pinned = frozenset(candidates.pinned & set(self.pairs))
        for pair in self.pinned:
            self.program.row({self.pairs[pair]: 1}, least=1)

    # --- what may be chosen -------------------------------------------------------------

    def _add_pairs(self) -> None:
        for pair in self.candidates.pairs(referred=self.referred):
            self.pairs[pair] = self.program.column()
        new = self.newcomer
        if new is not None:
            self.items[new.item.id] = new.item
            self.pairs[(new.item.id, new.slot)] = self.program.column(1, 1)
            first, last = -(-new.least // new.step), new.most // new.step
            self.size = self.program.column(int(first), max(int(first), int(last)))
            self.program.row({self.size: 1}, most=int(last))

    def uses_of(self, award: str, scope: frozenset[str] | None = None) -> tuple[int, ...]:
        """Columns that add up to 1 where the item is used in the scope, else to 0."""
        key = (award, scope)
        if key not in self._uses:
            found = tuple(
                self.pairs[award, slot]
                for slot in self._slots_of[award]
                if scope is None or slot in scope
            )
            several = self._sharing and len(found) > 1
            self._uses[key] = (self.either(found),) if several else found
        return self._uses[key]

    def either(self, columns: Iterable[int]) -> int:
        """A column that is 1 exactly where one of these is."""
        used = self.program.column()
        for one in columns:
            self.program.row({used: 1, one: -1}, least=0)
        self.program.row({used: 1, **dict.fromkeys(columns, -1)}, most=0)
        return used

    def _exclude(self) -> None:
        """No double counting (R-11), no two learners (R-19)."""
        for award, slots in self._slots_of.items():
            self._one_slot(award, slots)
        for together in self.candidates.at_most_one:
            self._at_most_one(use for one in sorted(together) for use in self.uses_of(one))
        for clash in self.candidates.apart(referred=self.referred):
            self._at_most_one(
                use for one in sorted(clash.pair) for use in self.uses_of(one, clash.scope)
            )
        for rule in self.candidates.needs:
            for award, item in self.items.items():
                self.need(rule, award, item)
        if self.newcomer is not None:
            self._clash_with_new(self.newcomer.item)
        if not self.referred:
            self._one_learner()

    def _clash_with_new(self, new: Item) -> None:
        for rule in self.pathway.rules:
            if not isinstance(rule, ClashRule) or not blocks(rule):
                continue
            for award, item in self.candidates.items.items():
                doubt = rule.clash(new, item)
                if doubt is not None and not (doubt.refer and self.referred):
                    uses = (*self.uses_of(new.id, rule.scope), *self.uses_of(award, rule.scope))
                    self._at_most_one(uses)

    def need(self, rule: NeedRule, award: str, item: Item, met: int | None = None) -> None:
        """In the target slot only beside one that serves it; or else ``met`` is 0."""
        if (award, rule.target) not in self.pairs:
            return
        serving: Terms = {
            self.pairs[one, rule.source]: 1
            for one, other in self.items.items()
            if (one, rule.source) in self.pairs
            and one != award
            and rule.serves(other, item, referred=self.referred)
        }
        terms = {**serving, self.pairs[award, rule.target]: -1}
        self.program.row(
            terms if met is None else {**terms, met: -1}, least=0 if met is None else -1
        )

    def _is_new(self, award: str) -> bool:
        return self.newcomer is not None and award == self.newcomer.item.id

    def _one_slot(self, award: str, slots: list[str]) -> None:
        """Each item in one slot, but for those that share it (``reuseWith``)."""
        if not self._sharing:
            self._at_most_one(self.pairs[award, one] for one in slots)
            return
        for first, second in combinations(slots, 2):
            if not may_share(self.pathway, first, second):
                self._at_most_one((self.pairs[award, first], self.pairs[award, second]))

    def _at_most_one(self, columns: Iterable[int]) -> None:
        terms: Terms = dict.fromkeys(columns, 1)
        if len(terms) > 1:
            self.program.row(terms, most=1)

    def _one_learner(self) -> None:
        names = sorted(set(self.candidates.learners.values()))
        if len(names) < 2:  # noqa: PLR2004 - one learner or none: nothing to keep apart
            return
        chosen = {name: self.program.column() for name in names}
        self._at_most_one(chosen.values())
        for award, name in self.candidates.learners.items():
            for use in self.uses_of(award):
                self.program.row({use: 1, chosen[name]: -1}, most=0)

    # --- what is met --------------------------------------------------------------------

    def weigh(
        self,
        weight: Callable[[Item], Fraction],
        columns: Callable[[str], tuple[int, ...]],
    ) -> Terms:
        """The sum of the weights of the used items."""
        terms: Terms = {}
        for award, item in self.items.items():
            new = self._is_new(award)
            amount = weight(item)
            if new and self.newcomer is not None:
                amount *= self.newcomer.step
            if amount:
                used = columns(award)
                terms.update(dict.fromkeys((self.size,) if new and used else used, amount))
                terms.update(self._discounts(award, used, amount))
        return terms

    def _discounts(self, award: str, used: tuple[int, ...], amount: Fraction) -> Terms:
        """What is taken off beside larger items: each column one step of the share."""
        larger = self.candidates.shared.get(award, {})
        shares = sorted({share for one, share in larger.items() if self.uses_of(one)})
        terms: Terms = {}
        for below, share in zip((Fraction(), *shares), shares, strict=False):
            key = (award, used, share)
            if used and key not in self._off:
                beside = [one for one in sorted(larger) if larger[one] >= share]
                self._off[key] = self._both(
                    used, [use for one in beside for use in self.uses_of(one)]
                )
            if used:
                terms[self._off[key]] = -amount * (share - below)
        return terms

    def _both(self, used: tuple[int, ...], others: list[int]) -> int:
        """1 exactly where the one is used and any of the others."""
        both = self.program.column()
        self.program.row({**dict.fromkeys(used, 1), both: -1}, least=0)
        self.program.row({**dict.fromkeys(others, 1), both: -1}, least=0)
        for one in others:
            self.program.row({**dict.fromkeys(used, -1), one: -1, both: 1}, least=-1)
        return both

    def _in_slot(self, slot: str) -> Callable[[str], tuple[int, ...]]:
        return lambda award: (self.pairs[award, slot],) if (award, slot) in self.pairs else ()

    def _slot(self, slot: Slot) -> int:
        met = self.program.column()
        inside: Terms = {column: 1 for (_, at), column in self.pairs.items() if at == slot.id}
        credits_ = self.weigh(lambda one: one.credits, self._in_slot(slot.id))
        if slot.items.most is not None:
            self.program.row(inside, most=slot.items.most)
        if slot.credits.most is not None:
            self.program.row(credits_, most=slot.credits.most)
        if slot.items.least:
            self.program.row({**inside, met: -slot.items.least}, least=0)
        if slot.credits.least:
            self.program.row({**credits_, met: -slot.credits.least}, least=0)
        return met

    def _group(self, node: Node) -> int:
        children: Terms = {
            self.slot_met[one] if isinstance(one, str) else self._group(one): 1
            for one in node.children
        }
        met = self.program.column()
        self.program.row({**children, met: -node.needed}, least=0)
        progress = self.program.column(0, node.needed)
        self.program.row({**children, progress: -1}, least=0)
        self.progress.append(progress)
        return met

    def _sum_rule(self, rule: SumRule) -> int:
        met = self.program.column()
        for one in rule.demands(self.pathway, tuple(self.items.values())):
            if isinstance(one, Variety):
                self._variety(one, rule, met)
            else:
                self._at_least(one, rule, met)
        return met

    def _at_least(self, line: AtLeast, rule: Rule, met: int) -> None:
        weights = {award: line.weight(one) for award, one in self.items.items()}
        terms = self.weigh(
            lambda one: weights[one.id], lambda award: self.uses_of(award, rule.scope)
        )
        new = self.newcomer
        largest = new.most if new is not None else Fraction()
        floor = sum((one for one in weights.values() if one < 0), -largest)
        # met = 0 leaves the sum free; met = 1 asks for the bound.
        self.program.row({**terms, met: floor - line.bound}, least=floor)

    def _variety(self, line: Variety, rule: Rule, met: int) -> None:
        groups: dict[str, list[int]] = defaultdict(list)
        for award, item in self.items.items():
            for key in line.keys(item):
                groups[key].extend(self.uses_of(award, rule.scope))
        found: Terms = {}
        for name in sorted(groups):
            column = self.program.column()
            terms: Terms = dict.fromkeys(groups[name], 1)
            self.program.row({**terms, column: -1}, least=0)
            found[column] = 1
        self.program.row({**found, met: -line.bound}, least=0)

    def _complete(self) -> int:
        complete = self.program.column()
        needed = [self.root]
        for rule in self.pathway.rules:
            if blocks(rule) and isinstance(rule, SumRule):
                needed.append(self.rule_met[rule.id])
            elif isinstance(rule, UnknownRule):
                self.program.row({complete: 1}, most=0)
        for one in needed:
            self.program.row({complete: 1, one: -1}, most=0)
        return complete

    def is_impossible(self, budget: Budget) -> bool:
        """Whether no choice at all keeps every row, such as pins that exclude each other."""
        answer = self.program.best({}, budget)
        return answer.values is None and answer.proven

    def choice(self, answer: Answer) -> Choice:
        """The pairs that an answer chooses."""
        return frozenset(pair for pair, column in self.pairs.items() if answer.on(column))

    def forbid(self, choice: Choice) -> None:
        """Ask for another choice than this one."""
        terms: Terms = {
            column: -1 if pair in choice else 1 for pair, column in self.pairs.items()
        }
        if terms:
            self.program.row(terms, least=1 - len(choice))
