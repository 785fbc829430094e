"""Reads tables of skills and occupations: ESCO's CSV as published, and others of its columns.

Rules
-----
1. A table is told by its columns, never by its name; its language by the end of its name
   (``skills_en.csv``). What is no such table is refused by name.
2. A line that cannot be used is named with its number and its reason, and left out; the others
   count. So many lines of reasons are kept; all are counted.
3. An address is ``http(s)`` or ``urn`` and has no white space; a label is one line of text
   without signs that turn or hide it. Nothing is looked up, nothing is guessed.
4. Files, rows and cells have their bounds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wallet.errors import InputError
from wallet.limits import MIB

LARGEST_FILE = 64 * MIB
MOST_ROWS = 1_000_000
LONGEST_LABEL = 400
LONGEST_TEXT = 8_000
MOST_ALTERNATIVES = 200
MOST_TOLD = 200
"""Bad lines that are kept; all are counted."""

SKILL, OCCUPATION, GROUP = "skill", "occupation", "group"
_LANGUAGE = re.compile(r"[_-]([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.csv$", re.ASCII)
_ADDRESS = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`\x00-\x20]{1,480}")
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, private ones, halves of a pair, and signs that turn text."""
_RELATIONS = {"essential": True, "optional": False}
_LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A skill, an occupation, or a group of either, in one language."""

    uri: str
    kind: str
    label: str
    alternatives: tuple[str, ...] = ()
    description: str = ""
    type: str = ""
    """``knowledge``, ``skill/competence``, ``attitude`` ..., as the table has it."""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An occupation wants a skill."""

    occupation: str
    skill: str
    essential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Broader:
    """One concept lies below another."""

    uri: str
    broader: str


Row = Concept | Relation | Broader


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that was left out, and why."""

    file: str
    line: int
    reason: str
    """A code: see ``wallet.wording.skills``."""
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class Table:
    """One file; ``rows`` reads it and fills ``bad``."""

    name: str
    kind: str
    """``skills``, ``occupations``, ``groups``, ``relations``, ``broader`` or ``hierarchy``."""
    language: str
    data: bytes = field(repr=False)
    bad: list[BadLine] = field(default_factory=list)
    bad_count: int = 0
    good_count: int = 0

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Number of the line, and what it says (rule 2)."""
        text = io.StringIO(self.data.decode("utf-8-sig", "replace"), newline="")
        reader = csv.reader(text, strict=True)
        head = self._columns(reader)
        while head:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._refuse(reader.line_num, "not_csv", str(error)[:80])
                continue
            if self.good_count + self.bad_count >= MOST_ROWS:
                self._refuse(reader.line_num, "too_many_rows", str(MOST_ROWS))
                return
            if any(one.strip() for one in cells):
                yield from self._line(head, cells, reader.line_num)

    def _columns(self, reader: Iterator[list[str]]) -> list[str]:
        """Names of the columns; none where the first line is torn, or is not what it seemed."""
        try:
            head = [one.strip().casefold() for one in next(reader, [])]
        except csv.Error as error:
            self._refuse(1, "not_csv", str(error)[:80])
            return []
        if _kind(frozenset(head)) != self.kind:
            self._refuse(1, "not_csv", "")
            return []
        return head

    def _line(
        self, head: list[str], cells: list[str], number: int
    ) -> Iterator[tuple[int, Row]]:
        if len(cells) != len(head):
            self._refuse(number, "columns_differ", f"{len(cells)}/{len(head)}")
            return
        try:
            made = _READ[self.kind](dict(zip(head, cells, strict=True)))
        except _BadCell as error:
            self._refuse(number, error.reason, error.detail)
            return
        self.good_count += 1
        yield from ((number, one) for one in made)

    def take_back(self, line: int, reason: str, detail: str) -> None:
        """A line that was read and turned out to be of no use."""
        self.good_count -= 1
        self._refuse(line, reason, detail)

    def _refuse(self, line: int, reason: str, detail: str) -> None:
        self.bad_count += 1
        if len(self.bad) < MOST_TOLD:
            told = BadLine(file=self.name, line=line, reason=reason, detail=detail)
            self.bad.append(told)


