"""``tessera tag``: the owner's own words on credentials."""

from __future__ import annotations

from typing import Any

import click

from wallet.cli import common
from wallet.wording import ntr, tr

credentials = click.argument("identifiers", nargs=-1, required=True, metavar="ID...")


@click.group(name="tag")
def command() -> None:
    """Put tags on credentials, to find them again. Tags are yours: nobody else sees them."""


@command.command(name="list")
@common.with_wallet
def list_(session: Any, as_json: bool) -> None:
    """All tags, and how many credentials have them."""
    tags = session.labels.tags()
    if as_json:
        told = [{"tag": one.label, "count": one.count} for one in tags]
        common.print_json({"tool": "tessera", "tags": told})
        return
    for one in tags:
        number = ntr("{n} credential", "{n} credentials", one.count)
        common.say(f"{one.label}  ({number})")
    if not tags:
        common.say(tr("There is no tag yet. Put one on with: tessera tag add TAG ID"))


@command.command(name="add")
@click.argument("tag")
@credentials
@common.with_wallet
def add(session: Any, tag: str, identifiers: tuple[str, ...], as_json: bool) -> None:
    """Put TAG on credentials."""
    ids = [session.find(one) for one in identifiers]
    session.labels.tag(ids, tag)
    tell_tags(session, ids, as_json=as_json)


@command.command(name="remove")
@click.argument("tag")
@click.argument("identifiers", nargs=-1, metavar="[ID...]")
@common.with_wallet
def remove(session: Any, tag: str, identifiers: tuple[str, ...], as_json: bool) -> None:
    """Take TAG off credentials; off all where none is named."""
    ids = [session.find(one) for one in identifiers]
    if ids:
        session.labels.untag(ids, tag)
    else:
        session.labels.remove_tag(tag)
    tell_tags(session, ids, as_json=as_json)


@command.command(name="rename")
@click.argument("tag")
@click.argument("new")
@common.with_wallet
def rename(session: Any, tag: str, new: str, as_json: bool) -> None:
    """Spell TAG otherwise, everywhere; it joins NEW where that is a tag already."""
    session.labels.rename_tag(tag, new)
    tell_tags(session, [], as_json=as_json)


def tell_tags(session: Any, ids: list[str], *, as_json: bool) -> None:
    """What tags these credentials have now."""
    told = {one: session.labels.of(one).tags for one in ids}
    if as_json:
        common.print_json({"tool": "tessera", "tags": told})
        return
    for one, tags in told.items():
        common.say(f"{one[:12]}  {', '.join(tags)}")
    if not told:
        common.say(tr("Done."))
