"""Lists of one role and name put together, and references between their tables resolved.

Rules
-----
1. Rows of one id are one: an agency with a registration before one without, a body with more
   names before one with fewer. A body or decision that is told twice in two ways is a bad row,
   and the first one stays.
2. A decision's agency may be named by acronym, a body by another identifier (``?eter:PT0001``).
3. A list of institutions covers the countries of its institutions, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wallet.register import (
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    RelationRow,
    index_key,
)
from wallet.trust.reading.interface import BadRow, ReadList
from wallet.trust.rows import Row, TermRow


def joined(
    lists: Iterable[ReadList], bad: Iterable[BadRow]
) -> tuple[tuple[ReadList, ...], tuple[BadRow, ...]]:
    """The lists, each once, and every bad row."""
    groups: dict[tuple[str, str], list[ReadList]] = {}
    for one in lists:
        groups.setdefault((one.role, one.name), []).append(one)
    found: list[ReadList] = []
    told = list(bad)
    for parts in groups.values():
        where = {name: place for part in parts for name, place in part.where.items()}
        table = _Table(parts[0].name, where)
        rows = table.of([row for part in parts for row in part.rows])
        told += table.bad
        if rows:
            found.append(
                replace(
                    parts[0],
                    rows=rows,
                    dated=min(part.dated for part in parts),
                    countries=_countries(rows) or _stated(parts),
                    sandbox=any(part.sandbox for part in parts),
                    bad=(),
                )
            )
    return tuple(found), tuple(told)


class _Table:
    """The rows of one list, while they are put together."""

    def __init__(self, name: str, where: Mapping[str, tuple[str, str]]) -> None:
        self.bad: list[BadRow] = []
        self._name = name
        self._where = where
        self._agencies: dict[str, AgencyRow] = {}
        self._acronyms: dict[str, str] = {}
        self._bodies: dict[str, InstitutionRow] = {}
        self._bearers: dict[tuple[str, str], str] = {}
        self._decisions: dict[str, DecisionRow] = {}
        self._terms: dict[str, TermRow] = {}

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that stay."""
        for row in rows:
            self._learn(row)
        others = [row for row in rows if self._keep(row)]
        used = {one.agency for one in self._decisions.values()}
        agencies = [one for one in self._agencies.values() if one.registered or one.id in used]
        return [
            *agencies,
            *self._bodies.values(),
            *self._decisions.values(),
            *self._terms.values(),
            *others,
        ]

    def _learn(self, row: Row) -> None:
        match row:
            case AgencyRow():
                self._learn_agency(row)
            case InstitutionRow():
                held_body = self._bodies.setdefault(row.id, row)
                if _says_other(held_body, row):
                    self._refuse("told_twice", row.id, row.id)
                elif len(row.names) > len(held_body.names):
                    self._bodies[row.id] = row
            case IdentifierRow():
                key = row.scheme, index_key(row.scheme, row.value)
                self._bearers.setdefault(key, row.institution)
            case _:
                return

    def _learn_agency(self, row: AgencyRow) -> None:
        held = self._agencies.get(row.id)
        if held is None or (row.registered and not held.registered):
            self._agencies[row.id] = row
        acronym = (row.acronym or "").casefold()
        if acronym and (row.registered or acronym not in self._acronyms):
            self._acronyms[acronym] = row.id

    def _keep(self, row: Row) -> bool:
        """Whether a row stays as it is; those of tables with ids are kept apart."""
        match row:
            case AgencyRow() | InstitutionRow():
                return False
            case DecisionRow():
                self._decide(row)
                return False
            case TermRow():
                held = self._terms.get(row.uri, row)
                self._terms[row.uri] = replace(row, labels={**row.labels, **held.labels})
                return False
            case RelationRow():
                return self._all_known((row.parent, row.child), row.parent)
            case IdentifierRow():
                # a table of identifiers alone speaks of bodies in other lists
                return not self._bodies or self._all_known((row.institution,), row.institution)
            case _:
                return True

    def _decide(self, row: DecisionRow) -> None:
        bodies = tuple(dict.fromkeys(self._body(one) for one in row.institutions))
        if not self._all_known(bodies, row.id):
            return
        made = replace(
            row,
            institutions=bodies,
            agency=self._agency(row.agency),
            contributors=tuple(self._agency(one) for one in row.contributors),
        )
        held = self._decisions.setdefault(row.id, made)
        if held != made:
            self._refuse("told_twice", row.id, row.id)

    def _body(self, name: str) -> str:
        if not name.startswith("?"):
            return name
        scheme, _, value = name[1:].partition(":")
        return self._bearers.get((scheme, index_key(scheme, value)), name)

    def _agency(self, name: str) -> str:
        name = name.strip()
        if name in self._agencies:
            return name
        found = self._acronyms.get(name.casefold())
        if found is None:
            found = name
        return found

    def _all_known(self, bodies: Iterable[str], of: str) -> bool:
        missing = [one for one in bodies if one not in self._bodies]
        for one in missing[:1]:
            self._refuse("unknown_institution", one.removeprefix("?"), of)
        return not missing

    def _refuse(self, reason: str, detail: str, of: str) -> None:
        file, line = self._where.get(of, (self._name, ""))
        self.bad.append(BadRow(file=file, line=line, reason=reason, detail=detail[:80]))


def _says_other(one: InstitutionRow, other: InstitutionRow) -> bool:
    """Whether two tellings of a body contradict each other; one may say less."""
    pairs: tuple[tuple[Any, Any], ...] = (
        (one.country, other.country),
        (one.closed, other.closed),
        (one.kind, other.kind),
    )
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _stated(parts: Sequence[ReadList]) -> frozenset[str] | None:
    """What the sources say that they cover, where all of them say something."""
    told = [one.countries for one in parts]
    if None in told:
        return None
    return frozenset(code for one in told for code in one or ())


def _countries(rows: Iterable[Row]) -> frozenset[str] | None:
    found = {one.country for one in rows if isinstance(one, InstitutionRow)}
    if not found or None in found:
        return None
    return frozenset(one for one in found if one)
