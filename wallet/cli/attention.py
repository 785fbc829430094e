"""``tessera attention``: what the first page of the window would tell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.credential import best
from wallet.wording import tr
from wallet.wording.attention import About, sentence
from wallet.wording.dates import day, written

if TYPE_CHECKING:
    from wallet.session.attention import Line

_ID = 12
"""Characters of an id that are shown; any command takes them."""


@click.command(name="attention")
@common.wallet_options
def command(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """What needs attention: ends, changes, lists of issuers, what was begun, backups.

    The exit status is 1 where there is something, so that a script can ask.
    """
    with common.opened(vault, passphrase_file) as session:
        lines = session.attention.lines()
        languages = session.settings().languages
        last = session.backups.standing().last
    if as_json:
        common.print_json({"tool": "tessera", "attention": [_json(one) for one in lines]})
    elif not lines:
        common.say(tr("All is well"))
    for one in () if as_json else lines:
        held = "" if one.row is None else one.row.credential_id[:_ID]
        common.say(f"{held:<{_ID}}  {_sentence(one, languages, last)}".rstrip())
    raise SystemExit(1 if lines else 0)


def _sentence(line: Line, languages: tuple[str, ...], last: datetime | None) -> str:
    if line.concern == "backup":
        if last is None:
            return tr("There is no backup of this wallet.")
        return tr(
            "The last backup is of {day}, and the wallet has changed since.", day=day(last)
        )
    row = line.row
    found = best(row.titles, languages) if row is not None else None
    about = About(
        title=found.text if found is not None else tr("A credential"),
        when=written((row.expires or "") if row is not None else ""),
        name=line.names[0] if line.names else "",
        count=line.count,
        **({} if row is None else {"verdict": row.verdict}),
    )
    return sentence(line.concern, about)


def _json(line: Line) -> dict[str, Any]:
    return {
        "concern": str(line.concern),
        "key": line.key,
        "credential": None if line.row is None else line.row.credential_id,
        "days": line.days,
        "pathways": list(line.pathways),
        "names": list(line.names),
        "count": line.count,
    }
