"""``tessera delete``: put credentials into the bin, or erase them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wallet.cli import common
from wallet.wording import ntr, tr


@click.command(name="delete")
@click.argument("identifiers", nargs=-1, required=True, metavar="ID...")
@common.wallet_options
@common.yes_option
@click.option(
    "--forever", is_flag=True, help="Erase at once instead of keeping 30 days in the bin."
)
def command(
    identifiers: tuple[str, ...],
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    yes: bool,
    forever: bool,
) -> None:
    """Delete credentials. They wait in the bin for 30 days, then they are erased.

    Backups that were made before still hold them; after --forever these are named.
    """
    with common.opened(vault, passphrase_file) as session:
        ids = [session.find(one) for one in identifiers]
        question = ntr("Delete {n} credential?", "Delete {n} credentials?", len(ids))
        if forever:
            question = ntr(
                "Erase {n} credential for good?", "Erase {n} credentials for good?", len(ids)
            )
        if not common.confirm(question, yes=yes):
            common.say(tr("Nothing was deleted."), err=True)
            sys.exit(common.COULD_NOT)
        changes = session.delete(ids, forever=forever)
        left = session.backups.holding_erased() if forever else ()
    if as_json:
        told = {"deleted": list(changes.removed), "in_backups": [str(one.path) for one in left]}
        common.print_json({"tool": "tessera", **told})
        return
    count = len(changes.removed)
    common.say(ntr("Deleted {n} credential.", "Deleted {n} credentials.", count))
    if left:
        common.say(tr("What you erased may still be in these backups:"))
        for one in left:
            common.say(f"  {one.id[:8]}  {one.path}")
