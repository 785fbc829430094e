"""What makes a choice better than another, in the order of spec/pathways.md E.3, 4.

Each function gives the terms of one objective, (a) to (f), and adds the rows it needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import lcm

from wallet.pathways.model import Model
from wallet.pathways.rules.interface import ClashRule, ItemRule, NeedRule, SumRule
from wallet.pathways.rules.shares import required_total
from wallet.pathways.standing import blocks, item_rule_broken, weakness


def in_order(model: Model, *, short: bool) -> Iterator[Mapping[int, int]]:
    """All of them, the first decides first; ``short``: only whether and how much."""
    yield {model.complete: 1}
    yield satisfied(model)
    yield counted(model)
    if not short:
        yield warned(model)
        yield weakest(model)
        yield fewest(model)
        yield least_referred(model)


def satisfied(model: Model) -> Mapping[int, int]:
    """(a): parts of the tree and blocking rules that are met."""
    rules = [
        model.rule_met[one.id]
        for one in model.pathway.rules
        if one.id in model.rule_met and blocks(one)
    ]
    return dict.fromkeys((*model.progress, model.root, *rules), 1)


def counted(model: Model) -> Mapping[int, int]:
    """(b): credit up to the maximum of the whole, in whole steps."""
    most = required_total(model.pathway).most
    credits_ = model.weigh(lambda one: one.credits, model.uses_of)
    bounds = [Fraction(one) for one in (*credits_.values(), most or 0)]
    scale = lcm(*(one.denominator for one in bounds))
    total = sum((abs(one) for one in bounds), Fraction()) * scale
    column = model.program.column(0, int(total if most is None else most * scale))
    model.program.row(
        {**{key: one * scale for key, one in credits_.items()}, column: -1}, least=0
    )
    return {column: 1}


def warned(model: Model) -> Mapping[int, int]:
    """(c): rules that only warn, and are met."""
    found = {}
    for rule in model.pathway.rules:
        if isinstance(rule, SumRule) and rule.severity == "warn":
            found[model.rule_met[rule.id]] = 1
        elif isinstance(rule, ItemRule) and rule.severity == "warn":
            met = model.program.column()
            found[met] = 1
            _warn(model, rule, met)
    return found


def _warn(model: Model, rule: ItemRule, met: int) -> None:
    """``met`` is 0 where an item, or two beside each other, break the rule."""
    for (award, slot), column in model.pairs.items():
        at = model.pathway.slot(slot)
        if item_rule_broken(rule, model.items[award], at, model.day):
            model.program.row({met: 1, column: 1}, most=1)
    if isinstance(rule, ClashRule):
        for first, second in combinations(model.items.values(), 2):
            uses = [
                *model.uses_of(first.id, rule.scope),
                *model.uses_of(second.id, rule.scope),
            ]
            if rule.clash(first, second) is not None and uses:
                model.program.row({**dict.fromkeys(uses, 1), met: 1}, most=2)
    if isinstance(rule, NeedRule):
        for award, item in model.items.items():
            model.need(rule, award, item, met)


def weakest(model: Model) -> Mapping[int, int]:
    """(d): accreditation behind the items, the weakest fewest."""
    return {
        use: -weakness(item)
        for award, item in model.items.items()
        for use in model.uses_of(award)
    }


def fewest(model: Model) -> Mapping[int, int]:
    """(e): no more items than needed."""
    return {use: -1 for award in model.items for use in model.uses_of(award)}


def least_referred(model: Model) -> Mapping[int, int]:
    """(f): as few items as possible that hang on an advisor."""
    found: dict[int, int] = {}
    by_award: dict[str, list[int]] = defaultdict(list)
    for pair, column in model.pairs.items():
        if model.candidates.fits.get(pair):
            by_award[pair[0]].append(column)
    for columns in by_award.values():
        used = columns[0] if len(columns) == 1 else model.either(columns)
        found[used] = -1
    return found
