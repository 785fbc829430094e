"""``tessera agreement``: what counts as what, signed by everybody concerned, by files only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from wallet.cli import common
from wallet.cli.common import say
from wallet.errors import InputError
from wallet.wording import agreements as words
from wallet.wording import tr

FILE = click.Path(path_type=Path, dir_okay=False)
out_option = click.option(
    "--out", type=FILE, required=True, metavar="FILE", help="File to write, to hand round."
)


@click.group(name="agreement")
def command() -> None:
    """Agreements on recognition: make them, sign them by turns, keep them. By files only."""


@command.command(name="make")
@common.wallet_options
@click.option("--title", required=True, metavar="TEXT", help="What it is about, in short.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    required=True,
    metavar="ROLE=NAME=DID[,ID]...",
    help="Who agrees: role (home, host, student, partner), name, and the key that signs, or "
    "`me`; then other identifiers under which it issues. At least two.",
)
@click.option(
    "--module",
    "modules",
    multiple=True,
    required=True,
    metavar="ID[=TITLE]",
    help="What counts: the identifier that its credentials name.",
)
@click.option("--id", "agreement_id", default="", metavar="ID", help="As a pathway names it.")
@click.option("--slot", "slots", multiple=True, metavar="ID", help="As which slot it counts.")
@click.option(
    "--pathway", "pathways", multiple=True, metavar="ID", help="On which pathway; else on any."
)
@click.option("--learning", is_flag=True, help="A learning agreement: the student signs too.")
@click.option("--from", "first", metavar="DATE", help="From when, such as 2026-09-01.")
@click.option("--until", "last", metavar="DATE", help="Until when.")
@click.option("--reason", default="", metavar="TEXT", help="Why they agree.")
@out_option
def make(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    title: str,
    parties: tuple[str, ...],
    modules: tuple[str, ...],
    agreement_id: str,
    slots: tuple[str, ...],
    pathways: tuple[str, ...],
    learning: bool,
    first: str | None,
    last: str | None,
    reason: str,
    out: Path,
) -> None:
    """Write down an agreement. Nobody has signed it yet: sign it, and hand it round."""
    from wallet.session.recognition import (  # noqa: PLC0415 - loads the encrypted store
        AGREEMENT,
        LEARNING,
        Named,
        Wanted,
    )

    with common.opened(vault, passphrase_file) as session:
        me = session.recognition.signer
        wanted = Wanted(
            title=title,
            kind=LEARNING if learning else AGREEMENT,
            parties=tuple(Named(**_party(one, me)) for one in parties),
            modules=tuple(_module(one) for one in modules),
            slots=slots,
            pathways=pathways,
            valid_from=_day(first, "validFrom"),
            valid_until=_day(last, "validUntil"),
            reason=reason,
        )
        handed = session.recognition.make(wanted, agreement_id)
    _hand(handed.data, handed.told, out, as_json=as_json)


@command.command(name="sign")
@common.wallet_options
@click.argument("file", type=FILE)
@out_option
@common.yes_option
def sign(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    file: Path,
    out: Path,
    yes: bool,
) -> None:
    """Sign an agreement as one of its parties, and write it for the next."""
    data = _read(file)
    with common.opened(vault, passphrase_file) as session:
        _say(session.recognition.look(data), err=True)
        if not common.confirm(tr("Sign this agreement?"), yes=yes):
            raise InputError("not_confirmed")
        handed = session.recognition.sign(data)
    _hand(handed.data, handed.told, out, as_json=as_json)


@command.command(name="add")
@common.wallet_options
@click.argument("file", type=FILE)
def add(vault: Path | None, passphrase_file: Path | None, as_json: bool, file: Path) -> None:
    """Keep an agreement; it counts from now on as far as it is signed."""
    data = _read(file)
    with common.opened(vault, passphrase_file) as session:
        told = session.recognition.add(data).told
    _tell(told, as_json=as_json)


@command.command(name="show")
@common.wallet_options
@click.argument("what", metavar="FILE|ID")
def show(vault: Path | None, passphrase_file: Path | None, as_json: bool, what: str) -> None:
    """Say what an agreement says and who has signed it: a file, or a kept one by its id."""
    with common.opened(vault, passphrase_file) as session:
        kept = session.recognition
        told = kept.look(_read(Path(what)) if Path(what).is_file() else kept.file(what))
    _tell(told, as_json=as_json)


@command.command(name="list")
@common.wallet_options
def list_agreements(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the agreements that are kept."""
    with common.opened(vault, passphrase_file) as session:
        every = session.recognition.listed()
    if as_json:
        common.print_json({"tool": "tessera", "agreements": list(every)})
        return
    ids = [one["id"] for one in every]
    for one in every:
        # Anybody can write down another's id: then the text is told apart by its key.
        name = one["id"] if ids.count(one["id"]) == 1 else one["key"]
        say(f"{name}  {one['title']}  {words.standing(one)}")


@command.command(name="remove")
@common.wallet_options
@click.argument("agreement_id", metavar="ID")
def remove(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, agreement_id: str
) -> None:
    """Forget an agreement; what counted through it counts no longer."""
    with common.opened(vault, passphrase_file) as session:
        session.recognition.remove(agreement_id)
    if as_json:
        common.print_json({"tool": "tessera", "removed": agreement_id})
    else:
        say(tr("The agreement is no longer kept."))


# --- what they share


def _read(file: Path) -> bytes:
    return common.one_file(file)


def _party(text: str, me: str) -> dict[str, Any]:
    role, _, rest = text.partition("=")
    name, _, ids = rest.rpartition("=")
    listed = tuple(me if one == "me" else one for one in ids.split(",") if one)
    return {"role": role, "name": name, "identifiers": listed}


def _module(text: str) -> tuple[str, str]:
    name, _, title = text.partition("=")
    return name, title


def _day(text: str | None, member: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("malformed_agreement", member=member, reason="not_a_date") from None


def _hand(data: bytes, told: Mapping[str, Any], out: Path, *, as_json: bool) -> None:
    common.write_new(out, data)
    if as_json:
        common.print_json({"tool": "tessera", "file": str(out), **told})
        return
    _say(told)
    if any(one["is_me"] and not one["signed"] for one in told["parties"]):
        say(tr("Sign it first: tessera agreement sign {file} --out FILE", file=out.name))
    waiting = [one["name"] for one in told["parties"] if not one["signed"] and not one["is_me"]]
    if waiting:
        say(tr("Hand {file} to: {names}.", file=out.name, names=_names(waiting)))
    elif all(one["signed"] for one in told["parties"]):
        say(tr("Everybody has signed. Give {file} to whom it concerns.", file=out.name))


def _names(names: Sequence[str]) -> str:
    return ", ".join(names)


def _tell(told: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        common.print_json({"tool": "tessera", **told})
    else:
        _say(told)


def _say(told: Mapping[str, Any], *, err: bool = False) -> None:
    for line in words.lines(told):
        say(line, err=err)
