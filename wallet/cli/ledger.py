"""``tessera ledger``: what was shown to whom; it leaves the wallet only as you ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.encoding import timestamp
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import LedgerEntry


@click.command(name="ledger")
@common.wallet_options
@click.option("--search", default="", metavar="TEXT", help="Only entries that mention this.")
@click.option(
    "--export",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write them as JSON: pointers and salted digests, no values.",
)
@click.option("--clear", is_flag=True, help="Forget them.")
@click.option("--yes", is_flag=True, help="Forget without being asked.")
def command(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    search: str,
    export: Path | None,
    clear: bool,
    yes: bool,
) -> None:
    """List what you showed to others, newest first."""
    with common.opened(vault, passphrase_file) as session:
        found = [one for one in session.ledger() if one.mentions(search)]
        if export is not None:
            common.write_new(export, export_of(found))
        asked = ntr("Forget {n} entry?", "Forget {n} entries?", len(found))
        if clear and (yes or click.confirm(asked, err=True)):
            session.clear_ledger(one.made_at for one in found)
    if as_json:
        common.print_json({"tool": "tessera", "entries": [_json(one) for one in found]})
        return
    for one in found:
        number = ntr("{n} credential", "{n} credentials", len(one.credentials))
        name = one.recipient or tr("Nobody in particular")
        common.say(f"{one.made_at:%Y-%m-%d %H:%M}  {name}  {number}  {one.purpose}")
    if not found:
        common.say(tr("Nothing was shown."))


def export_of(entries: list[LedgerEntry]) -> bytes:
    """The entries as a file of JSON."""
    from wallet.session import ledger_json  # noqa: PLC0415 - loads the encrypted store

    return json.dumps(ledger_json(entries), ensure_ascii=False, indent=1).encode()


def _json(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "made_at": timestamp.write(entry.made_at),
        "recipient": entry.recipient,
        "purpose": entry.purpose,
        "transport": entry.transport,
        "sha256": entry.sha256,
        "expires": None if entry.expires is None else timestamp.write(entry.expires),
        "credentials": [one.credential_id for one in entry.credentials],
    }
