"""``tessera check``: what somebody showed, judged for the one they showed it to.

No wallet and no passphrase; nothing of what is checked is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from wallet import wording
from wallet.check_desk import Answer, CheckDesk
from wallet.check_report import worst_first
from wallet.cli.common import json_option, print_json, say, write_new
from wallet.cli.results import (
    CANNOT_TELL,
    DONE,
    MOMENT,
    Progress,
    exit_status,
    print_table,
    read_paths,
    tell_refused_evidence,
    trust_options,
)
from wallet.errors import InputError
from wallet.examine import FileResult
from wallet.report import Role
from wallet.wording import presenting as words
from wallet.wording.papers import papers_came


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, metavar="FILE|IMAGE|FOLDER...")
@json_option
@click.option("--nonce", metavar="TEXT", help="The word that you asked them to sign.")
@click.option("--recipient", metavar="TEXT", help="The name under which you asked.")
@click.option(
    "--request",
    "request_secret",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="SECRET",
    help="The secret file of your request: opens the answer, and asks for its nonce and name.",
)
@click.option(
    "--evidence",
    "evidence_paths",
    multiple=True,
    metavar="PATH",
    help="File or folder of evidence that you vouch for. With it, what was accepted on this "
    "computer is left out.",
)
@trust_options
@click.option("--at", type=MOMENT, help="Judge as of that moment instead of now.")
@click.option(
    "--csv",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the table as a spreadsheet reads it, worst first.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a signed report. It is for your files, and proves nothing to others.",
)
@click.option(
    "--trust-folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Use this folder of accepted trust instead of your own.",
)
def command(  # noqa: PLR0917 - click hands over each option as an argument
    files: tuple[str, ...],
    as_json: bool,
    nonce: str | None,
    recipient: str | None,
    request_secret: Path | None,
    evidence_paths: tuple[str, ...],
    bundles: tuple[str, ...],
    roots: tuple[str, ...],
    at: datetime | None,
    csv: Path | None,
    report: Path | None,
    trust_folder: Path | None,
) -> None:
    """Say whether what you were shown is genuine, valid, and made for you.

    FILE is a presentation, a credential, or pictures of the QR codes of one: parts of one
    presentation may be spread over several pictures, in any order. Without --nonce a copy of
    an older presentation cannot be told from a fresh one, and the answer says so.

    Exit status: 0 everything is verified; 1 something is not valid or not genuine; 2 something
    cannot be told, or what you asked for is missing or not signed for you, and nothing is
    worse; 3 a file could not be read.
    """
    readable, unreadable = read_paths(files)
    evidence, unread_evidence = read_paths((*evidence_paths, *bundles))
    desk = CheckDesk(trust_folder, roots=roots)
    answer = desk.answer(
        readable,
        nonce=nonce,
        recipient=recipient,
        evidence_files=evidence if evidence_paths or bundles else None,
        at=at,
        secret=_secret(request_secret),
        progress=Progress(),
    )
    problems = () if evidence_paths or bundles else desk.trust().problems
    results = tuple(worst_first((*answer.results, *unreadable)))
    _keep(replace(answer, results=results), csv, report)
    for problem in problems:
        say(words.trust_problem(problem.code, problem.facts), err=True)
    _tell_unread(unread_evidence)
    if as_json:
        print_json(_document(answer, results))
    else:
        tell_refused_evidence(answer.refused_evidence)
        print_table(results, Role.RECEIVER, at)
        _tell_rest(answer)
    status = exit_status(results)
    sys.exit(CANNOT_TELL if status == DONE and answer.is_open else status)


def _secret(file: Path | None) -> bytes | None:
    """What the secret file of a request holds.

    Raises:
        InputError: ``unreadable_file``.
    """
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError:
        raise InputError("unreadable_file", file=file.name) from None


def _tell_unread(evidence: Iterable[FileResult]) -> None:
    """Files of evidence that could not be opened."""
    for one in evidence:
        code = one.error.code if one.error is not None else ""
        say(f"{one.source}: {wording.error(code).meaning}", err=True)


def _tell_rest(answer: Answer) -> None:
    """Whose pages belong, and what was asked for and is not shown."""
    for pack in answer.packs:
        say(words.pages_belong(pack))
    for result in answer.results:
        if result.brought:
            kinds = [one.kind for one in result.brought]
            say(f"{result.source}: {papers_came(kinds)}")
    for page, file in answer.pages:
        say(words.page_belongs(page, file))
    for one in answer.unmet:
        say(f"{one.source}: {words.not_shown(one.paths)}".removeprefix(": "))
    if answer.unanswered:
        say(words.unanswered(answer.unanswered))


def _document(answer: Answer, results: tuple[FileResult, ...]) -> dict[str, Any]:
    """The JSON of ``verify``, and what was asked."""
    told = replace(answer, results=results).document()
    if answer.refused_evidence:
        told["refused_evidence"] = [
            {"name": one.name, "code": one.code} for one in answer.refused_evidence
        ]
    return told


def _keep(answer: Answer, csv: Path | None, report: Path | None) -> None:
    """Write what the person wants to keep.

    Raises:
        InputError: ``output_exists``, ``cannot_write``.
    """
    if csv is not None:
        write_new(csv, answer.csv())
    if report is not None:
        write_new(report, answer.signed_report())
