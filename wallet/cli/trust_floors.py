"""``tessera trust floors``: keeps which bundles were in use for a new installation."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.check_desk import CheckDesk
from wallet.cli.common import COULD_NOT, confirm, json_option, print_json, say, yes_option
from wallet.trust.sets import fingerprint_words
from wallet.wording import tr


@click.command(name="floors")
@click.option(
    "--export",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write which bundles are in use here.",
)
@click.option(
    "--import",
    "given",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="From now on take no bundle that is older than in this file.",
)
@click.option(
    "--trust-folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Use this folder instead of your own.",
)
@yes_option
@json_option
def floors(
    out: Path | None,
    given: Path | None,
    trust_folder: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Keep the floors of your bundles for a new installation.

    A bundle older than one that was in use is refused: old lists could hide a withdrawal. A new
    installation has forgotten that, unless you bring this file along. It trusts nobody.
    """
    if (out is None) == (given is None):
        raise click.UsageError(tr("Give either --export or --import."))
    desk = CheckDesk(trust_folder)
    if out is not None:
        out.write_bytes(desk.export_floors())
        say(tr("Written: {file}. Keep it with your backups.", file=str(out)))
    elif given is not None:
        _take(desk, given, yes=yes, as_json=as_json)


def _take(desk: CheckDesk, given: Path, *, yes: bool, as_json: bool) -> None:
    warning = tr(
        "Take only a file that you made yourself: bundles older than it says are refused from "
        "now on. It trusts nobody: you are asked as always when a bundle comes. Go on?"
    )
    if not confirm(warning, yes=yes):
        say(tr("Nothing was changed."), err=True)
        raise SystemExit(COULD_NOT)
    taken = desk.take_floors(given.read_bytes())
    if as_json:
        print_json({"roots": list(taken)})
        return
    for one in taken:
        say(tr("No older bundle of this root: {words}", words=fingerprint_words(one)))
