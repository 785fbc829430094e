"""``tessera passphrase``: change the passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.wording import tr


@click.command(name="passphrase")
@common.wallet_options
@common.new_passphrase_file_option
def command(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    new_passphrase_file: Path | None,
) -> None:
    """Change the passphrase: everything is encrypted anew. The recovery words stay good."""
    from wallet.session import Session  # noqa: PLC0415 - loads the encrypted store

    old = common.passphrase(passphrase_file)
    with Session.open(common.wallet_folder(vault), old) as session:
        new = common.new_passphrase(new_passphrase_file)
        session.change_passphrase(old, new)
    if as_json:
        common.print_json({"tool": "tessera", "changed": True})
    else:
        common.say(tr("The passphrase was changed."))
