"""The result of an evaluation as sentences, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from wallet.credential import Texts, best
from wallet.pathways import fitting, tree
from wallet.pathways.amounts import shown, shown_below, shown_missing
from wallet.pathways.document import Node, Pathway, Slot
from wallet.pathways.outlook import share
from wallet.pathways.planning import is_held, is_planned
from wallet.pathways.result import (
    Counted,
    Fix,
    PathwayResult,
    RuleResult,
    SlotResult,
    State,
    WhatIf,
)
from wallet.pathways.rules import level
from wallet.pathways.rules.interface import Converted, Doubt, Planned, Rule
from wallet.pathways.unit import equivalents
from wallet.wording import number
from wallet.wording import pathways as words
from wallet.wording.pathway_reasons import quoted, reason, takes, unit_name
from wallet.wording.vouching import so_says


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAward:
    """An award by its title."""

    id: str
    credential_id: str
    title: str
    issuer: str
    """By a trust source; empty where none names it."""
    amount: str = ""
    """Its credits, as they count."""
    placed: bool = False
    """Whether the person has placed it there."""
    planned: bool = False
    """Whether it is only planned."""
    is_held: bool = True
    """Whether there is a credential: prior learning is recognised without one."""
    route: str = ""
    """By which way it counts, where it is not simply what the slot asks for."""
    notes: tuple[str, ...] = ()
    """Why it counts for less than it says, or for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSlot:
    """A tile."""

    id: str
    title: str
    state: State
    state_words: str
    takes: str
    """What would fit."""
    filled: tuple[ToldAward, ...]
    usable: tuple[ToldAward, ...]
    referred: tuple[ToldAward, ...]
    hints: tuple[ToldAward, ...] = ()
    """Their file says that they belong here, which proves nothing."""
    as_good: tuple[ToldAward, ...] = ()
    """Equally good here; the person may choose."""
    asks: tuple[str, ...] = ()
    """Skills that would fit, by their labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGroup:
    """A box around tiles and boxes."""

    title: str
    met: bool
    children: tuple[ToldGroup | ToldSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldUnused:
    """Why an award does not count."""

    award: ToldAward
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFix:
    """What would help; ``what_if`` tries it."""

    sentence: str
    what_if: WhatIf
    completes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything a page shows."""

    title: str
    result: str
    progress: str
    """One sentence: how far it is."""
    counted: str
    share: Fraction
    """Counted of required, 0 to 1."""
    notices: tuple[str, ...]
    tree: ToldGroup
    loose: tuple[ToldSlot, ...]
    """Slots that no group needs."""
    missing: tuple[str, ...]
    fixes: tuple[ToldFix, ...]
    unused: tuple[ToldUnused, ...]


def told(result: PathwayResult, languages: Sequence[str] = ("en",)) -> Told:
    """Say a result in words; titles in the first of ``languages`` that they have."""
    teller = Teller(result, languages)
    return Told(
        title=title_of(result.pathway, languages),
        result=result.result,
        progress=teller.progress(),
        counted=teller.counted(),
        share=share(result),
        notices=tuple(teller.notices()),
        tree=teller.group(result.pathway.tree),
        loose=tuple(teller.loose()),
        missing=tuple(teller.missing()),
        fixes=tuple(teller.fix(one) for one in result.fixes),
        unused=tuple(
            ToldUnused(
                award=teller.award(one.award),
                reasons=tuple(teller.why(one.reasons)),
            )
            for one in result.unused
        ),
    )


def title_of(pathway: Pathway, languages: Sequence[str]) -> str:
    """The pathway's title."""
    return _text(pathway.title, languages) or pathway.id


def _text(texts: Texts, languages: Sequence[str]) -> str:
    found = best(texts, languages)
    return found.text if found else ""


