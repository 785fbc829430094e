"""Lists of one role and name put together, and references between their tables resolved.

Rules
-----
1. Rows of one id are one: an agency with every registration, a body with more names before one
   with fewer, and what only the other tells. A body, a decision or a registration that is told
   twice in two ways is a bad row. Of a body the first stays; of the others what says less.
2. A decision's agency may be named by acronym, a body by another identifier (``?eter:PT0001``;
   a local one is its agency's). One that several bear names nobody.
3. A list of institutions covers the countries of its institutions, and no others.
4. A list that is whole by itself is replaced by a newer one, and not added to it: what was
   taken off since would be on it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from wallet.register import AgencyRow, DecisionRow, IdentifierRow, InstitutionRow, RelationRow
from wallet.register.names import index_key
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
    for every in groups.values():
        parts, replaced = _newest(every)
        told += replaced
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


def _newest(parts: list[ReadList]) -> tuple[list[ReadList], list[BadRow]]:
    """Rule 4."""
    newest = max(one.dated for one in parts)
    kept = [one for one in parts if not one.whole or one.dated == newest]
    old = [one for one in parts if one.whole and one.dated != newest]
    day = newest.date().isoformat()
    return kept, [
        BadRow(file=one.name, line="", reason="older_list", detail=day) for one in old
    ]


class _Table:
    """The rows of one list, while they are put together."""

    def __init__(self, name: str, where: Mapping[str, tuple[str, str]]) -> None:
        self.bad: list[BadRow] = []
        self._name = name
        self._where = where
        self._agencies: dict[str, AgencyRow] = {}
        self._acronyms: dict[str, set[str]] = {}
        self._bodies: dict[str, InstitutionRow] = {}
        self._bearers: dict[tuple[str, str], set[tuple[str, str | None]]] = {}
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
                else:
                    self._bodies[row.id] = _told_together(held_body, row)
            case IdentifierRow():
                key = row.scheme, index_key(row.scheme, row.value)
                self._bearers.setdefault(key, set()).add((row.institution, row.issuer))
            case _:
                return

    def _learn_agency(self, row: AgencyRow) -> None:
        held = self._agencies.get(row.id, row)
        known = {one.start: one for one in held.registered}
        for one in row.registered:
            other = known.setdefault(one.start, one)
            if one.end != other.end:
                self._refuse("told_twice", row.id, row.id)
                first = min(end for end in (one.end, other.end) if end is not None)
                known[one.start] = replace(one, end=first)
        better = held if held.registered else row
        self._agencies[row.id] = replace(better, registered=tuple(known.values()))
        if row.acronym and row.registered:
            self._acronyms.setdefault(row.acronym.casefold(), set()).add(row.id)

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
        by = self._agency(row.agency)
        bodies = tuple(dict.fromkeys(self._body(one, by) for one in row.institutions))
        if not self._all_known(bodies, row.id):
            return
        made = replace(
            row,
            institutions=bodies,
            agency=by,
            contributors=tuple(self._agency(one) for one in row.contributors),
        )
        held = self._decisions.setdefault(row.id, made)
        if held != made:
            self._refuse("told_twice", row.id, row.id)
            self._decisions[row.id] = min((held, made), key=_favour)

    def _body(self, name: str, agency: str) -> str:
        """Rule 2."""
        if not name.startswith("?"):
            return name
        scheme, _, value = name[1:].partition(":")
        found = {
            body
            for body, issuer in self._bearers.get((scheme, index_key(scheme, value)), ())
            if scheme != "local" or issuer is None or self._agency(issuer) == agency
        }
        return found.pop() if len(found) == 1 else name

    def _agency(self, name: str) -> str:
        """By its id, else by the acronym of one that is registered (rule 2)."""
        name = name.strip()
        held = self._agencies.get(name)
        found = self._acronyms.get(name.casefold(), set())
        if (held is not None and held.registered) or len(found) != 1:
            return name
        return next(iter(found))

    def _all_known(self, bodies: Iterable[str], of: str) -> bool:
        missing = [one for one in bodies if one not in self._bodies]
        for one in missing[:1]:
            self._refuse("unknown_institution", one.removeprefix("?"), of)
        return not missing

    def _refuse(self, reason: str, detail: str, of: str) -> None:
        file, line = self._where.get(of, (self._name, ""))
        self.bad.append(BadRow(file=file, line=line, reason=reason, detail=detail[:80]))


def _told_together(one: InstitutionRow, other: InstitutionRow) -> InstitutionRow:
    """The telling with more names, and what only the other says."""
    fuller, lesser = (other, one) if len(other.names) > len(one.names) else (one, other)
    missing = {
        name: getattr(lesser, name)
        for name in ("country", "city", "founded", "closed", "levels", "countries", "website")
        if not getattr(fuller, name)
    }
    return replace(fuller, **missing)


def _favour(row: DecisionRow) -> tuple[bool, bool, date]:
    """How much a decision says for whom it is about."""
    is_good = row.decision in ("positive", "positive_with_conditions")
    return is_good, row.flag != "high", row.end or date.max


def _says_other(one: InstitutionRow, other: InstitutionRow) -> bool:
    """Whether two tellings of a body contradict each other; one may say less."""
    pairs: tuple[tuple[Any, Any], ...] = (
        (one.country, other.country),
        (one.closed, other.closed),
        (one.founded, other.founded),
        (one.kind, other.kind),
        (_levels(one), _levels(other)),
    )
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _levels(row: InstitutionRow) -> frozenset[int] | None:
    return frozenset(one.eqf for one in row.levels) or None


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
