"""``tessera recover``: open with the recovery words and set a new passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.wording import tr


@click.command(name="recover")
@click.option(
    "--words-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Read the recovery words from this file instead of asking.",
)
@click.option(
    "--recovery-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the new recovery words into this new file instead of printing it.",
)
@common.vault_option
@common.new_passphrase_file_option
@common.json_option
def command(
    words_file: Path | None,
    recovery_file: Path | None,
    vault: Path | None,
    new_passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Open the wallet with its recovery words, and set a new passphrase.

    They are used up by this; new ones are made.
    """
    from wallet.session import Session  # noqa: PLC0415 - loads the encrypted store

    typed = common.secret_text(words_file, tr("Recovery words"))
    new = common.new_passphrase(new_passphrase_file)
    folder = common.wallet_folder(vault)
    session, words = Session.recover(folder, tuple(typed.split()), new)
    session.lock()
    told = common.hand_out_recovery(words, recovery_file)
    if as_json:
        common.print_json({"tool": "tessera", "wallet": folder.name, **told})
        return
    common.say(tr("The wallet is open again with the new passphrase."))
    common.show_recovery(told)