class _BadCell(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def table(name: str, data: bytes) -> Table:
    """A file as a table; its rows are not read yet.

    Raises:
        InputError: ``not_a_skills_table``, ``too_large``; with the ``file``.
    """
    if len(data) > LARGEST_FILE:
        raise InputError("too_large", limit=LARGEST_FILE, size=len(data))
    kind = _kind(_head(data))
    if kind is None:
        raise InputError("not_a_skills_table", file=name[:200])
    found = _LANGUAGE.search(name)
    language = found[1] if found is not None else "und"
    return Table(name=name, kind=kind, language=language, data=data)


def _head(data: bytes) -> frozenset[str]:
    first = data[:16_384].decode("utf-8-sig", "replace").split("\n", 1)[0]
    try:
        cells = next(csv.reader([first]), [])
    except csv.Error:
        return frozenset()
    return frozenset(one.strip().casefold() for one in cells)


def _kind(head: frozenset[str]) -> str | None:
    """Rule 1."""
    if {"occupationuri", "relationtype", "skilluri"} <= head:
        return "relations"
    if {"concepturi", "broaderuri"} <= head:
        return "broader"
    if "level 0 uri" in head:
        return "hierarchy"
    if not {"concepturi", "preferredlabel"} <= head:
        return None
    if "iscogroup" in head:
        return "occupations"
    return "skills" if "skilltype" in head else "groups"


# --- lines -----------------------------------------------------------------------------------


def _concept(cells: dict[str, str], kind: str) -> Iterator[Row]:
    yield Concept(
        uri=_address(cells["concepturi"]),
        kind=kind,
        label=_label(cells["preferredlabel"]),
        alternatives=_alternatives(cells.get("altlabels", "")),
        description=_text(cells.get("description", "")),
        type=_text(cells.get("skilltype", ""))[:60],
        code=_text(cells.get("code") or cells.get("iscogroup", ""))[:60],
    )


def _skill(cells: dict[str, str]) -> Iterator[Row]:
    return _concept(cells, SKILL)


def _occupation(cells: dict[str, str]) -> Iterator[Row]:
    return _concept(cells, OCCUPATION)


def _group(cells: dict[str, str]) -> Iterator[Row]:
    return _concept(cells, GROUP)


def _relation(cells: dict[str, str]) -> Iterator[Row]:
    essential = _RELATIONS.get(cells["relationtype"].strip().casefold())
    if essential is None:
        raise _BadCell("unknown_relation", cells["relationtype"][:60])
    yield Relation(
        occupation=_address(cells["occupationuri"]),
        skill=_address(cells["skilluri"]),
        essential=essential,
    )


def _broader(cells: dict[str, str]) -> Iterator[Row]:
    yield Broader(uri=_address(cells["concepturi"]), broader=_address(cells["broaderuri"]))


def _hierarchy(cells: dict[str, str]) -> Iterator[Row]:
    """A line names a group with all above it; the last one is the group itself."""
    named = []
    for level in range(_LEVELS):
        address = cells.get(f"level {level} uri", "").strip()
        if address:
            label = _label(cells.get(f"level {level} preferred term", ""))
            named.append((_address(address), label, cells.get(f"level {level} code", "")))
    if not named:
        raise _BadCell("cell_missing", "Level 0 URI")
    uri, label, code = named[-1]
    yield Concept(uri=uri, kind=GROUP, label=label, code=_text(code)[:60])
    if len(named) > 1:
        yield Broader(uri=uri, broader=named[-2][0])


_READ = {
    "skills": lambda cells: list(_skill(cells)),
    "occupations": lambda cells: list(_occupation(cells)),
    "groups": lambda cells: list(_group(cells)),
    "relations": lambda cells: list(_relation(cells)),
    "broader": lambda cells: list(_broader(cells)),
    "hierarchy": lambda cells: list(_hierarchy(cells)),
}


# --- cells -----------------------------------------------------------------------------------


def _address(cell: str) -> str:
    found = cell.strip()
    if not found:
        raise _BadCell("cell_missing")
    if not _ADDRESS.fullmatch(found):
        raise _BadCell("not_an_address", found[:60])
    return found


def _label(cell: str) -> str:
    found = " ".join(_text(cell).split())
    if not found:
        raise _BadCell("cell_missing", "preferredLabel")
    if len(found) > LONGEST_LABEL:
        raise _BadCell("too_long", str(len(found)))
    return found


def _alternatives(cell: str) -> tuple[str, ...]:
    """One a line, as ESCO writes them; also between bars."""
    found = (" ".join(one.split()) for one in re.split(r"[\n|]", _text(cell)))
    kept = [one for one in found if 0 < len(one) <= LONGEST_LABEL]
    return tuple(dict.fromkeys(kept))[:MOST_ALTERNATIVES]


def _text(cell: str) -> str:
    """Rule 3."""
    if "\ufffd" in cell:
        raise _BadCell("not_utf8")
    found = cell.replace("\r\n", "\n").strip()
    if len(found) > LONGEST_TEXT:
        raise _BadCell("too_long", str(len(found)))
    hidden = _HIDDEN.search(found)
    if hidden is not None:
        raise _BadCell("control_character", f"U+{ord(hidden[0]):04X}")
    return found
