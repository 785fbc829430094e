"""Registers as a person looks through them: find an institution, see all that is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wallet.register import (
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    Register,
    RelationRow,
)

MOST_FOUND = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionFile:
    """All that one register says of an institution."""

    row: InstitutionRow
    identifiers: tuple[IdentifierRow, ...]
    relations: tuple[RelationRow, ...]
    decisions: tuple[DecisionRow, ...]
    """Oldest first."""
    agencies: Mapping[str, AgencyRow]
    names: Mapping[str, str]
    """Names of the institutions that it is related to, by id."""


def search(
    registers: Iterable[Register], text: str, country: str | None
) -> tuple[InstitutionRow, ...]:
    """Bodies of all these registers, by name, country or identifier."""
    found: list[InstitutionRow] = []
    for one in registers:
        found += one.search(text, country, MOST_FOUND)
    return tuple(sorted(found, key=lambda one: one.names[0].text.casefold())[:MOST_FOUND])


def countries(registers: Iterable[Register]) -> tuple[str, ...]:
    """Where the institutions of all these registers are."""
    return tuple(sorted({code for one in registers for code in one.countries()}))


def open_file(registers: Iterable[Register], row: InstitutionRow) -> InstitutionFile | None:
    """All that the register of this row says of it; None where it is no longer in use."""
    register = _of(registers, row.source.bundle_sha256)
    return None if register is None else _file(register, row)


def look_up(
    registers: Iterable[Register], bundle_sha256: str, institution: str
) -> InstitutionFile | None:
    """The same, of an institution by its id."""
    register = _of(registers, bundle_sha256)
    row = None if register is None else register.institution(institution)
    return None if register is None or row is None else _file(register, row)


def _of(registers: Iterable[Register], bundle_sha256: str) -> Register | None:
    return next((one for one in registers if one.sha256 == bundle_sha256), None)


def _file(register: Register, row: InstitutionRow) -> InstitutionFile:
    decisions = register.decisions(row.id)
    relations = register.relations(row.id)
    agencies = (register.agency(one) for one in {one.agency for one in decisions})
    others = {one.parent for one in relations} | {one.child for one in relations}
    related = (register.institution(one) for one in others - {row.id})
    return InstitutionFile(
        row=row,
        identifiers=register.identifiers(row.id),
        relations=relations,
        decisions=decisions,
        agencies={one.id: one for one in agencies if one is not None},
        names={one.id: one.names[0].text for one in related if one is not None},
    )
