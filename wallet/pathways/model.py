"""The choice of items for slots as a whole-number program (spec/pathways.md, E.3, 3 and 4).

One 0-1 column says "this item fills this slot"; further columns say "this slot, group or rule
is met" and can only be 1 where the rows allow it. Objectives are maximised in the order of
E.3: complete, (a) to (f). The answer is judged by ``wallet.pathways.standing``, not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm

from wallet.pathways.document import Node, Slot
from wallet.pathways.matching import Candidates
from wallet.pathways.program import Answer, Program
from wallet.pathways.rules.interface import (
    AtLeast,
    Day,
    Item,
    ItemRule,
    Rule,
    SumRule,
    Variety,
)
from wallet.pathways.rules.shares import required_total
from wallet.pathways.standing import (
    Choice,
    blocks,
    item_rule_broken,
    may_share,
    weakness,
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

    def _uses_of(self, award: str, scope: frozenset[str] | None = None) -> tuple[int, ...]:
        """Columns that add up to 1 where the item is used in the scope, else to 0."""
        key = (award, scope)
        if key not in self._uses:
            found = tuple(
                self.pairs[award, slot]
                for slot in self._slots_of[award]
                if scope is None or slot in scope
            )
            several = self._sharing and len(found) > 1
            self._uses[key] = (self._either(found),) if several else found
        return self._uses[key]

    def _either(self, columns: Iterable[int]) -> int:
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
            self._at_most_one(use for one in sorted(together) for use in self._uses_of(one))
        if not self.referred:
            self._one_learner()

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
            for use in self._uses_of(award):
                self.program.row({use: 1, chosen[name]: -1}, most=0)

    # --- what is met --------------------------------------------------------------------

    def _weigh(
        self,
        weight: Callable[[Item], Fraction],
        columns: Callable[[str], tuple[int, ...]],
    ) -> Terms:
        """The sum of the weights of the used items."""
        terms: Terms = {}
        for award, item in self.items.items():
            new = self.newcomer is not None and award == self.newcomer.item.id
            amount = weight(item)
            if new and self.newcomer is not None:
                amount *= self.newcomer.step
            if amount:
                used = columns(award)
                terms.update(dict.fromkeys((self.size,) if new and used else used, amount))
        return terms

    def _in_slot(self, slot: str) -> Callable[[str], tuple[int, ...]]:
        return lambda award: (self.pairs[award, slot],) if (award, slot) in self.pairs else ()

    def _slot(self, slot: Slot) -> int:
        met = self.program.column()
        inside: Terms = {column: 1 for (_, at), column in self.pairs.items() if at == slot.id}
        credits_ = self._weigh(lambda one: one.credits, self._in_slot(slot.id))
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
        for one in rule.demands(self.pathway):
            if isinstance(one, Variety):
                self._variety(one, rule, met)
            else:
                self._at_least(one, rule, met)
        return met

    def _at_least(self, line: AtLeast, rule: Rule, met: int) -> None:
        terms = self._weigh(line.weight, lambda award: self._uses_of(award, rule.scope))
        new = self.newcomer
        largest = new.most if new is not None else Fraction()
        floor = sum(
            (min(line.weight(one), Fraction()) for one in self.items.values()), -largest
        )
        # met = 0 leaves the sum free; met = 1 asks for the bound.
        self.program.row({**terms, met: floor - line.bound}, least=floor)

    def _variety(self, line: Variety, rule: Rule, met: int) -> None:
        groups: dict[str, list[int]] = defaultdict(list)
        for award, item in self.items.items():
            groups[line.key(item)].extend(self._uses_of(award, rule.scope))
        groups.pop("", None)
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
            elif blocks(rule) and not isinstance(rule, ItemRule):
                self.program.row({complete: 1}, most=0)
        for one in needed:
            self.program.row({complete: 1, one: -1}, most=0)
        return complete

    # --- what is best -------------------------------------------------------------------

    def satisfied(self) -> Mapping[int, int]:
        """(a): parts of the tree and blocking rules that are met."""
        rules = [
            self.rule_met[one.id]
            for one in self.pathway.rules
            if one.id in self.rule_met and blocks(one)
        ]
        return dict.fromkeys((*self.progress, self.root, *rules), 1)

    def counted(self) -> Mapping[int, int]:
        """(b): credit up to the maximum of the whole, in whole steps."""
        most = required_total(self.pathway).most
        credits_ = self._weigh(lambda one: one.credits, self._uses_of)
        bounds = [Fraction(one) for one in (*credits_.values(), most or 0)]
        scale = lcm(*(one.denominator for one in bounds))
        total = sum((abs(one) for one in bounds), Fraction()) * scale
        column = self.program.column(0, int(total if most is None else most * scale))
        self.program.row(
            {**{key: one * scale for key, one in credits_.items()}, column: -1}, least=0
        )
        return {column: 1}

    def warned(self) -> Mapping[int, int]:
        """(c): rules that only warn, and are met."""
        found = {}
        for rule in self.pathway.rules:
            if isinstance(rule, SumRule) and rule.severity == "warn":
                found[self.rule_met[rule.id]] = 1
            elif isinstance(rule, ItemRule) and rule.severity == "warn":
                met = self.program.column()
                found[met] = 1
                for (award, slot), column in self.pairs.items():
                    at = self.pathway.slot(slot)
                    if item_rule_broken(rule, self.items[award], at, self.day):
                        self.program.row({met: 1, column: 1}, most=1)
        return found

    def weakness(self) -> Mapping[int, int]:
        """(d): accreditation behind the items, the weakest fewest."""
        return {
            use: -weakness(item)
            for award, item in self.items.items()
            for use in self._uses_of(award)
        }

    def fewest(self) -> Mapping[int, int]:
        """(e): no more items than needed."""
        return {use: -1 for award in self.items for use in self._uses_of(award)}

    def least_referred(self) -> Mapping[int, int]:
        """(f): as few items as possible that hang on an advisor."""
        found: dict[int, int] = {}
        by_award: dict[str, list[int]] = defaultdict(list)
        for pair, column in self.pairs.items():
            if self.candidates.fits.get(pair):
                by_award[pair[0]].append(column)
        for columns in by_award.values():
            used = columns[0] if len(columns) == 1 else self._either(columns)
            found[used] = -1
        return found

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
