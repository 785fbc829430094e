"""What ``verify`` and ``check`` share: reading paths, exit status, the short table.

Text of a received file is untrusted: control and direction marks never reach the terminal.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from wallet import wording
from wallet.check_report import left_out, title_of
from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.examine import FileError, FileResult, Judged
from wallet.limits import LIMITS
from wallet.report import Role, VerdictCode, VerificationReport
from wallet.trust import RefusedItem
from wallet.vault.stamps import storable
from wallet.wording import ntr, tr

P = ParamSpec("P")
R = TypeVar("R")

DONE, FOUND_BAD, CANNOT_TELL, COULD_NOT = 0, 1, 2, 3
STDIN = "-"

_LARGEST = max(LIMITS.input_bytes, LIMITS.zip_bytes, LIMITS.pdf_bytes)
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)
_SOURCE_WIDTH = 44
_VERDICT_WIDTH = 16
_SOMETHING_ELSE = "not_evidence"
_NAMED = 3
"""Files that are no evidence are named up to this many."""
_MOVES = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Beyond what JSON itself escapes: control signs that some terminals obey, and marks of
direction. JSON has such signs inside its texts only."""
_BAD = (VerdictCode.NOT_VALID, VerdictCode.NOT_GENUINE)


class MomentType(click.ParamType[datetime]):
    """An RFC 3339 date and time with a zone."""

    name = "RFC3339"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment, in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            return in_reach(timestamp.parse(value))
        except InputError:
            words = wording.error("malformed_date", {})
            self.fail(f"{words.meaning} {words.advice}", param, ctx)


def in_reach(moment: datetime) -> datetime:
    """A moment after which there is time left for leeways and for what follows from it.

    Raises:
        InputError: ``malformed_date``.
    """
    if moment > _LATEST:
        raise InputError("malformed_date")
    return moment


MOMENT = MomentType()


def trust_options(command: Callable[P, R]) -> Callable[P, R]:
    """``--trust`` and ``--root``: signed bundles for this question only."""

    @click.option(
        "--trust",
        "bundles",
        multiple=True,
        metavar="BUNDLE",
        help="Signed trust bundle to judge by; its root was accepted before, or is named by "
        "--root. What else was accepted on this computer is left out.",
    )
    @click.option(
        "--root",
        "roots",
        multiple=True,
        metavar="WORDS|HEX",
        help="Fingerprint of a root that you believe, for this question only.",
    )
    @wraps(command)
    def wrapped(*args: P.args, **named: P.kwargs) -> R:
        return command(*args, **named)

    return wrapped


def read_paths(paths: Sequence[str]) -> tuple[list[tuple[str, bytes]], list[FileResult]]:
    """Name and bytes of every file named, folders recursed; and those that cannot be read."""
    files: list[tuple[str, bytes]] = []
    unreadable: list[FileResult] = []
    for name in (one for path in paths for one in _files_in(path)):
        told = storable(name)
        try:
            files.append((told, _read(name)))
        except OSError:
            unreadable.append(_unreadable(told, "unreadable_file"))
        except InputError as error:
            unreadable.append(_unreadable(told, error.code))
    return files, unreadable


def _files_in(path: str) -> Iterator[str]:
    """A file as it is; a folder's regular files, sorted, without hidden ones and links.

    A folder without any stands for itself and cannot be read: nobody was shown to be good.
    """
    if path == STDIN or not is_folder(path):
        yield path
        return
    yield from _inside(path) or [path]


