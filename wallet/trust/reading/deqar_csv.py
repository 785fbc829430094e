"""DEQAR as tables: institutions, agencies and reports, and the form in which agencies report.

Rules
-----
1. The first line names the columns; each table is told by its columns. Names are compared
   without case; ``institution[1].deqar_id`` and so on repeat, and several values of one cell
   stand between semicolons.
2. A line that cannot be used is named with its number and its reason, and left out; so is one
   with letters in another encoding. A table with two columns of one name is not read at all.
3. A report without a type is one of programmes where it names some (of several bodies: a joint
   one), else of the institution.
4. Bodies may be named by ETER id or another identifier; they are found among the institutions
   of all tables, and a report whose body is not found is a bad row (``joining``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from wallet.errors import InputError
from wallet.register import (
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    LevelOf,
    NameOf,
    Period,
    ProgrammeRow,
)
from wallet.trust.reading import values
from wallet.trust.reading.deqar_json import bad_row, identifier
from wallet.trust.reading.interface import UNSIGNED, BadRow, ReadList, SourceFile
from wallet.trust.rows import Row

_SCHEMES = (
    "eter_id:eter",
    "erasmus:erasmus",
    "eche:eche",
    "pic:pic",
    "vat:vat",
    "schac:schac",
    "whed:whed",
    "did_ebsi:did_ebsi",
    "ror:ror",
    "isni:isni",
    "lei:lei",
    "national_identifier:national",
    "website_link:website",
)
_PLACED = re.compile(r"(institution|programme|contributing_agencies)\[(\d+)\]\.?(.*)")

_Line = Mapping[str, str]


class DeqarCsv:
    """Tables of DEQAR."""

    name = "deqar_csv"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line names columns of one of the tables."""
        return _table(_head(file)) is not None

    def read(self, file: SourceFile) -> ReadList:
        """Its rows; references to bodies by another identifier begin with ``?``."""
        make = _READ[_table(_head(file)) or ""]
        rows: list[Row] = []
        bad: list[BadRow] = []
        where: dict[str, tuple[str, str]] = {}
        table = csv.reader(io.StringIO(_text(file.data), newline=""), strict=True)
        lines = _lines(table)
        head = _columns(next(lines)[1])
        for place, cells in lines:
            try:
                made = list(make(_line(head, cells)))
                rows += made
                where.setdefault(made[0].id, (file.name, place))
            except (ValueError, KeyError, csv.Error) as error:
                bad.append(bad_row(file, place, error))
        return ReadList(
            role="registry/deqar",
            name="DEQAR",
            rows=rows,
            dated=file.dated,
            bad=tuple(bad),
            where=where,
            url="https://www.deqar.eu/",
        )


def _lines(table: Any) -> Iterator[tuple[str, list[str] | csv.Error]]:
    """Each line with its number, or what is wrong with it: the rest is read all the same.

    One that a quote opens and no other closes takes those that follow with it: all are named.
    """
    while True:
        begun = table.line_num + 1
        cells: list[str] | csv.Error
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            cells = error
        last = table.line_num
        if isinstance(cells, csv.Error) or any(cells):
            yield (str(begun) if last <= begun else f"{begun}-{last}"), cells


def _columns(cells: list[str] | csv.Error) -> list[str]:
    """The names of the columns.

    Raises:
        InputError: ``unreadable_source``: two have one name, and a line two readings.
    """
    if isinstance(cells, csv.Error):
        raise InputError("unreadable_source", detail="columns")
    head = [one.strip().lower() for one in cells]
    named = [_place_of(one) or one for one in head if one]
    if len(set(named)) < len(named):
        raise InputError("unreadable_source", detail="columns")
    return head


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


def _head(file: SourceFile) -> frozenset[str]:
    first = _text(file.data[:65_536]).split("\n", 1)[0]
    if first.lstrip()[:1] in ("{", "[", "<"):
        return frozenset()
    return frozenset(one.strip().strip('"').lower() for one in first.split(","))


def _table(head: frozenset[str]) -> str | None:
    if {"decision", "valid_from", "status"} <= head:
        return "reports"
    if "registration_start" in head:
        return "agencies"
    if "deqar_id" in head and head & {"name_primary", "name_official"}:
        return "institutions"
    return None


def _line(head: list[str], cells: list[str] | csv.Error) -> dict[str, str]:
    if isinstance(cells, csv.Error):
        raise cells
    if len(cells) > len(head):
        raise ValueError("columns")
    if any("\ufffd" in one for one in cells):
        raise ValueError("encoding")
    pairs = zip(head, cells, strict=False)
    return {name: cell.strip() for name, cell in pairs if name and cell.strip()}


def _many(text: str | None) -> list[str]:
    return [one.strip() for one in (text or "").split(";") if one.strip()]


# --- tables ---------------------------------------------------------------------------------


