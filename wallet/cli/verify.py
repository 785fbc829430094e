"""``tessera verify``: judge credentials, presentations and badges, offline."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from wallet import batch, report_json
from wallet.cli.results import (
    MOMENT,
    Progress,
    exit_status,
    json_text,
    print_table,
    read_paths,
    tell_refused_evidence,
    trust_options,
)
from wallet.evidence import Evidence
from wallet.examine import FileResult
from wallet.report import Policy, Role
from wallet.trust import RefusedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What counts for this run."""

    evidence: Evidence
    refused: tuple[RefusedItem, ...]
    policy: Policy


@click.command(name="verify")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--evidence",
    "evidence_paths",
    multiple=True,
    metavar="PATH",
    help="File or folder of evidence that you vouch for: key documents, lists of issuers, "
    "status lists. With it, what was accepted on this computer is left out.",
)
@trust_options
@click.option("--at", type=MOMENT, help="Judge as of that moment instead of now.")
@click.option(
    "--as",
    "role",
    type=click.Choice([one.value for one in Role]),
    default=Role.RECEIVER.value,
    show_default=True,
    help="Whose question it is.",
)
@click.option(
    "--vault", type=click.Path(path_type=Path), help="Also use the evidence of this wallet."
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the wallet's passphrase from the first line of this file.",
)
@click.option(
    "--max-status-age",
    type=click.IntRange(min=0),
    default=Policy().max_status_age_days,
    show_default=True,
    metavar="DAYS",
    help="How old a status list may be.",
)
@click.option(
    "--show-unproven", is_flag=True, help="Also show the content of what is not proven."
)
def command(  # noqa: PLR0917 - click hands over each option as an argument
    files: tuple[str, ...],
    as_json: bool,
    evidence_paths: tuple[str, ...],
    bundles: tuple[str, ...],
    roots: tuple[str, ...],
    at: datetime | None,
    role: str,
    vault: Path | None,
    passphrase_file: Path | None,
    max_status_age: int,
    show_unproven: bool,
) -> None:
    """Say of each FILE whether it is genuine, valid, and by whom.

    FILE is a credential, presentation, baked badge, QR picture, ZIP or folder; "-" reads
    standard input. Nothing leaves this computer.

    Exit status: 0 every credential is verified; 1 some are not valid or not genuine; 2 some
    cannot be told and none is worse; 3 a file could not be read.
    """
    now = datetime.now(UTC)  # noqa: TID251 - the command's clock
    moment, wallet = at or now, (vault, passphrase_file)
    given = _given((*evidence_paths, *bundles), roots, wallet, now, max_status_age)
    readable, unreadable = read_paths(files)
    results: list[FileResult] = [
        *batch.examine_many(
            readable,
            given.evidence,
            policy=given.policy,
            now=moment,
            role=Role(role),
            progress=Progress(),
            show_unproven=show_unproven,
        ),
        *unreadable,
    ]
    if as_json:
        told = report_json.document(results, now=moment, policy=given.policy, role=Role(role))
        if given.refused:
            told["refused_evidence"] = [
                {"name": one.name, "code": one.code} for one in given.refused
            ]
        click.echo(json_text(told))
    else:
        tell_refused_evidence(given.refused)
        print_table(results, Role(role), at)
    sys.exit(exit_status(results))


def _given(
    paths: tuple[str, ...],
    roots: tuple[str, ...],
    wallet: tuple[Path | None, Path | None],
    now: datetime,
    max_status_age: int,
) -> _Given:
    """Evidence of the caller, else what this computer accepted; and the wallet's own."""
    refused: tuple[RefusedItem, ...] = ()
    policy = Policy(max_status_age_days=max_status_age)
    vault, passphrase_file = wallet
    if paths:
        files, unreadable = read_paths(paths)
        from wallet.trust_import import (  # noqa: PLC0415 - only here
            default_folder,
            evidence_once,
        )

        evidence, refused = evidence_once(files, default_folder(), now, roots)
        refused += tuple(
            RefusedItem(name=one.source, code=one.error.code)
            for one in unreadable
            if one.error is not None
        )
    else:
        evidence = _accepted()
    if vault is not None:
        evidence = evidence.joined(_of_wallet(vault, passphrase_file))
    return _Given(evidence=evidence, refused=refused, policy=policy)


def _accepted() -> Evidence:
    """What was accepted on this computer, for every wallet."""
    from wallet.trust_import import TrustFolder, default_folder  # noqa: PLC0415 - only here

    return TrustFolder(default_folder()).load().evidence


def _of_wallet(vault: Path, passphrase_file: Path | None) -> Evidence:
    """The wallet's own evidence, holder identifiers and import dates; locked again at once."""
    from wallet.cli.common import opened  # noqa: PLC0415 - loads the encrypted store

    with opened(vault, passphrase_file) as session:
        evidence: Evidence = session.evidence()
        return evidence
