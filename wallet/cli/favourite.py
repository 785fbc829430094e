"""``tessera favourite``: the credentials that the owner looks for most."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.cli.tag import credentials
from wallet.wording import ntr


@click.command(name="favourite")
@credentials
@common.wallet_options
@click.option("--off", is_flag=True, help="They are favourites no more.")
def command(
    identifiers: tuple[str, ...],
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    off: bool,
) -> None:
    """Mark credentials as favourites; `list --filter favourite=yes` shows them."""
    with common.opened(vault, passphrase_file) as session:
        changes = session.labels.favour([session.find(one) for one in identifiers], on=not off)
    if as_json:
        common.print_json({"tool": "tessera", "changed": list(changes.changed)})
        return
    count = len(changes.changed)
    if off:
        common.say(
            ntr(
                "{n} credential is a favourite no more.",
                "{n} credentials are favourites no more.",
                count,
            )
        )
    else:
        common.say(
            ntr("{n} credential is a favourite.", "{n} credentials are favourites.", count)
        )
