"""``tessera pathway add|list|remove``: the pathways that a wallet follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wallet import wording
from wallet.cli import common
from wallet.cli.common import say
from wallet.credential import best
from wallet.encoding import jcs
from wallet.pathways import Pathway, read, templates
from wallet.session.unread import pathways
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session


@click.command(name="add")
@common.wallet_options
@click.argument("name", metavar="PATHWAY.json")
def add(vault: Path | None, passphrase_file: Path | None, as_json: bool, name: str) -> None:
    """Follow a pathway: a document, or a template by its name."""
    data = _document(name)
    pathway = read(data)
    with common.opened(vault, passphrase_file) as session:
        session.add_pathway(data)
        title = _title(session, pathway)
    if as_json:
        common.print_json({"tool": "tessera", "id": pathway.id, "version": pathway.version})
    else:
        say(f"{pathway.id}  {title} ({pathway.version})")


@click.command(name="list")
@common.wallet_options
def list_kept(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the pathways that the wallet follows."""
    with common.opened(vault, passphrase_file) as session:
        found = [(one, _title(session, one)) for one in session.pathways()]
        unread = pathways(session)
    if as_json:
        told = [{"id": one.id, "version": one.version, "title": title} for one, title in found]
        told += [{"id": one.id, "error": one.error.code} for one in unread]
        common.print_json({"tool": "tessera", "pathways": told})
        return
    for one, title in found:
        say(f"{one.id}  {title} ({one.version})")
    for lost in unread:
        say(f"{lost.id}  {wording.error(lost.error.code, lost.error.facts).meaning}")


@click.command(name="remove")
@common.wallet_options
@click.argument("pathway_id", metavar="ID")
def remove(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, pathway_id: str
) -> None:
    """Follow a pathway no longer; no credential goes with it."""
    with common.opened(vault, passphrase_file) as session:
        session.remove_pathway(pathway_id)
    if as_json:
        common.print_json({"tool": "tessera", "removed": pathway_id})
    else:
        say(tr("The pathway is no longer kept."))


def _document(name: str) -> bytes:
    for one in templates():
        if one.name == name:
            return jcs.canonical(dict(one.pathway.document))
    return common.one_file(name)


def _title(session: Session, pathway: Pathway) -> str:
    found = best(pathway.title, session.settings().languages)
    return found.text if found else ""
