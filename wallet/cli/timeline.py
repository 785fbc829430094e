"""``tessera timeline``: what was awarded in which year."""

from __future__ import annotations

from pathlib import Path

import click

from wallet.cli import common
from wallet.wording import ntr, tr


@click.command(name="timeline")
@common.wallet_options
def command(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Your learning by year, newest first, with the years in between without anything.

    What is not genuine is left out; `list --filter awarded_after=2024` names the credentials.
    """
    with common.opened(vault, passphrase_file) as session:
        line = session.learning.time_line()
    if as_json:
        years = [{"year": one.year, "count": one.count} for one in line.years]
        told = {"years": years, "gaps": [list(one) for one in line.gaps]}
        common.print_json({"tool": "tessera", **told, "undated": line.undated})
        return
    gaps = {last: first for first, last in line.gaps}
    for one in line.years:
        common.say(f"{one.year}  {ntr('{n} credential', '{n} credentials', one.count)}")
        below = (one.year or 0) - 1
        if below in gaps:
            common.say(tr("Nothing from {first} to {last}", first=gaps[below], last=below))
    if line.undated:
        common.say(
            ntr(
                "{n} credential does not say when it was awarded.",
                "{n} credentials do not say when they were awarded.",
                line.undated,
            )
        )
