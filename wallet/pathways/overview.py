"""Requirement by credential, rule by rule, skill by skill: what an advisor goes through.

Like ``telling``, in words; nothing here is counted anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from wallet.credential import Texts, best
from wallet.pathways import fitting, skills
from wallet.pathways.amounts import shown, shown_below
from wallet.pathways.document import Pathway
from wallet.pathways.fixes import may_waive
from wallet.pathways.outlook import Ahead
from wallet.pathways.planning import is_held
from wallet.pathways.result import PathwayResult, RuleResult, State, WhatIf
from wallet.pathways.rules.capstone import CapstoneRule
from wallet.pathways.rules.outcomes import OutcomesRule
from wallet.pathways.telling import Teller, ToldAward
from wallet.wording import pathway_overview as words
from wallet.wording.pathways import missing_slot, rule_short


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCell:
    """One credential in one requirement."""

    code: str
    """``counts``, ``fits``, ``refer``, ``no`` or ``blank`` (it is not what is asked for)."""
    words: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMatrix:
    """Slots down, credentials across, those that count first."""

    slots: tuple[str, ...]
    awards: tuple[ToldAward, ...]
    cells: tuple[tuple[ToldCell, ...], ...]
    """One row a slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRule:
    """One rule of the pathway."""

    id: str
    name: str
    state: State
    words: str
    """How it stands: met, or how much of how much."""
    short: str = ""
    """How much of how much, without the state."""
    details: tuple[str, ...] = ()
    """What of it is missing, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSkill:
    """A skill that is asked for, or that comes with what counts."""

    label: str
    address: str
    asked: bool
    by: tuple[str, ...]
    """Titles of the counted credentials that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The second half of the page."""

    items: str
    """How many credentials count, of how many."""
    rules: tuple[ToldRule, ...]
    matrix: ToldMatrix
    skills: tuple[ToldSkill, ...]
    waivable: tuple[tuple[str, str], ...] = ()
    """Name and id of each rule that an advisor may set aside, also of those that were."""


def overview(result: PathwayResult, languages: Sequence[str] = ("en",)) -> Overview:
    """Everything in words; titles in the first of ``languages`` that they have."""
    told = _Overview(result, languages)
    used = told.used
    return Overview(
        items=words.items(sum(map(is_held, used)), sum(map(is_held, result.awards))),
        rules=tuple(told.rule(one) for one in result.rules),
        matrix=told.matrix(),
        skills=tuple(told.skills()),
        waivable=tuple(
            (told.teller.rule_name(one), one.id)
            for one in result.pathway.rules
            if may_waive(one)
        ),
    )


class _Overview:
    def __init__(self, result: PathwayResult, languages: Sequence[str]) -> None:
        self.result = result
        self.languages = languages
        self.teller = Teller(result, languages)
        self.credits: Mapping[tuple[str, str], Fraction] = {
            (one.award, slot.id): one.credits for slot in result.slots for one in slot.items
        }
        self.used = {award for award, _ in self.credits}

    # --- rules ----------------------------------------------------------------------------

    def rule(self, rule: RuleResult) -> ToldRule:
        said, short = words.rule_state(rule.state.value), ""
        if rule.required is not None and rule.have is not None and rule.state is not State.MET:
            have = shown_below(rule.have, rule.required)
            unit = self.teller.unit
            short = rule_short(rule.type, have, shown(rule.required), unit)
            said = words.rule_amount(said, short)
        awaited = self._awaited(rule)
        if awaited is not None:
            said = missing_slot(awaited)
        return ToldRule(
            id=rule.id,
            name=self.teller.rule_name(rule),
            state=rule.state if awaited is None else State.INDETERMINATE,
            words=said,
            short=short or said,
            details=tuple(self._details(rule)),
        )

    def _awaited(self, rule: RuleResult) -> str | None:
        """The title of the slot for a final work that is not there: nothing to judge yet."""
        found = next(one for one in self.result.pathway.rules if one.id == rule.id)
        if rule.state is not State.MET or not isinstance(found, CapstoneRule):
            return None
        is_there = any(one.id == found.slot and one.items for one in self.result.slots)
        return None if is_there else self.teller.slot_title(found.slot)

    def _details(self, rule: RuleResult) -> Iterator[str]:
        for name in ("essential", "others"):
            for address in _texts(rule.facts.get(name)):
                yield words.uncovered(self.label(address), essential=name == "essential")
        for award in _texts(rule.facts.get("items")):
            yield words.breaks(self.teller.names.get(award, award))
        if rule.facts.get("excess"):
            yield words.excess(str(rule.facts["excess"]), self.teller.unit)

    # --- matrix ---------------------------------------------------------------------------

    def matrix(self) -> ToldMatrix:
        awards = sorted(self.result.awards, key=lambda one: (one not in self.used, one))
        slots = self.result.pathway.slots
        return ToldMatrix(
            slots=tuple(self.teller.slot_title(one.id) for one in slots),
            awards=tuple(self.teller.award(one) for one in awards),
            cells=tuple(
                tuple(self._cell(award, slot.id) for award in awards) for slot in slots
            ),
        )

    def _cell(self, award: str, slot: str) -> ToldCell:
        if (award, slot) in self.credits:
            amount = f"{shown(self.credits[award, slot])} {self.teller.unit}"
            return ToldCell(code="counts", words=words.counts(amount))
        doubts = self.result.reasons.get((award, slot))
        if doubts is None:
            return ToldCell(code="blank", words=words.cell("blank"))
        if not doubts:
            return ToldCell(code="fits", words=words.cell("fits"))
        code = "refer" if all(one.refer for one in doubts) else "no"
        return ToldCell(
            code=code, words=words.cell(code), reasons=tuple(self.teller.why(doubts))
        )

    # --- skills ---------------------------------------------------------------------------

    def skills(self) -> Iterator[ToldSkill]:
        asked = self._asked()
        for address in sorted(asked, key=self.label):
            yield self._skill(address, asked=True)
        named = {one for award in self.used for one in self.result.awards[award].skills}
        others = {one for one in named if not any(skills.covers(two, one) for two in asked)}
        for address in sorted(others, key=self.label):
            if "://" in address:
                yield self._skill(address, asked=False)

    def _asked(self) -> frozenset[str]:
        return asked_skills(self.result.pathway)

    def _skill(self, address: str, *, asked: bool) -> ToldSkill:
        by = (
            self.teller.names[one]
            for one in sorted(self.used)
            if skills.covered((address,), self.result.awards[one].skills)
        )
        return ToldSkill(label=self.label(address), address=address, asked=asked, by=tuple(by))

    def label(self, address: str) -> str:
        """By the pathway, else by a counted credential, else the end of the address."""
        sources: list[Mapping[str, Texts]] = [self.result.pathway.labels]
        sources.extend(self.result.awards[one].labels for one in sorted(self.used))
        for labels in sources:
            found = best(labels.get(address, ()), self.languages)
            if found is not None:
                return found.text
        return address.rstrip("/").rpartition("/")[2] or address


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One thing that is tried out."""

    sentence: str
    without: WhatIf
    """The trial without this one."""