class Teller:
    """The words of one result; ``overview`` takes its names from here too."""

    def __init__(self, result: PathwayResult, languages: Sequence[str]) -> None:
        self.result = result
        self.languages = languages
        self.unit = unit_name(result.pathway.unit.unit)
        self.slots: Mapping[str, SlotResult] = {one.id: one for one in result.slots}
        self.names = {one: self._name(one) for one in result.awards}

    def _name(self, award: str) -> str:
        held = self.result.awards[award]
        if not held.is_proven:
            return words.not_proven(held.file, award[:8])
        return _text(held.title, self.languages) or words.untitled()

    def award(
        self, award: str, amount: Fraction | None = None, ratio: Converted | None = None
    ) -> ToldAward:
        """An award, with its credits where it counts."""
        held = self.result.awards[award]
        return ToldAward(
            id=award,
            credential_id=held.credential_id,
            title=self.names[award],
            issuer=held.issuer_names[0] if held.issuer_names else "",
            planned=is_planned(award),
            is_held=is_held(award),
            amount=""
            if amount is None
            else f"{number(shown(amount))} {self.unit}{self._from(ratio)}",
        )

    def _from(self, ratio: Converted | None) -> str:
        """By which ratio it counts, and who says so (W7)."""
        if ratio is None:
            return ""
        stated = {
            name: None if one is None else shown(one)
            for name, one in (
                ("amount", ratio.amount),
                ("hours", ratio.hours),
                ("per_credit", ratio.per_credit),
                ("to_unit", ratio.to_unit),
            )
        }
        return f" ({words.converted(ratio.framework, self.unit, ratio.source, stated)})"

    def counted(self) -> str:
        """How much counts, of how much."""
        least = self.result.required.least
        have = shown_below(self.result.counted, least) if least else shown(self.result.counted)
        enough = self.result.counted >= (least or 0)
        said = words.counted(have, shown(least) if least else None, self.unit, enough=enough)
        if self.result.excess:
            said = f"{said}. {words.excess(shown(self.result.excess), self.unit)}"
        others = [
            f"{number(shown(amount))} {ratio.framework}"
            for amount, ratio in equivalents(self.result.counted, self.result.pathway.unit)
        ]
        return f"{said} ({', '.join(others)})" if others and self.result.counted else said

    def progress(self) -> str:
        """The sentence beside the bar."""
        least = self.result.required.least
        missing = max((least or Fraction()) - self.result.counted, Fraction())
        return words.progress(
            self.result.result,
            shown(self.result.counted),
            shown_missing(missing),
            self.unit,
            parts=len(tuple(self.missing())),
        )

    def why(self, doubts: Sequence[Doubt]) -> Iterator[str]:
        """Reasons as sentences; slots and awards by their titles."""
        asked = level.asked(self.result.pathway)
        for one in doubts:
            slot = one.facts.get("slot")
            titled = {"slot": self.slot_title(slot)} if isinstance(slot, str) else {}
            yield reason(one.code, {**asked, **one.facts, **titled}, self.names)

    def notices(self) -> Iterator[str]:
        """What has to be known about the pathway and the answer."""
        owner = self.result.pathway.owner_name or ""
        yield from (words.notice(one, owner) for one in self.result.headline)
        if self.result.owner is not None:
            yield so_says(**self.result.owner.told())
        if self.result.equally_good > 1:
            yield words.equally_good(
                self.result.equally_good, more=self.result.more_equally_good
            )
        if self.result.more_fixes:
            yield words.more_fixes()
        if not self.result.proven_optimal:
            yield words.not_proven_best()

    # --- the graph ------------------------------------------------------------------------

    def group(self, node: Node) -> ToldGroup:
        """A box."""
        return ToldGroup(
            title=_text(node.title, self.languages) or self._group_title(node),
            met=self.result.groups[node.path],
            children=tuple(
                self.slot(self.result.pathway.slot(one))
                if isinstance(one, str)
                else self.group(one)
                for one in node.children
            ),
        )

    def _group_title(self, node: Node) -> str:
        if node is self.result.pathway.tree and node.op == "all":
            return words.root()
        return words.group(node.op, node.needed, len(node.children))

    def slot(self, slot: Slot) -> ToldSlot:
        """A tile."""
        found = self.slots[slot.id]
        is_open = found.state is State.MET and not found.items  # nothing is asked for
        return ToldSlot(
            id=slot.id,
            title=self.slot_title(slot.id),
            state=found.state,
            state_words=words.state("open" if is_open else found.state.value),
            takes=self._takes(slot),
            filled=tuple(self._filled(slot.id, one) for one in found.items),
            usable=tuple(self.award(one) for one in found.usable if one not in found.as_good),
            hints=tuple(self.award(one) for one in found.hints),
            as_good=tuple(self.award(one) for one in found.as_good),
            asks=tuple(self._asks(slot)),
            referred=tuple(self.award(one) for one in found.referred),
        )

    def _takes(self, slot: Slot) -> str:
        bounds = (slot.credits.least, slot.credits.most)
        least, most = (None if one is None else shown(one) for one in bounds)
        return takes(least, most, self.unit, int(slot.items.least or 0))

    def _filled(self, slot: str, one: Counted) -> ToldAward:
        return replace(
            self.award(one.award, one.credits, one.converted),
            placed=(one.award, slot) in self.result.what_if.pinned,
            route=words.route(one.route),
            notes=tuple(self.why(one.notes)),
        )

    def _asks(self, slot: Slot) -> Iterator[str]:
        labels = self.result.pathway.labels
        for address in sorted(fitting.skills_of(slot.match)):
            if address in labels:
                yield _text(labels[address], self.languages)

    def rule_name(self, rule: RuleResult | Rule) -> str:
        """What the document calls the rule, else what its kind is about."""
        own = next((one for one in self.result.pathway.rules if one.id == rule.id), None)
        return (_text(own.text, self.languages) if own else "") or words.rule_name(rule.type)

    def slot_title(self, slot_id: str) -> str:
        """What a slot is called."""
        return _text(self.result.pathway.slot(slot_id).title, self.languages) or slot_id

    def loose(self) -> Iterator[ToldSlot]:
        """Slots outside the tree."""
        inside = set(tree.slots_of(self.result.pathway.tree))
        yield from (self.slot(one) for one in self.result.pathway.slots if one.id not in inside)

    # --- what is missing ------------------------------------------------------------------

    def missing(self) -> Iterator[str]:
        """What is missing, each thing once."""
        if self.result.result == "complete":
            return
        yield from self._missing_in(self.result.pathway.tree)
        for rule in self.result.rules:
            unmet = rule.severity == "block" and rule.state is not State.MET
            if unmet or rule.state is State.INDETERMINATE:
                yield self._rule(rule)

    def _missing_in(self, node: Node | str) -> Iterator[str]:
        """Only what is needed: of a group that is met nothing is missing."""
        if isinstance(node, str):
            yield from self._missing_slot(node)
        elif node.op == "all":
            for one in node.children:
                yield from self._missing_in(one)
        elif not self.result.groups[node.path]:
            met = sum(self._is_met(one) for one in node.children)
            title = self.group(node).title
            yield words.missing_of_group(title, node.needed - met)

    def _is_met(self, node: Node | str) -> bool:
        if isinstance(node, str):
            return self.slots[node].state is State.MET
        return self.result.groups[node.path]

    def _missing_slot(self, slot_id: str) -> Iterator[str]:
        said = {
            State.UNMET: words.missing_slot,
            State.PARTLY: words.partly_slot,
            State.REFERRED: words.referred_slot,
        }
        state = self.slots[slot_id].state
        if state in said:
            yield said[state](self.slot_title(slot_id))

    def _rule(self, rule: RuleResult) -> str:
        if rule.state is State.INDETERMINATE:
            parameter = rule.facts.get("parameter")
            return words.rule_unknown(rule.type, str(parameter) if parameter else None)
        have, required = rule.have or Fraction(), rule.required or Fraction()
        return words.rule_missing(
            rule.type, shown_below(have, required), shown(required), self.unit
        )

    def fix(self, fix: Fix) -> ToldFix:
        """A small change that would help."""
        gives, counted = fix.gives.result, shown(fix.gives.counted)
        if fix.rule is not None:
            name = next(self.rule_name(one) for one in self.result.rules if one.id == fix.rule)
            lets = quoted([self.names[one] for one in fix.lets])
            said = words.fix_waive(name, lets, gives, counted, self.unit)
            change = WhatIf(waived=frozenset((fix.rule,)))
            return ToldFix(sentence=said, what_if=change, completes=gives == "complete")
        if fix.award is not None:
            said = words.fix_renew(self.names[fix.award], gives, counted, self.unit)
            change = WhatIf(renewed=frozenset((fix.award,)))
            return ToldFix(sentence=said, what_if=change, completes=gives == "complete")
        owner = self.result.pathway.owner_name if fix.issuer else None
        slot = self.slot_title(fix.slot or "")
        least = shown(fix.at_least or Fraction())
        said = words.fix_add(slot, least, self.unit, gives, owner=owner)
        planned = Planned(
            slot=fix.slot or "",
            title=words.some_course(slot),
            credits=fix.at_least or Fraction(),
            by_owner=fix.issuer is not None,
        )
        change = WhatIf(planned=(planned,))
        return ToldFix(sentence=said, what_if=change, completes=gives == "complete")
