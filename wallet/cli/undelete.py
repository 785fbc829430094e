"""``tessera undelete``: take credentials out of the bin."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.wording import ntr


@click.command(name="undelete")
@click.argument("identifiers", nargs=-1, required=True, metavar="ID...")
@common.wallet_options
def command(
    identifiers: tuple[str, ...],
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Take deleted credentials back; `tessera list --deleted` shows them."""
    with common.opened(vault, passphrase_file) as session:
        ids = [session.find(one) for one in identifiers]
        changes = session.undelete(ids)
    if as_json:
        common.print_json({"tool": "tessera", "undeleted": list(changes.kept)})
    else:
        count = len(changes.kept)
        common.say(ntr("Took {n} credential back.", "Took {n} credentials back.", count))
