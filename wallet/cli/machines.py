"""``tessera machines``: one wallet's content on several machines of its owner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.cli.common import FOUND_BAD, say
from wallet.errors import InputError
from wallet.wording import machines as wording
from wallet.wording import ntr, tr
from wallet.wording.dates import day

if TYPE_CHECKING:  # loads the encrypted store
    from wallet.session import Session
    from wallet.session.machines import Contact, Mate, Met

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
_name_option = click.option(
    "--name", default="", metavar="NAME", help="What to call this machine."
)
_words_option = click.option(
    "--words",
    metavar="WORDS",
    help="The words of the card, as the other machine shows them; else you are asked.",
)


@click.group(name="machines")
def command() -> None:
    """Keep several of your machines alike, through a folder that they share.

    The folder may lie on a stick, or be shared by Nextcloud, Syncthing or the like. What is in
    it is encrypted for your machines only. Each has a passphrase and keys of its own.
    """


@command.command(name="card")
@common.wallet_options
@_name_option
@click.argument("file", type=FILE)
def card(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, name: str, file: Path
) -> None:
    """Write this machine's card to FILE, and show its words."""
    with common.opened(vault, passphrase_file) as session:
        data = session.machines.card(_called(session, name))
        shown = session.machines.read_card(data)
    common.write_new(file, data)
    if as_json:
        common.print_json({"tool": "tessera", "file": str(file), **_card(shown)})
    else:
        say(tr("Compare these words on the other machine: {words}", words=shown.words))


@command.command(name="start")
@common.wallet_options
@_name_option
@click.argument("folder", type=FOLDER)
def start(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, name: str, folder: Path
) -> None:
    """Begin: this machine is the first, FOLDER is the one that you share."""
    with common.opened(vault, passphrase_file) as session:
        session.machines.start(folder, _called(session, name))
        told = session.machines.last()
    _say(told, as_json)


@command.command(name="admit")
@common.wallet_options
@_words_option
@click.argument("file", type=FILE)
def admit(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    words: str | None,
    file: Path,
) -> None:
    """Let the machine in whose card is FILE, after comparing its words."""
    with common.opened(vault, passphrase_file) as session:
        found = _compared(session, file, words)
        session.machines.admit(found)
        told = session.machines.last()
    _say(told, as_json)


@command.command(name="join")
@common.wallet_options
@_name_option
@_words_option
@click.argument("file", type=FILE)
@click.argument("folder", type=FOLDER)
def join(  # noqa: PLR0917 - click hands over each option
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    name: str,
    words: str | None,
    file: Path,
    folder: Path,
) -> None:
    """Belong to the machine whose card is FILE, through the shared FOLDER."""
    with common.opened(vault, passphrase_file) as session:
        found = _compared(session, file, words)
        session.machines.join(found, folder, _called(session, name))
        told = session.machines.meet()
    _say(told, as_json)


@command.command(name="meet")
@common.wallet_options
def meet(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Take in what the other machines changed, and hand out what was changed here."""
    with common.opened(vault, passphrase_file) as session:
        told = session.machines.meet()
    _say(told, as_json)


@command.command(name="list")
@common.wallet_options
def list_(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the machines, this one first, and what the last exchange came to."""
    with common.opened(vault, passphrase_file) as session:
        mates, told = session.machines.mates(), session.machines.last()
    if as_json:
        rows = [
            {
                **_card(one.card),
                "this": one.is_this,
                "heard": one.heard,
                "let_in_by": one.let_in_by or None,
            }
            for one in mates
        ]
        common.print_json({"tool": "tessera", "machines": rows, "last": _told(told)})
        return
    for one in mates:
        mark = tr("Let in by {name}", name=one.let_in_by) if one.let_in_by else ""
        mark = tr("this machine") if one.is_this else mark
        say(f"{one.card.name}\t{one.card.did}\t{mark}".rstrip())
    if not mates:
        say(tr("This wallet is on this machine alone."))
    _say(told, as_json=False)


@command.command(name="remove")
@common.wallet_options
@common.yes_option
@click.option(
    "--with-let-in", is_flag=True, help="Remove also the machines that it alone let in."
)
@click.argument("machine")
def remove(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    yes: bool,
    with_let_in: bool,
    machine: str,
) -> None:
    """Let MACHINE (its name or did:key) hear nothing more."""
    with common.opened(vault, passphrase_file) as session:
        mate = _mate(session, machine)
        if mate.brought:
            names = ", ".join(one.name for one in mate.brought)
            say(
                tr("{name} alone let in: {others}", name=mate.card.name, others=names), err=True
            )
        _sure(tr("It keeps what it has, and hears nothing more. Go on?"), yes=yes)
        brought = [one.did for one in mate.brought] if with_let_in else []
        session.machines.remove(mate.card.did, *brought)
        told = session.machines.last()
    _say(told, as_json)


@command.command(name="believe")
@common.wallet_options
@click.argument("machine")
def believe(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, machine: str
) -> None:
    """Where two machines removed each other: follow MACHINE (its did:key)."""
    with common.opened(vault, passphrase_file) as session:
        session.machines.believe(machine)
        told = session.machines.meet()
    _say(told, as_json)


@command.command(name="leave")
@common.wallet_options
@common.yes_option
def leave(vault: Path | None, passphrase_file: Path | None, as_json: bool, yes: bool) -> None:
    """Know nothing of the other machines any more; everything in the wallet stays."""
    with common.opened(vault, passphrase_file) as session:
        _sure(tr("The other machines are not told, and go on. Leave them?"), yes=yes)
        session.machines.leave()
    if as_json:
        common.print_json({"tool": "tessera", "left": True})


def _called(session: Session, name: str) -> str:
    me = session.machines.this
    return name or (me.name if me is not None else "")


def _compared(session: Session, file: Path, words: str | None) -> Contact:
    data = common.one_file(file)
    found = session.machines.read_card(data)
    if words is None:
        say(tr("The card is of {name}. Its words:", name=found.name), err=True)
        say(f"  {found.words}", err=True)
        _sure(tr("Does the other machine show the same words?"), yes=False)
    elif not found.is_named_by(words):
        raise InputError("fingerprint_differs")
    return found


def _sure(question: str, *, yes: bool) -> None:
    if not common.confirm(question, yes=yes):
        raise InputError("not_confirmed")


def _mate(session: Session, machine: str) -> Mate:
    for one in session.machines.mates():
        if machine in {one.card.did, one.card.name}:
            return one
    raise InputError("unknown_machine")


def _card(one: Contact) -> dict[str, str]:
    return {"name": one.name, "did": one.did, "words": one.words}


def _told(met: Met | None) -> dict[str, Any] | None:
    if met is None:
        return None
    return {
        "at": met.at.isoformat(),
        "sent": met.sent,
        "received": met.received,
        "new": list(met.changes.kept),
        "troubles": [
            {"code": one.code, "machine": one.did or None, "count": one.count}
            for one in met.troubles
        ],
    }


def _say(met: Met | None, as_json: bool) -> None:
    """Print what an exchange came to; ends with 1 where the person should look at something."""
    if as_json:
        common.print_json({"tool": "tessera", "last": _told(met)})
    elif met is not None:
        say(tr("Last exchange: {when}", when=day(met.at)))
        say(
            ntr(
                "{n} new credential came from another machine.",
                "{n} new credentials came from another machine.",
                len(met.changes.kept),
            )
        )
        for one in met.troubles:
            words = wording.trouble(one.code, one.name, one.count)
            say(words.text)
    if met is not None and met.troubles:
        raise SystemExit(FOUND_BAD)
