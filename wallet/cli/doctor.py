"""``tessera doctor``: is the wallet whole?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wallet import wording
from wallet.cli import common
from wallet.wording import ntr, tr


@click.command(name="doctor")
@common.wallet_options
@click.option(
    "--rebuild", is_flag=True, help="Make the list of credentials anew from what is stored."
)
def command(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, rebuild: bool
) -> None:
    """Check every page, every stored file and the list of credentials. Nothing is overwritten.

    Exit status: 0 all is well; 1 something is damaged, named one by one; 3 the wallet could not
    be opened.
    """
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
        common.say(f"{words.meaning} {words.advice} ({facts})")
    if not found:
        common.say(tr("All is well."))
    sys.exit(common.FOUND_BAD if found else common.DONE)
