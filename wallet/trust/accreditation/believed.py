"""Which rows count at all: who may be believed, and for what (D.11, D.5 rows 18 and 19).

Rules
-----
S1. A root whose fingerprint nobody has compared says nothing yet.
S2. A sandbox or demo list counts in the demo wallet only.
S3. A list speaks for the countries that it declares to cover, and no others: neither who a body
    abroad is, nor what was decided about it, nor who may speak for it.
S4. A list speaks for the sectors that it declares.
S5. A list speaks for the days that it declares.
S6. An identifier counts while it is the body's own: a domain may be sold to somebody else.
S7. Several bundles stand side by side: rows of all count, each under its own source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from wallet.register import (
    AccreditationRow,
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    IssuerRow,
    Register,
    RegisterSource,
    RelationRow,
    SealServiceRow,
)
from wallet.register.names import index_key
from wallet.trust.accreditation.question import Question

_SECTORS = {"hei": "higher_education", "other_provider": "other_provider"}
_NO_REGISTERS = ("tl/", "taxonomy", "status", "agreements", "pathways", "policy")
"""Roles of lists that do not say who an awarding body is."""
_LOWERS = ("platform",)
"""Links that only take away what else would count: any list may tell them."""


class _Row(Protocol):
    @property
    def source(self) -> RegisterSource: ...


_R = TypeVar("_R", bound=_Row)


def is_confirmed(source: RegisterSource) -> bool:
    """S1."""
    return source.confirmed


def is_real(source: RegisterSource, question: Question) -> bool:
    """S2."""
    return question.allow_sandbox or not source.sandbox


def speaks_of(source: RegisterSource, body: InstitutionRow) -> bool:
    """S3: what a list adds to a body of another list's; its own bodies are judged as such."""
    return source == body.source or covers_country(source, body.country)


def covers_country(source: RegisterSource, country: str | None) -> bool:
    """S3. Where no country is known, nothing can be held against the list."""
    return country is None or source.countries is None or country in source.countries


def covers_sector(source: RegisterSource, kind: str) -> bool:
    """S4; ``kind`` is that of an institution."""
    sector = _SECTORS.get(kind, "higher_education")
    return source.sectors is None or sector in source.sectors


def covers_day(source: RegisterSource, day: date) -> bool:
    """S5."""
    begun = source.covers_from is None or source.covers_from <= day
    return begun and (source.covers_to is None or day <= source.covers_to)


def is_register(source: RegisterSource) -> bool:
    """Whether a list says who awarding bodies or issuers are."""
    return not source.role.startswith(_NO_REGISTERS)


