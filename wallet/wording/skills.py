"""What is said of skills, occupations, and the tables they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.wording.speech import ntr, tr

_BAD: Mapping[str, Callable[[], str]] = {
    "not_csv": lambda: tr("the line is no CSV"),
    "too_many_rows": lambda: tr("the file has more lines than are read"),
    "columns_differ": lambda: tr("it has not as many cells as the first line"),
    "unknown_relation": lambda: tr("neither essential nor optional"),
    "cell_missing": lambda: tr("a cell is empty"),
    "not_an_address": lambda: tr("an address (http, https or urn) was expected"),
    "too_long": lambda: tr("a cell is too long"),
    "not_utf8": lambda: tr("it is not written in UTF-8"),
    "control_character": lambda: tr("it has signs that turn or hide text"),
    "twice": lambda: tr("this stands in the file twice"),
    "another_kind": lambda: tr("another table says that this is something else"),
    "unknown_concept": lambda: tr("no table says what this is"),
}
CODES = frozenset(_BAD)


def bad_line(file: str, line: int, reason: str, detail: str) -> str:
    """Why a line was left out."""
    why = _BAD[reason]()
    if not detail:
        return tr("{file}, line {line}: {why}", file=file, line=line, why=why)
    return tr(
        "{file}, line {line}: {why} ({detail})", file=file, line=line, why=why, detail=detail
    )


def imported(skills: int, occupations: int, bad: int) -> str:
    """What came of an import."""
    told = tr(
        "Skills here now: {skills}. Occupations: {occupations}.",
        skills=skills,
        occupations=occupations,
    )
    if not bad:
        return told
    left = ntr("{n} line was left out.", "{n} lines were left out.", bad)
    return f"{told} {left}"


def standing(essential: tuple[int, int], optional: tuple[int, int]) -> str:
    """How much of an occupation is covered."""
    return tr(
        "Your verified credentials show {have} of {all} essential skills, and {have_optional} "
        "of {all_optional} optional ones.",
        have=essential[0],
        all=essential[1],
        have_optional=optional[0],
        all_optional=optional[1],
    )
