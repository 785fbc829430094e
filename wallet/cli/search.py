"""``tessera search``: find credentials by words."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.cli.rows import all_rows, print_rows


@click.command(name="search")
@click.argument("text")
@common.wallet_options
def command(text: str, vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Find credentials that hold every word of TEXT, each from its beginning, in any script."""
    from wallet.session import LibraryQuery  # noqa: PLC0415 - loads the encrypted store

    with common.opened(vault, passphrase_file) as session:
        print_rows(all_rows(session, LibraryQuery(text=text)), as_json=as_json)