def is_folder(path: str) -> bool:
    """Whether it is a folder; a name that no file can have is none."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _inside(path: str) -> list[str]:
    inside: list[str] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            found = Path(folder, name)
            if not name.startswith(".") and found.is_file() and not found.is_symlink():
                inside.append(str(found))
    return inside


def _read(name: str) -> bytes:
    if name == STDIN:
        data = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        with Path(name).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError("too_large", limit=_LARGEST)
    return data


def _unreadable(name: str, code: str) -> FileResult:
    error = FileError(code=code, facts={"file": name})
    return FileResult(source=name, sha256=None, error=error, credentials=())


def exit_status(results: Iterable[FileResult]) -> int:
    """0 all verified, 1 some not valid or not genuine, 2 some not told, 3 some not read."""
    every = tuple(results)
    if any(_could_not(one) for one in every):
        return COULD_NOT
    codes = {judged.verdict.code for one in every for judged in one.credentials}
    if not codes.isdisjoint(_BAD):
        return FOUND_BAD
    return CANNOT_TELL if VerdictCode.CANNOT_TELL in codes else DONE


def _could_not(result: FileResult) -> bool:
    """A member of an archive that is simply no credential (a note, a picture) is no failure."""
    return result.error is not None or any(
        one.code not in ("not_a_credential", "empty") for one in result.refused
    )


def print_table(results: Iterable[FileResult], role: Role, as_of: datetime | None) -> None:
    """One line a credential: verdict, where it is, what it is, and the deciding sentence."""
    if as_of is not None:
        click.echo(tr("As of {moment}:", moment=timestamp.write(as_of)))
    for result in results:
        if result.error is not None:
            words = wording.error(result.error.code, result.error.facts)
            _line(tr("Not read"), result.source, words.meaning)
        for one in result.credentials:
            _line(*_row(result, one, role))
            for line in accreditation_lines(one.report, role):
                click.echo(f"{'':<{_VERDICT_WIDTH}} {clean(line)}")
            if role is Role.RECEIVER and (left := left_out(one)):
                click.echo(f"{'':<{_VERDICT_WIDTH}} {left}")
        for refused in result.refused:
            words = wording.error(refused.code, refused.facts)
            _line(tr("Not read"), f"{result.source}#{refused.member}", words.meaning)


def _row(result: FileResult, one: Judged, role: Role) -> tuple[str, str, str]:
    words = wording.verdict(one.verdict, one.report, role)
    place = result.source if one.path == "$" else f"{result.source} {one.path}"
    what = title_of(one)
    return words.title, place, f"{what}: {words.sentence}" if what else words.sentence


def accreditation_lines(report: VerificationReport, role: Role) -> Iterator[str]:
    """Both answers about accreditation and what they rest on; nothing without a register."""
    told = wording.accreditation(report, role)
    if told is None or report.accreditation.code == "no_register":
        return
    yield tr(
        "Accreditation: {title}. {answers}", title=told.title, answers=told.answers
    ).strip()
    yield from (one for one in (told.meaning, *told.rests_on, told.advice) if one)


def _line(verdict: str, place: str, sentence: str) -> None:
    place = clean(place)
    if len(place) > _SOURCE_WIDTH:
        place = f"…{place[1 - _SOURCE_WIDTH :]}"
    click.echo(f"{verdict:<{_VERDICT_WIDTH}} {place:<{_SOURCE_WIDTH}} {clean(sentence)}")


def clean(text: str) -> str:
    """Text of a file without anything that could move a cursor or turn the line around."""
    return "".join(
        " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one
        for one in text
        if unicodedata.category(one) != "Cf"
    )


def json_text(value: Any) -> str:
    """One JSON document; what could move a cursor or turn a line around is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _MOVES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def tell_refused_evidence(refused: Iterable[RefusedItem]) -> None:
    """Say what was given as evidence and could not be used; never silently.

    A folder may hold many files that are simply something else: those are counted.
    """
    every = tuple(refused)
    other = sum(one.code == _SOMETHING_ELSE for one in every)
    if other > _NAMED:
        click.echo(
            ntr("{n} file is no evidence.", "{n} files are no evidence.", other), err=True
        )
    for one in every:
        if one.code == _SOMETHING_ELSE and other > _NAMED:
            continue
        words = wording.error(one.code, one.facts)
        told = tr("Evidence not used: {name}: {why}", name=clean(one.name), why=words.meaning)
        click.echo(told, err=True)


class Progress:
    """One line on a terminal, nothing when piped."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Say how far it is."""
        if self._shows and total > 1:
            text = tr("Checking {done} of {total}", done=done, total=total)
            click.echo(f"\r{text}", nl=done == total, err=True)
