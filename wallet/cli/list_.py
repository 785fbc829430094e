"""``tessera list``: what the wallet holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from wallet.cli import common
from wallet.cli.rows import all_rows, print_rows
from wallet.errors import InputError

if TYPE_CHECKING:
    from wallet.session import Facet

P = ParamSpec("P")
R = TypeVar("R")


def query_options(command: Callable[P, R]) -> Callable[P, R]:
    """``--filter`` and ``--sort``."""
    return click.option(
        "--filter",
        "filters",
        multiple=True,
        metavar="KEY=VALUE",
        help="Only those with this value: issuer (its id), kind, level (EQF 6), verdict, "
        "format, skill (its URI), expires_before, expires_after, awarded_before, "
        "awarded_after (a date), tag, collection (its name), favourite (yes), pathway (its "
        "id). The same key twice widens.",
    )(
        click.option(
            "--sort",
            type=click.Choice(["added", "awarded", "title", "issuer", "expires", "placed"]),
            default="added",
            show_default=True,
            help="Order; placed: as in the collection that is asked for.",
        )(command)
    )


@click.command(name="list")
@common.wallet_options
@query_options
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

    with common.opened(vault, passphrase_file) as session:
        chosen = filters_of(session, filters)
        query = LibraryQuery(filters=chosen, sort=Sort(sort), deleted=deleted)
        print_rows(all_rows(session, query), as_json=as_json)


def filters_of(session: Any, told: tuple[str, ...]) -> tuple[tuple[Facet, str], ...]:
    """What ``--filter`` asks for.

    Raises:
        InputError: ``unknown_filter``, ``unknown_collection``.
    """
    return tuple(_filter(session, one) for one in told)


def _filter(session: Any, text: str) -> tuple[Facet, str]:
    from wallet.session import Facet  # noqa: PLC0415 - loads the encrypted store

    name, equals, value = text.partition("=")
    known = tuple(one.value for one in Facet)
    if not equals or name not in known:
        raise InputError("unknown_filter", name=name[:60], known=known)
    facet = Facet(name)
    return facet, session.labels.collection(value) if facet is Facet.COLLECTION else value