def changes(
    result: PathwayResult, languages: Sequence[str] = ("en",)
) -> tuple[ToldChange, ...]:
    """Everything that is tried out, each with what is left without it."""
    teller, trial = Teller(result, languages), result.what_if
    found = [
        ToldChange(
            sentence=words.trial_waive(teller.rule_name(rule)),
            without=replace(trial, waived=trial.waived - {rule.id}),
        )
        for rule in result.pathway.rules
        if rule.id in trial.waived
    ]
    found.extend(
        ToldChange(
            sentence=words.trial_renew(teller.names.get(award, award)),
            without=replace(trial, renewed=trial.renewed - {award}),
        )
        for award in sorted(trial.renewed)
    )
    for number, one in enumerate(trial.planned):
        others = trial.planned[:number] + trial.planned[number + 1 :]
        amount = f"{shown(one.credits)} {teller.unit}"
        said = words.trial_plan(one.title, amount, teller.slot_title(one.slot))
        found.append(ToldChange(sentence=said, without=replace(trial, planned=others)))
    return tuple(found)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def told_ahead(
    result: PathwayResult, days: Sequence[Ahead], languages: Sequence[str] = ("en",)
) -> tuple[str, ...]:
    """What time alone will change, one sentence a day."""
    teller = Teller(result, languages)
    before = (result.result, *(one.result for one in days))
    return tuple(
        words.ahead(
            one.on.isoformat(),
            [teller.names[award] for award in one.awards],
            [teller.slot_title(slot) for slot in one.reopened],
            complete=one.result == "complete",
            was_complete=was == "complete",
            counted=f"{shown(one.counted)} {teller.unit}",
        )
        for was, one in zip(before, days, strict=False)
    )


def asked_skills(pathway: Pathway) -> frozenset[str]:
    """Addresses of the skills that its requirements and rules name."""
    rules = [one.outcomes for one in pathway.rules if isinstance(one, OutcomesRule)]
    slots = [fitting.skills_of(one.match) for one in pathway.slots]
    return frozenset().union(*rules, *slots)
