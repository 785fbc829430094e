"""``tessera search``: find credentials by words."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.cli.list_ import filters_of, query_options
from wallet.cli.rows import all_rows, print_rows


@click.command(name="search")
@click.argument("text")
@common.wallet_options
@query_options
def command(
    text: str,
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    filters: tuple[str, ...],
    sort: str,
) -> None:
    """Find credentials that hold every word of TEXT, each from its beginning, in any script.

    Your own notes, tags and names of collections are searched as well.
    """
    from wallet.session import LibraryQuery, Sort  # noqa: PLC0415 - loads the encrypted store

    with common.opened(vault, passphrase_file) as session:
        chosen = filters_of(session, filters)
        query = LibraryQuery(text=text, filters=chosen, sort=Sort(sort))
        print_rows(all_rows(session, query), as_json=as_json)
