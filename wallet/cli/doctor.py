"""``tessera doctor``: is the wallet whole?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wallet import wording
from wallet.cli import common
from wallet.wording import keeping, ntr, tr


@click.command(name="doctor")
@common.wallet_options
@click.option(
    "--rebuild", is_flag=True, help="Make the list of credentials anew from what is stored."
)
@click.option(
    "--salvage",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write what can still be read into a new wallet in this new folder.",
)
@click.option(
    "--words-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --salvage: open the damaged wallet with the recovery words in this file.",
)
@click.option(
    "--recovery-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --salvage: write the new wallet's recovery words into this new file.",
)
def command(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    rebuild: bool,
    salvage: Path | None,
    words_file: Path | None,
    recovery_file: Path | None,
) -> None:
    """Check every page, every stored file and the list of credentials. Nothing is overwritten.

    With --salvage a damaged wallet need not open: what can be read of it goes into a new one
    with the same passphrase, and what is lost is named.

    Exit status: 0 all is well; 1 something is damaged, named one by one; 3 the wallet could not
    be opened.
    """
    if salvage is not None:
        _rescue(
            common.wallet_folder(vault),
            salvage,
            (passphrase_file, words_file),
            recovery_file,
            as_json=as_json,
        )
        return
    with common.opened(vault, passphrase_file) as session:
        rebuilt = session.rebuild() if rebuild else None
        found = session.check_up()
    if as_json:
        damages = [{"code": one.code, "facts": dict(one.facts)} for one in found]
        told = {"tool": "tessera", "rebuilt": rebuilt, "damages": damages}
        common.print_json(told)
        sys.exit(common.FOUND_BAD if found else common.DONE)
    if rebuilt is not None:
        common.say(ntr("Listed {n} credential anew.", "Listed {n} credentials anew.", rebuilt))
    for one in found:
        words = wording.error(one.code, one.facts)
        facts = ", ".join(f"{name}: {value}" for name, value in one.facts.items())
        common.say(f"{words.text} ({facts})")
    if not found:
        common.say(tr("All is well."))
    sys.exit(common.FOUND_BAD if found else common.DONE)


def _rescue(
    damaged: Path,
    folder: Path,
    secrets: tuple[Path | None, Path | None],
    recovery_file: Path | None,
    *,
    as_json: bool,
) -> None:
    from wallet.session import rescue  # noqa: PLC0415 - loads the encrypted store

    passphrase_file, words_file = secrets
    words = None
    if words_file is None:
        passphrase = common.passphrase(passphrase_file)
    else:
        words = tuple(common.secret_text(words_file, tr("Recovery words")).split())
        passphrase = common.new_passphrase(passphrase_file)
    session, fresh, found = rescue.salvage(damaged, folder, passphrase, words=words)
    session.lock()
    told = common.hand_out_recovery(fresh, recovery_file)
    if as_json:
        counts = {"held": found.held, "binned": found.binned, "keys": found.holder_keys}
        lost = {"lost": list(found.lost), "missing": found.missing, **counts}
        common.print_json({"tool": "tessera", "wallet": folder.name, **lost, **told})
    else:
        for line in keeping.salvaged(found.held, found.missing, found.lost):
            common.say(line)
        common.show_recovery(told)
    sys.exit(common.FOUND_BAD if found.missing or found.pages_lost else common.DONE)
