"""``tessera collection``: named lists of credentials, in the owner's order."""

from __future__ import annotations

from typing import Any

import click

from wallet.cli import common
from wallet.cli.rows import all_rows, print_rows
from wallet.cli.tag import credentials
from wallet.wording import ntr, tr


@click.group(name="collection")
def command() -> None:
    """Keep credentials together in named lists, in your own order."""


@command.command(name="list")
@common.with_wallet
def list_(session: Any, as_json: bool) -> None:
    """All collections, in their order."""
    _tell(session, as_json=as_json)


@command.command(name="show")
@click.argument("name")
@common.with_wallet
def show(session: Any, name: str, as_json: bool) -> None:
    """The credentials of a collection, in their order."""
    from wallet.session import Facet, LibraryQuery, Sort  # noqa: PLC0415 - loads the store

    asked = ((Facet.COLLECTION, session.labels.collection(name)),)
    query = LibraryQuery(filters=asked, sort=Sort.PLACED)
    print_rows(all_rows(session, query), as_json=as_json)


@command.command(name="create")
@click.argument("name")
@common.with_wallet
def create(session: Any, name: str, as_json: bool) -> None:
    """Make a collection."""
    session.labels.add_collection(name)
    _tell(session, as_json=as_json)


@command.command(name="rename")
@click.argument("name")
@click.argument("new")
@common.with_wallet
def rename(session: Any, name: str, new: str, as_json: bool) -> None:
    """Give a collection another name."""
    labels = session.labels
    labels.rename_collection(labels.collection(name), new)
    _tell(session, as_json=as_json)


@command.command(name="delete")
@click.argument("name")
@common.with_wallet
def delete(session: Any, name: str, as_json: bool) -> None:
    """Remove a collection; what is in it stays in the wallet."""
    session.labels.remove_collection(session.labels.collection(name))
    _tell(session, as_json=as_json)


@command.command(name="move")
@click.argument("name")
@click.option("--before", metavar="NAME", help="Before this one; behind all without it.")
@common.with_wallet
def move(session: Any, name: str, before: str | None, as_json: bool) -> None:
    """Put a collection elsewhere in the list of collections."""
    labels = session.labels
    place = None if before is None else labels.collection(before)
    labels.move_collection(labels.collection(name), place)
    _tell(session, as_json=as_json)


@command.command(name="add")
@click.argument("name")
@credentials
@common.with_wallet
def add(session: Any, name: str, identifiers: tuple[str, ...], as_json: bool) -> None:
    """Put credentials at the end of a collection."""
    labels = session.labels
    labels.collect(labels.collection(name), [session.find(one) for one in identifiers])
    _tell(session, as_json=as_json)


@command.command(name="remove")
@click.argument("name")
@credentials
@common.with_wallet
def remove(session: Any, name: str, identifiers: tuple[str, ...], as_json: bool) -> None:
    """Take credentials out of a collection; they stay in the wallet."""
    labels = session.labels
    labels.take_out(labels.collection(name), [session.find(one) for one in identifiers])
    _tell(session, as_json=as_json)


@command.command(name="arrange")
@click.argument("name")
@click.argument("identifier", metavar="ID")
@click.option("--before", metavar="ID", help="Before this one; behind all without it.")
@common.with_wallet
def arrange(
    session: Any, name: str, identifier: str, before: str | None, as_json: bool
) -> None:
    """Put a credential elsewhere in a collection."""
    labels = session.labels
    place = None if before is None else session.find(before)
    labels.arrange(labels.collection(name), session.find(identifier), place)
    _tell(session, as_json=as_json)


def _tell(session: Any, *, as_json: bool) -> None:
    collections = session.labels.collections()
    if as_json:
        told = [
            {"collection": one.uid, "name": one.name, "count": one.count} for one in collections
        ]
        common.print_json({"tool": "tessera", "collections": told})
        return
    for one in collections:
        number = ntr("{n} credential", "{n} credentials", one.count)
        common.say(f"{one.name}  ({number})")
    if not collections:
        common.say(
            tr("There is no collection yet. Make one with: tessera collection create NAME")
        )