def _institution(line: _Line) -> Iterable[Row]:
    name = line["deqar_id"]
    kinds = ("official", "english", "alternative", "acronym")
    columns = ("name_official", "name_english", "name_alternative", "acronym")
    told = dict(zip(kinds, columns, strict=True))
    names = [
        NameOf(text=text, kind=kind)
        for kind, column in told.items()
        for text in _many(line.get(column))
    ]
    primary = line.get("name_primary")
    if primary and primary not in {one.text for one in names}:
        names.insert(0, NameOf(text=primary, kind="alternative" if names else "official"))
    if not names:
        raise KeyError("name_primary")
    other = line.get("is_other_provider", line.get("provider_type", "")).lower()
    row = InstitutionRow(
        id=name,
        names=tuple(names),
        kind="other_provider" if other in ("true", "1", "yes", "other provider") else "hei",
        country=values.country(line.get("country")),
        city=line.get("city"),
        founded=values.day(line.get("founding_date")),
        closed=values.day(line.get("closure_date")),
        levels=tuple(LevelOf(eqf=_eqf(one)) for one in _many(line.get("qf_ehea_levels"))),
        website=line.get("website_link"),
        source=UNSIGNED,
    )
    return [row, identifier(name, "deqarinst", name), *_identifiers(name, line)]


def _eqf(text: str) -> int:
    found = values.eqf(text)
    if found is None:
        raise ValueError("cycle")
    return found


def _identifiers(name: str, line: _Line) -> Iterator[IdentifierRow]:
    for pair in _SCHEMES:
        column, _, scheme = pair.partition(":")
        for value in _many(line.get(column)):
            yield identifier(name, scheme, value)


def _agency(line: _Line) -> Iterable[Row]:
    start = values.day(line["registration_start"])
    return [
        AgencyRow(
            id=line.get("id") or line.get("agency_id") or line["deqar_id"],
            name=line.get("name_primary") or line.get("name") or line["acronym_primary"],
            acronym=line.get("acronym_primary") or line.get("acronym"),
            country=values.country(line.get("country")),
            registered=(
                Period(start=start, end=values.day(line.get("registration_valid_to"))),
            ),
            source=UNSIGNED,
        )
    ]


def _report(line: _Line) -> Iterable[Row]:
    form = line.get("date_format", "%Y-%m-%d")
    start = values.day(line["valid_from"], form)
    if start is None:
        raise KeyError("valid_from")
    agency = line.get("agency_id") or line.get("agency") or line["agency_acronym"]
    bodies = tuple(_bodies(line))
    programmes = tuple(_programmes(line))
    if not bodies:
        raise KeyError("institution")
    number = line.get("id") or line.get("report_id")
    decision = values.decision(line["decision"])
    ended = values.day(line.get("valid_to_calculated") or line.get("valid_to"), form)
    stated = line.get("activity_type") or line.get("agency_esg_activity_type")
    row = DecisionRow(
        id=f"deqar:{number}" if number else f"{agency}/{line['local_identifier']}",
        agency=agency,
        contributors=tuple(
            one for _, told in _placed(line, "contributing_agencies") for one in told.values()
        ),
        type=values.kind(stated) if stated else _guessed(bodies, programmes),
        status=values.status(line["status"]),
        decision=decision,
        start=start,
        end=values.last_day(start, ended, decision),
        flag=values.flag(line.get("flag")),
        institutions=bodies,
        programmes=programmes,
        landing=f"https://data.deqar.eu/report/{number}" if number else None,
        source=UNSIGNED,
    )
    return [row]


def _guessed(bodies: tuple[str, ...], programmes: tuple[ProgrammeRow, ...]) -> str:
    if not programmes:
        return "institutional"
    return "joint_programme" if len(bodies) > 1 else "programme"


def _bodies(line: _Line) -> Iterator[str]:
    yield from _many(line.get("institutions") or line.get("institution_deqar_id"))
    for _, told in _placed(line, "institution"):
        if "deqar_id" in told:
            yield told["deqar_id"]
        elif "eter_id" in told:
            yield f"?eter:{told['eter_id']}"
        elif told:
            yield f"?local:{next(iter(told.values()))}"


def _programmes(line: _Line) -> Iterator[ProgrammeRow]:
    for _, told in _placed(line, "programme"):
        if "name_primary" not in told:
            raise KeyError("programme name_primary")
        degree = told.get("degree_outcome", "").lower()
        yield ProgrammeRow(
            name=told["name_primary"],
            alt_names=tuple(v for k, v in told.items() if k.startswith("name_alternative")),
            identifiers=tuple(v for k, v in told.items() if k.startswith("identifier")),
            eqf=values.eqf(told.get("qf_ehea_level")),
            nqf=told.get("nqf_level"),
            degree=_DEGREES.get(degree),
            ects=told.get("workload_ects"),
            isced=tuple(_many(told.get("field_study"))),
            esco=tuple(_many(told.get("esco"))),
        )


_DEGREES = {
    "full degree": True,
    "yes": True,
    "1": True,
    "true": True,
    "no full degree": False,
    "no": False,
    "2": False,
    "false": False,
}


def _placed(line: _Line, what: str) -> list[tuple[int, dict[str, str]]]:
    """Columns such as ``programme[2].name_primary``, by their number."""
    found: dict[int, dict[str, str]] = {}
    for name, cell in line.items():
        place = _place_of(name)
        if place is not None and place[0] == what:
            found.setdefault(place[1], {})[place[2]] = cell
    return sorted(found.items())


@lru_cache(maxsize=1024)
def _place_of(column: str) -> tuple[str, int, str] | None:
    place = _PLACED.fullmatch(column)
    return None if place is None else (place[1], int(place[2]), place[3])


_READ: Mapping[str, Any] = {
    "institutions": _institution,
    "agencies": _agency,
    "reports": _report,
}