def side_by_side(registers: Iterable[Register]) -> tuple[Register, ...]:
    """S7: which registers are asked: every one, none before another."""
    return tuple(registers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """The rows of all registers that count for a question (S7)."""

    registers: tuple[Register, ...]
    question: Question
    same: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """Ids of one body, by one of them: asked many times for one question."""
    known_agencies: dict[str, tuple[AgencyRow, ...]] = field(
        default_factory=dict, compare=False
    )
    """As ``same``: hundreds of decisions of one body are by a handful of agencies."""

    unconfirmed_too: bool = False
    """Only to say what would be known if somebody compared a fingerprint."""

    @classmethod
    def over(
        cls, registers: Iterable[Register], question: Question, *, unconfirmed_too: bool = False
    ) -> Believed:
        """What these registers say that counts for a question."""
        return cls(
            registers=side_by_side(registers),
            question=question,
            unconfirmed_too=unconfirmed_too,
        )

    def counts(self, source: RegisterSource) -> bool:
        """Whether rows of this list are believed."""
        known = self.unconfirmed_too or is_confirmed(source)
        return known and is_real(source, self.question)

    @property
    def sources(self) -> tuple[RegisterSource, ...]:
        """Lists that count and name bodies or issuers."""
        return tuple(
            one
            for register in self.registers
            for one in register.sources
            if is_register(one) and self.counts(one)
        )

    @property
    def newest_signing(self) -> date:
        """The newest day on which a list that counts was fetched or its bundle signed."""
        found = [
            one.signed_at or one.as_of
            for register in self.registers
            for one in register.sources
            if self.counts(one)
        ]
        return max(found).date() if found else date.min

    @property
    def unconfirmed(self) -> tuple[RegisterSource, ...]:
        """Lists that would count if somebody compared their fingerprint."""
        return tuple(
            one
            for register in self.registers
            for one in register.sources
            if is_register(one) and is_real(one, self.question) and not is_confirmed(one)
        )

    def institutions(self, institution_id: str) -> tuple[InstitutionRow, ...]:
        """One body, as each register has it."""
        found = (one.institution(institution_id) for one in self.registers)
        return self._kept(one for one in found if one is not None)

    def institutions_by(self, scheme: str, value: str) -> tuple[InstitutionRow, ...]:
        """Bodies that bear an identifier on the day that counts for keys."""
        return tuple(
            row
            for register in self.registers
            for row in self._kept(register.institutions_by(scheme, value))
            if self._bears(register, row, scheme, value)
        )

    def institutions_named(self, name: str, country: str | None) -> tuple[InstitutionRow, ...]:
        """Bodies that bear or bore a name."""
        return self._all(lambda one: one.institutions_named(name, country))

    def identifiers(self, institution: str) -> tuple[IdentifierRow, ...]:
        """By what a body is known, in the words of lists that speak for its country (S3)."""
        bodies = self.institutions(institution)
        return tuple(
            row
            for row in self._all(lambda one: one.identifiers(institution))
            if all(speaks_of(row.source, one) for one in bodies)
        )

    def relations(self, institution: str) -> tuple[RelationRow, ...]:
        """How a body hangs together with others, by lists that speak for both ends (S3)."""
        return tuple(
            row
            for row in self._all(lambda one: one.relations(institution))
            if row.kind in _LOWERS
            or all(
                speaks_of(row.source, body)
                for end in (row.parent, row.child)
                for body in self.institutions(end)
            )
        )

    def decisions(self, institution: str) -> tuple[DecisionRow, ...]:
        """That name a body, in lists that speak for its country (S3).

        The same decision out of two bundles stands twice.
        """
        bodies = self.institutions(institution)
        return tuple(
            row
            for row in self._all(lambda one: one.decisions(institution))
            if all(speaks_of(row.source, one) for one in bodies)
        )

    def decision(self, decision_id: str) -> tuple[DecisionRow, ...]:
        """One decision, as each register has it."""
        found = (one.decision(decision_id) for one in self.registers)
        return self._kept(one for one in found if one is not None)

    def agencies(self, agency_id: str) -> tuple[AgencyRow, ...]:
        """One agency, as each register has it."""
        if agency_id not in self.known_agencies:
            found = (one.agency(agency_id) for one in self.registers)
            self.known_agencies[agency_id] = self._kept(one for one in found if one is not None)
        return self.known_agencies[agency_id]

    def issuers(self, issuer_id: str) -> tuple[IssuerRow, ...]:
        """What lists say of an identifier, on the day that counts for keys."""
        day = self.question.key_day
        return tuple(
            one
            for one in self._all(lambda each: each.issuers(issuer_id))
            if one.valid.holds(day)
        )

    def seal_services(self, key_id: str) -> tuple[SealServiceRow, ...]:
        """Trust services with this key."""
        return self._all(lambda one: one.seal_services(key_id))

    def accreditations(self, subject: str) -> tuple[AccreditationRow, ...]:
        """Signed accreditations of an identifier, unproven."""
        return self._all(lambda one: one.accreditations(subject))

    def _bears(self, register: Register, row: InstitutionRow, scheme: str, value: str) -> bool:
        key, day = index_key(scheme, value), self.question.key_day
        return any(
            one.scheme == scheme
            and index_key(scheme, one.value) == key
            and bears_now(one, day)
            and self.counts(one.source)
            and speaks_of(one.source, row)
            for one in register.identifiers(row.id)
        )

    def _all(self, ask: Callable[[Register], Iterable[_R]]) -> tuple[_R, ...]:
        return tuple(row for one in self.registers for row in self._kept(ask(one)))

    def _kept(self, rows: Iterable[_R]) -> tuple[_R, ...]:
        return tuple(one for one in rows if self.counts(one.source))


def bears_now(identifier: IdentifierRow, day: date) -> bool:
    """S6."""
    return identifier.valid.holds(day)
