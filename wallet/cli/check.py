"""``tessera check``: what somebody showed, judged for the one they showed it to.

No wallet and no passphrase; nothing of what is checked is kept.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from wallet import report_json, wording
from wallet.check_desk import Answer, CheckDesk
from wallet.cli.common import json_option, print_json, say
from wallet.cli.results import (
    MOMENT,
    Progress,
    exit_status,
    print_table,
    read_paths,
    tell_refused_evidence,
)
from wallet.examine import FileResult
from wallet.report import Role
from wallet.wording import presenting as words


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, metavar="FILE|IMAGE|FOLDER...")
@json_option
@click.option("--nonce", metavar="TEXT", help="The word that you asked them to sign.")
@click.option("--recipient", metavar="TEXT", help="The name under which you asked.")
@click.option(
    "--evidence",
    "evidence_paths",
    multiple=True,
    metavar="PATH",
    help="File or folder of evidence that you vouch for. With it, what was accepted on this "
    "computer is left out.",
)
@click.option("--at", type=MOMENT, help="Judge as of that moment instead of now.")
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
    evidence_paths: tuple[str, ...],
    at: datetime | None,
    trust_folder: Path | None,
) -> None:
    """Say whether what you were shown is genuine, valid, and made for you.

    FILE is a presentation, a credential, or pictures of the QR codes of one: parts of one
    presentation may be spread over several pictures, in any order. Without --nonce a copy of
    an older presentation cannot be told from a fresh one, and the answer says so.

    Exit status: 0 everything is verified; 1 something is not valid or not genuine; 2 something
    cannot be told and nothing is worse; 3 a file could not be read.
    """
    readable, unreadable = read_paths(files)
    evidence, unread_evidence = read_paths(evidence_paths)
    desk = CheckDesk(trust_folder)
    answer = desk.answer(
        readable,
        nonce=nonce,
        recipient=recipient,
        evidence_files=evidence if evidence_paths else None,
        at=at,
        progress=Progress(),
    )
    problems = () if evidence_paths else desk.trust().problems
    results = (*answer.results, *unreadable)
    for problem in problems:
        say(words.trust_problem(problem.code, problem.facts), err=True)
    for one in unread_evidence:
        code = one.error.code if one.error is not None else ""
        say(f"{one.source}: {wording.error(code).meaning}", err=True)
    if as_json:
        print_json(_document(answer, results))
    else:
        tell_refused_evidence(answer.refused_evidence)
        print_table(results, Role.RECEIVER, at)
    sys.exit(exit_status(results))


def _document(answer: Answer, results: tuple[FileResult, ...]) -> dict[str, object]:
    """The JSON of ``verify``, and what was asked."""
    told = report_json.document(
        results, now=answer.at, policy=answer.policy, role=Role.RECEIVER
    )
    told["request"] = {
        "nonce": answer.challenge.nonce if answer.challenge else None,
        "recipient": answer.challenge.recipient if answer.challenge else None,
    }
    if answer.refused_evidence:
        told["refused_evidence"] = [
            {"name": one.name, "code": one.code} for one in answer.refused_evidence
        ]
    return told
