"""``tessera favourite``: the credentials that the owner looks for most."""

from __future__ import annotations

from typing import Any

import click

from wallet.cli import common
from wallet.cli.tag import credentials
from wallet.wording import ntr


@click.command(name="favourite")
@credentials
@common.with_wallet
@click.option("--off", is_flag=True, help="They are favourites no more.")
def command(session: Any, identifiers: tuple[str, ...], as_json: bool, off: bool) -> None:
    """Mark credentials as favourites; `list --filter favourite=yes` shows them."""
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
