"""``tessera create``: make a new, encrypted wallet."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.wording import tr


@click.command(name="create")
@common.wallet_options
@click.option(
    "--recovery-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the recovery words into this new file instead of printing it.",
)
def command(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, recovery_file: Path | None
) -> None:
    """Make a new wallet in a new or empty folder.

    The recovery words are shown once. They open the wallet when the passphrase is forgotten,
    for you and for anybody else who has them: keep them on paper, in a safe place.
    """
    from wallet.session import Session  # noqa: PLC0415 - loads the encrypted store

    folder = common.wallet_folder(vault)
    chosen = common.new_passphrase(passphrase_file)
    session, words = Session.create(folder, chosen)
    session.lock()
    told = common.hand_out_recovery(words, recovery_file)
    if as_json:
        common.print_json({"tool": "tessera", "wallet": folder.name, **told})
        return
    common.say(tr("Made the wallet {name}.", name=folder.name))
    common.show_recovery(told)
