"""A register in memory: rows in, answers out, the same as a bundle's index gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from wallet.register import (
    AccreditationRow,
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    IssuerRow,
    NameOf,
    RegisterSource,
    RelationRow,
    SealServiceRow,
)
from wallet.register.names import index_key, name_key


def source(**changes: Any) -> RegisterSource:
    """A confirmed DEQAR snapshot of 1 November 2026, accepted long ago."""
    told: dict[str, Any] = {
        "role": "registry/deqar",
        "name": "DEQAR",
        "signer": "Test operator",
        "bundle": "Test bundle",
        "bundle_sha256": "b0" * 32,
        "root_sha256": "a0" * 32,
        "as_of": datetime(2026, 11, 1, tzinfo=UTC),
        "received_at": datetime(2026, 11, 2, tzinfo=UTC),
        "root_added_at": datetime(2026, 1, 1, tzinfo=UTC),
        "confirmed": True,
        **changes,
    }
    return RegisterSource(**told)


SOURCE = source()


def institution(institution_id: str, name: str = "", **changes: Any) -> InstitutionRow:
    """A higher education institution."""
    names = changes.pop("names", (NameOf(text=name or institution_id),))
    return InstitutionRow(id=institution_id, names=names, **{"source": SOURCE, **changes})


def decision(decision_id: str, *institutions: str, **changes: Any) -> DecisionRow:
    """A positive, obligatory, institutional decision from 2020 on."""
    told: dict[str, Any] = {
        "agency": "agency-1",
        "type": "institutional",
        "status": "obligatory",
        "decision": "positive",
        "start": date(2020, 1, 1),
        "source": SOURCE,
        **changes,
    }
    return DecisionRow(id=decision_id, institutions=institutions, **told)


@dataclass(frozen=True, kw_only=True)
class MemoryRegister:
    """Answers from tuples of rows."""

    rows: tuple[Any, ...] = ()
    sha256: str = "b0" * 32
    sources: tuple[RegisterSource, ...] = field(default=(SOURCE,))

    def _of(self, kind: type[Any]) -> Iterable[Any]:
        return (one for one in self.rows if isinstance(one, kind))

    def institution(self, institution_id: str) -> InstitutionRow | None:
        return next((one for one in self._of(InstitutionRow) if one.id == institution_id), None)

    def institutions_by(self, scheme: str, value: str) -> tuple[InstitutionRow, ...]:
        ids = {
            one.institution
            for one in self._of(IdentifierRow)
            if one.scheme == scheme and index_key(scheme, one.value) == index_key(scheme, value)
        }
        return tuple(one for one in self._of(InstitutionRow) if one.id in ids)

    def institutions_named(
        self, name: str, country: str | None = None
    ) -> tuple[InstitutionRow, ...]:
        return tuple(
            one
            for one in self._of(InstitutionRow)
            if name_key(name) in {name_key(each.text) for each in one.names}
            and country in (None, one.country)
        )

    def search(
        self, text: str, country: str | None = None, most: int = 100
    ) -> tuple[InstitutionRow, ...]:
        words = name_key(text).split()
        return tuple(
            one
            for one in self._of(InstitutionRow)
            if any(all(word in name_key(each.text) for word in words) for each in one.names)
            and country in (None, "", one.country)
        )[:most]

    def countries(self) -> tuple[str, ...]:
        found = {one.country for one in self._of(InstitutionRow)}
        return tuple(sorted(one for one in found if one))

    def identifiers(self, institution: str) -> tuple[IdentifierRow, ...]:
        return tuple(one for one in self._of(IdentifierRow) if one.institution == institution)

    def relations(self, institution: str) -> tuple[RelationRow, ...]:
        return tuple(
            one for one in self._of(RelationRow) if institution in (one.parent, one.child)
        )

    def next_update(self, source: RegisterSource) -> datetime | None:
        told = [
            one.next_update
            for one in self._of(SealServiceRow)
            if one.source == source and one.next_update is not None
        ]
        return min(told, default=None)

    def agency(self, agency_id: str) -> AgencyRow | None:
        return next((one for one in self._of(AgencyRow) if one.id == agency_id), None)

    def decisions(self, institution: str) -> tuple[DecisionRow, ...]:
        found = (one for one in self._of(DecisionRow) if institution in one.institutions)
        return tuple(sorted(found, key=lambda one: (one.start, one.id)))

    def decision(self, decision_id: str) -> DecisionRow | None:
        return next((one for one in self._of(DecisionRow) if one.id == decision_id), None)

    def issuers(self, issuer_id: str) -> tuple[IssuerRow, ...]:
        return tuple(one for one in self._of(IssuerRow) if one.id == issuer_id)

    def seal_services(self, key_id: str) -> tuple[SealServiceRow, ...]:
        return tuple(one for one in self._of(SealServiceRow) if one.key_id == key_id)

    def accreditations(self, subject: str) -> tuple[AccreditationRow, ...]:
        return tuple(one for one in self._of(AccreditationRow) if one.subject == subject)
