"""Agreements on recognition, and learning agreements (spec/pathways.md, E.6).

Rules
-----
1. An agreement is a signed paper (``agreement/1``): its parties, the modules that it is about,
   the pathways and slots in which they count, conditions, and from when to when.
2. It is *confirmed* when every party has signed it with a key of its own, one of these keys is
   by itself an identifier of the pathway's owner, and the award's issuer is among the parties.
   What else a party calls itself, the owner's signature vouches for, and nothing without it.
   Only then its route is ``automatic``; a learning agreement, signed by student, home and host,
   has route ``ad-hoc``, and is about that student alone.
3. An agreement that is not confirmed is no more than a hint: the item is referred to an
   advisor, and which agreement it was is said.
4. Its conditions are rules about single items, read like those of a pathway. One that is not
   known, or is about more than one item, refuses the document.
5. It covers an award made on a day on which it was valid. One that would, but for its days,
   keeps the item out and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from wallet.credential import Texts
from wallet.encoding import jcs
from wallet.errors import Fact, InputError
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Match, Pathway, Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules import read_rule
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule
from wallet.proofs import papers

FORMAT = "agreement"
AGREEMENT, LEARNING = "agreement", "learning-agreement"
HOME, HOST, STUDENT, PARTNER = "home", "host", "student", "partner"
_MEMBERS = (
    *("format", "id", "kind", "title", "parties", "modules", "pathways", "slots"),
    *("conditions", "validFrom", "validUntil", "reason"),
)
NOT_CONFIRMED, OTHER_DAYS = "agreement_not_confirmed", "agreement_other_days"
NOT_SIGNED, NOT_OWNER, NOT_ISSUER = "not_signed", "not_owner", "not_issuer"
NOT_STUDENT = "not_student"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who agrees."""

    name: str
    role: str
    identifiers: frozenset[str]
    keys: frozenset[str]
    """Those of the identifiers whose own key signed the agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement that is sound; its signatures hold."""

    id: str
    kind: str
    title: Texts
    parties: tuple[Party, ...]
    modules: frozenset[str]
    """Ids of the definitions that it is about."""
    pathways: frozenset[str]
    """Ids of pathways; empty: any."""
    slots: frozenset[str]
    """Ids of slots; empty: any."""
    conditions: tuple[ItemRule, ...]
    valid_from: date | None
    valid_until: date | None
    reason: str = ""
    """Why they agree, in their own words."""
    module_titles: Mapping[str, Texts] = field(default_factory=dict)
    """Id of a module -> what the document calls it."""
    signatures: tuple[papers.Signature, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The whole paper, signatures included."""
    of_learner: bool = False
    """Whether the learner is known to be its student: see the function of that name."""

    @property
    def key(self) -> str:
        """Hex SHA-256 of its text without signatures: anybody can write down another's id."""
        return hashlib.sha256(jcs.canonical(papers.bare(self.document))).hexdigest()

    @property
    def route(self) -> str:
        """By which way an item counts through it, once it is confirmed (rule 2)."""
        return "ad-hoc" if self.kind == LEARNING else "automatic"

    def covers(self, award: HeldAward, pathway: Pathway, slot: Slot) -> bool:
        """Whether it is about this award in this slot (rules 1 and 5)."""
        return self.is_about(award, pathway, slot) and self.is_valid_on(award.award_date)

    def is_valid_on(self, day: date | None) -> bool:
        """Whether it was valid on a day; never where the day is not known."""
        if day is None:
            return False
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def is_about(self, award: HeldAward, pathway: Pathway, slot: Slot) -> bool:
        """The same but for its days."""
        return (
            bool(self.modules & set(award.definition_ids))
            and (not self.pathways or pathway.id in self.pathways)
            and (not self.slots or slot.id in self.slots)
        )

    @property
    def unsigned(self) -> tuple[Party, ...]:
        """Parties that have not signed it."""
        return tuple(one for one in self.parties if not one.keys)

    def is_confirmed(self, award: HeldAward, pathway: Pathway) -> bool:
        """Whether everybody concerned has signed it (rule 2)."""
        return self.not_confirmed(award, pathway) is None

    def not_confirmed(self, award: HeldAward, pathway: Pathway) -> str | None:
        """What rule 2 misses, such as ``not_signed``; None where it holds."""
        named = frozenset[str]().union(*(one.identifiers for one in self.parties))
        keys = frozenset[str]().union(*(one.keys for one in self.parties))
        if self.unsigned:
            return NOT_SIGNED
        if not pathway.owner_ids & keys:
            return NOT_OWNER
        if self.kind == LEARNING and not (self.of_learner or self.student & award.learner_ids):
            return NOT_STUDENT
        return None if award.issuer_id in named else NOT_ISSUER

    @property
    def student(self) -> frozenset[str]:
        """Every identifier of the student; empty where none is a party."""
        students = (one.identifiers for one in self.parties if one.role == STUDENT)
        return frozenset[str]().union(*students)

    def doubts(self, item: Item, pathway: Pathway, slot: Slot, day: Day) -> tuple[Doubt, ...]:
        """What speaks against counting an item through it (rules 3 and 4)."""
        found = [doubt for rule in self.conditions for doubt in rule.doubts(item, slot, day)]
        why = self.not_confirmed(item.award, pathway)
        if why is not None:
            facts = {"agreement": self.id, "why": why}
            found.append(Doubt(code=NOT_CONFIRMED, facts=facts, refer=True))
        if not self.is_valid_on(item.award.award_date):
            found.append(Doubt(code=OTHER_DAYS, facts=self._days()))
        return tuple(found)

    def _days(self) -> dict[str, Fact]:
        days = {"from": self.valid_from, "until": self.valid_until}
        return {name: day.isoformat() for name, day in days.items() if day is not None}


def read(data: bytes, now: datetime) -> Agreement:
    """An agreement, with its signatures checked.

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_json``, or
            ``malformed_agreement`` with ``member`` and ``reason``.
    """
    paper = papers.read(data, FORMAT, now)
    try:
        return _read(paper)
    except InputError as error:
        # The members are read as a pathway's are; that it is no pathway is known here.
        raise InputError("malformed_agreement", **error.facts) from None


def _read(paper: papers.Paper) -> Agreement:
    signers = {one.did for one in paper.signatures}
    top = Fields(paper.body, "", _MEMBERS)
    kind = top.choice("kind", (AGREEMENT, LEARNING), AGREEMENT)
    parties = tuple(
        _party(Fields(one, at, ("name", "role", "identifiers")), signers)
        for at, one in top.items("parties")
    )
    _check_parties(parties, kind)
    valid_from, valid_until = top.day("validFrom"), top.day("validUntil")
    modules = _modules(top)
    if valid_from is not None and valid_until is not None and valid_from > valid_until:
        refuse("validFrom", "min_over_max")
    return Agreement(
        id=top.text("id"),
        kind=kind,
        title=top.texts("title"),
        parties=parties,
        modules=frozenset(modules),
        pathways=frozenset(top.words("pathways")),
        slots=frozenset(top.words("slots")),
        conditions=tuple(_condition(one, at) for at, one in top.items("conditions")),
        valid_from=valid_from,
        valid_until=valid_until,
        reason=top.maybe_text("reason") or "",
        module_titles=modules,
        signatures=paper.signatures,
        document=paper.document,
    )


def of_learner(agreements: Iterable[Agreement], keys: Collection[str]) -> tuple[Agreement, ...]:
    """The same, each told whether its student is the learner with these keys."""
    known = frozenset(keys)
    return tuple(replace(one, of_learner=bool(one.student & known)) for one in agreements)


def doubts_of(
    agreements: Iterable[Agreement], item: Item, pathway: Pathway, slot: Slot, day: Day
) -> tuple[Doubt, ...]:
    """What speaks against counting an item through all of these, each thing once."""
    found = {
        doubt.key: doubt for one in agreements for doubt in one.doubts(item, pathway, slot, day)
    }
    return tuple(found.values())


def named_in(match: Match | None) -> frozenset[str]:
    """Every agreement that a match names, also in its alternatives."""
    if match is None:
        return frozenset()
    own = frozenset([match.agreement] if match.agreement else [])
    return own.union(*(named_in(one) for one in (*match.any_of, *match.all_of)))


def agreeing(
    agreements: Iterable[Agreement], award: HeldAward, pathway: Pathway, slot: Slot
) -> tuple[Agreement, ...]:
    """Those that a slot names and that are about the award there, the best one first."""
    named = named_in(slot.match)
    found = [one for one in agreements if one.id in named]

    def rank(one: Agreement) -> tuple[bool, bool, str]:
        valid = one.is_valid_on(award.award_date)
        return not valid, not one.is_confirmed(award, pathway), one.id

    return tuple(sorted((one for one in found if one.is_about(award, pathway, slot)), key=rank))


def granted(match: Match, ids: frozenset[str]) -> Match:
    """The match with those agreements taken as met."""
    return replace(
        match,
        agreement=None if match.agreement in ids else match.agreement,
        any_of=tuple(granted(one, ids) for one in match.any_of),
        all_of=tuple(granted(one, ids) for one in match.all_of),
    )


def _party(fields: Fields, signers: set[str]) -> Party:
    identifiers = frozenset(fields.words("identifiers"))
    if not identifiers:
        refuse(fields.at("identifiers"), "missing")
    return Party(
        name=fields.text("name"),
        role=fields.choice("role", (HOME, HOST, STUDENT, PARTNER), PARTNER),
        identifiers=identifiers,
        keys=identifiers & signers,
    )


def _check_parties(parties: tuple[Party, ...], kind: str) -> None:
    if len(parties) < 2:  # noqa: PLR2004 - nobody agrees with themselves
        refuse("parties", "missing")
    every = [one for party in parties for one in party.identifiers]
    if len(set(every)) < len(every):
        refuse("parties", "duplicate")
    if kind == LEARNING and not {HOME, HOST, STUDENT} <= {one.role for one in parties}:
        refuse("parties", "missing")


def _modules(top: Fields) -> dict[str, Texts]:
    found: dict[str, Texts] = {}
    for at, one in top.items("modules"):
        part = Fields(one, at, ("definition", "title"))
        title, definitions = part.texts("title"), part.words("definition")
        if not definitions:
            refuse(part.at("definition"), "missing")
        found.update(dict.fromkeys(definitions, title))
    if not found:
        refuse("modules", "missing")
    return found


def _condition(value: object, member: str) -> ItemRule:
    rule = read_rule(value, member, frozenset())
    if not isinstance(rule, ItemRule) or rule.severity != "block":
        refuse(f"{member}.type", "unsupported_value")
    return rule
