"""``tessera trust programme``: the owner says which programme a credential is of."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet import wording
from wallet.cli import common
from wallet.report import Role
from wallet.wording import tr
from wallet.wording.dates import day

if TYPE_CHECKING:
    from wallet.session import Session


@click.command(name="programme")
@click.argument("credential", metavar="CREDENTIAL")
@common.wallet_options
@click.option(
    "--name",
    metavar="TEXT",
    help="Do not ask: the name of the programme, as the register has it.",
)
@click.option("--take-back", is_flag=True, help="What you said before no longer counts.")
def programme(
    credential: str,
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    name: str | None,
    take_back: bool,
) -> None:
    """Say that the programme which a register names is the one of this credential.

    A name alone proves nothing: compare it with your diploma supplement, or ask the
    institution. Your word counts for this credential, in this wallet alone. Exit status 1
    where nothing was asked or confirmed.
    """
    with common.opened(vault, passphrase_file) as session:
        mine = session.find(credential)
        if take_back:
            count = _taken_back(session, mine)
        else:
            count = _confirmed(session, mine, name, quiet=as_json)
        report = session.credential(mine).report
    if as_json:
        told = report.accreditation
        answer = {"code": told.code, "at_award": told.at_award, "now": told.now}
        common.print_json(
            {"tool": "tessera", "id": mine, "changed": count, "accreditation": answer}
        )
    else:
        words = wording.accreditation(report, Role.HOLDER)
        common.say(words.sentence if words is not None else tr("Nothing can be said of it."))
    sys.exit(common.DONE if count else common.FOUND_BAD)


def _confirmed(session: Session, mine: str, name: str | None, *, quiet: bool) -> int:
    """How many programmes the owner says are this one: none, or one."""
    from wallet.session.looking import confirm_programme, programmes_asked  # noqa: PLC0415

    rows = programmes_asked(session.credential(mine))
    if not rows and not quiet:
        common.say(tr("No programme of its name waits to be confirmed."), err=True)
    for row in rows:
        if _is_it(row, name):
            confirm_programme(session, mine, str(row["decision"]), str(row["programme"]))
            return 1
    return 0


def _is_it(row: Mapping[str, Any], name: str | None) -> bool:
    if name is not None:
        return name.strip().casefold() == str(row["programme"]).strip().casefold()
    common.say(
        tr(
            "“{name}”, reviewed by {agency}, {start} to {end}; {register} of {date}, signed by "
            "{signer}.",
            name=row["programme"],
            agency=row["agency_name"],
            start=day(str(row["from"])),
            end=day(str(row["to"])),
            register=row["register"],
            date=day(str(row["snapshot"])),
            signer=row["signer"],
        ),
        err=True,
    )
    return common.confirm(tr("Is this the programme of your credential?"), yes=False)


def _taken_back(session: Session, mine: str) -> int:
    from wallet.session.looking import said_of_programme  # noqa: PLC0415 - opens the store

    items = said_of_programme(session, mine)
    for one in items:
        session.remove_evidence(one)
    return len(items)
