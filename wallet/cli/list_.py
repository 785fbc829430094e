"""``tessera list``: what the wallet holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wallet.cli import common
from wallet.cli.rows import all_rows, print_rows
from wallet.errors import InputError

if TYPE_CHECKING:
    from wallet.session import Facet


@click.command(name="list")
@common.wallet_options
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="KEY=VALUE",
    help="Only those with this value: issuer (its id), kind, level (EQF 6), verdict, format, "
    "skill (its URI), expires_before, awarded_after (a date). The same key twice widens.",
)
@click.option(
    "--sort",
    type=click.Choice(["added", "awarded", "title", "issuer", "expires"]),
    default="added",
    show_default=True,
    help="Order.",
)
@click.option("--deleted", is_flag=True, help="What lies in the bin.")
def command(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    filters: tuple[str, ...],
    sort: str,
    deleted: bool,
) -> None:
    """List the credentials of the wallet, with what each was last judged to be."""
    from wallet.session import LibraryQuery, Sort  # noqa: PLC0415 - loads the encrypted store

    chosen = tuple(_filter(one) for one in filters)
    with common.opened(vault, passphrase_file) as session:
        query = LibraryQuery(filters=chosen, sort=Sort(sort), deleted=deleted)
        print_rows(all_rows(session, query), as_json=as_json)


def _filter(text: str) -> tuple[Facet, str]:
    from wallet.session import Facet  # noqa: PLC0415 - loads the encrypted store

    name, equals, value = text.partition("=")
    known = tuple(one.value for one in Facet)
    if not equals or name not in known:
        raise InputError("unknown_filter", name=name[:60], known=known)
    return Facet(name), value
