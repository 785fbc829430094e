"""``tessera note``: what the owner wrote about a credential."""

from __future__ import annotations

from typing import Any

import click

from wallet.cli import common
from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.wording import tr

_NAME = 8
"""Signs of a note's name at its end that are printed: its beginning is the time."""


@click.group(name="note")
def command() -> None:
    """Write notes about credentials. Notes are yours: nobody else sees them."""


@command.command(name="list")
@click.argument("identifier", metavar="ID")
@common.with_wallet
def list_(session: Any, identifier: str, as_json: bool) -> None:
    """The notes about a credential."""
    _tell(session, session.find(identifier), as_json=as_json)


@command.command(name="add")
@click.argument("identifier", metavar="ID")
@click.argument("text")
@common.with_wallet
def add(session: Any, identifier: str, text: str, as_json: bool) -> None:
    """Write TEXT about a credential."""
    found = session.find(identifier)
    session.labels.add_note(found, text)
    _tell(session, found, as_json=as_json)


@command.command(name="edit")
@click.argument("identifier", metavar="ID")
@click.argument("note")
@click.argument("text")
@common.with_wallet
def edit(session: Any, identifier: str, note: str, text: str, as_json: bool) -> None:
    """Write NOTE (its name in the list) of a credential anew."""
    found = session.find(identifier)
    session.labels.edit_note(_named(session, found, note), text)
    _tell(session, found, as_json=as_json)


@command.command(name="remove")
@click.argument("identifier", metavar="ID")
@click.argument("note")
@common.with_wallet
def remove(session: Any, identifier: str, note: str, as_json: bool) -> None:
    """Take NOTE (its name in the list) of a credential away for good."""
    found = session.find(identifier)
    session.labels.remove_note(_named(session, found, note))
    _tell(session, found, as_json=as_json)


def _named(session: Any, credential_id: str, name: str) -> str:
    wanted = name.strip().lower()
    for one in session.labels.of(credential_id).notes:
        if wanted and one.uid.endswith(wanted):
            return str(one.uid)
    raise InputError("unknown_note")


def _tell(session: Any, credential_id: str, *, as_json: bool) -> None:
    notes = session.labels.of(credential_id).notes
    if as_json:
        told = [
            {"note": one.uid, "at": timestamp.write(one.written_at), "text": one.text}
            for one in notes
        ]
        common.print_json({"tool": "tessera", "id": credential_id, "notes": told})
        return
    for one in notes:
        common.say(f"{one.uid[-_NAME:]}  {one.written_at:%Y-%m-%d}")
        for line in one.text.splitlines():
            common.say(f"  {line}")
    if not notes:
        common.say(tr("There is no note about it."))
