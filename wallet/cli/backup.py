"""``tessera backup``: encrypted copies of the wallet, made, tried out and restored."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet import wording
from wallet.cli import common
from wallet.cli.common import say
from wallet.errors import InputError
from wallet.wording import keeping, ntr, tr
from wallet.wording.dates import day

if TYPE_CHECKING:  # loads the encrypted store
    from wallet.session.backups import KeptBackup, Tried

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

_words_option = click.option(
    "--words-file",
    type=FILE,
    metavar="FILE",
    help="Open the backup with the recovery words in this file instead of the passphrase.",
)


@click.group(name="backup")
def command() -> None:
    """Make encrypted copies of the wallet, try them out, restore one.

    A backup opens with the passphrase or the recovery words that the wallet had on that day.
    """


@command.command(name="make")
@common.wallet_options
@click.argument("folder", type=FOLDER, required=False)
@click.option("--if-due", is_flag=True, help="Only if the schedule wants one now.")
def make(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    folder: Path | None,
    if_due: bool,
) -> None:
    """Make a backup in FOLDER, or in the folder of the schedule. It is read back and compared.

    With --if-due it is one of the schedule: older ones beyond the number to keep are deleted.
    """
    with common.opened(vault, passphrase_file) as session:
        plan = session.backups.plan()
        if if_due:
            done = session.backups.make_if_due()
        elif folder is None and plan is None:
            raise InputError("backup_folder_needed")
        else:
            done = session.backups.make((folder or plan.folder).absolute())
    if as_json:
        made = None if done is None else _as_json(done.backup)
        rotated = [] if done is None else [str(one.path) for one in done.rotated]
        common.print_json({"tool": "tessera", "made": made, "deleted": rotated})
    elif done is None:
        say(tr("No backup is due."))
    else:
        say(tr("{file} is whole and can be restored.", file=done.backup.path.name))


@command.command(name="list")
@common.wallet_options
def list_(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the backups of this wallet, newest first, and what to know about each."""
    with common.opened(vault, passphrase_file) as session:
        found, standing = session.backups.list(), session.backups.standing()
    if as_json:
        told = {"backups": [_as_json(one) for one in found], "changed_since": standing.changed}
        common.print_json({"tool": "tessera", **told})
        return
    for one in found:
        say(f"{one.id[:8]}  {day(one.made_at)}  {one.path}")
        for line in _notes(one):
            say(f"          {line}")
    if not found:
        say(tr("No backup was made of this wallet yet."))
    elif standing.changed:
        say(tr("The wallet has changed since the newest one."))


@command.command(name="check")
@click.argument("file", type=FILE)
@common.vault_option
@common.passphrase_file_option
@_words_option
@click.option("--compare", is_flag=True, help="Compare with the wallet, which is opened first.")
@common.json_option
def check(
    file: Path,
    vault: Path | None,
    passphrase_file: Path | None,
    words_file: Path | None,
    compare: bool,
    as_json: bool,
) -> None:
    """Try a backup out: open it in a temporary place, and look at everything in it.

    Exit status: 0 it is whole; 1 something in it is damaged; 3 it could not be opened.
    """
    from wallet.session import backups  # noqa: PLC0415 - loads the encrypted store

    told = backups.look_into(file)
    if not as_json:
        say(tr("A backup of {day}.", day=day(told.made_at)), err=True)
    if compare:
        with common.opened(vault, passphrase_file) as session:
            found = session.backups.try_out(file, **_secret(passphrase_file, words_file))
    else:
        found = backups.try_backup(file, **_secret(passphrase_file, words_file))
    if as_json:
        common.print_json(
            {"tool": "tessera", "made_at": told.made_at.isoformat(), **_said(found)}
        )
    else:
        _tell(found)
    sys.exit(common.FOUND_BAD if found.damages else common.DONE)


@command.command(name="restore")
@click.argument("file", type=FILE)
@common.vault_option
@common.passphrase_file_option
@_words_option
@common.new_passphrase_file_option
@click.option(
    "--recovery-file",
    type=FILE,
    metavar="FILE",
    help="With --words-file: write the new recovery words into this new file.",
)
@common.json_option
def restore(  # noqa: PLR0917 - click hands over each option as an argument
    file: Path,
    vault: Path | None,
    passphrase_file: Path | None,
    words_file: Path | None,
    new_passphrase_file: Path | None,
    recovery_file: Path | None,
    as_json: bool,
) -> None:
    """Restore a backup into a new folder (--vault DIR). Nothing is ever overwritten.

    The wallet opens with the backup's passphrase and recovery words. Opened with
    --words-file, it gets a new passphrase and new recovery words.
    """
    from wallet.session import restoring  # noqa: PLC0415 - loads the encrypted store

    folder, told = common.wallet_folder(vault), dict[str, Any]()
    if words_file is None:
        typed = common.passphrase(passphrase_file)
        session = restoring.restore(file, folder, typed)
    else:
        new = common.new_passphrase(new_passphrase_file)
        session, words = restoring.restore_by_words(file, folder, _words(words_file), new)
        told = common.hand_out_recovery(words, recovery_file)
    with session:
        (notice,) = session.notices[:1]
    words_of = wording.error(notice.code, notice.facts)
    if as_json:
        common.print_json({"tool": "tessera", "wallet": folder.name, **notice.facts, **told})
        return
    say(words_of.text)
    if told:
        common.show_recovery(told)


@command.command(name="schedule")
@common.wallet_options
@click.argument("folder", type=FOLDER, required=False)
@click.option("--days", type=int, default=7, show_default=True, help="How often.")
@click.option("--keep", type=int, default=5, show_default=True, help="How many to keep.")
@click.option("--off", is_flag=True, help="No automatic backups any more.")
def schedule(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    folder: Path | None,
    days: int,
    keep: int,
    off: bool,
) -> None:
    """Have backups made into FOLDER while the wallet is open, or say what is set."""
    from wallet.session.backups import Plan  # noqa: PLC0415 - loads the encrypted store

    with common.opened(vault, passphrase_file) as session:
        if off:
            session.backups.set_plan(None)
        elif folder is not None:
            plan = Plan(folder=folder.absolute(), every_days=days, keep=keep)
            session.backups.set_plan(plan)
        chosen = session.backups.plan()
    if as_json:
        told = None
        if chosen is not None:
            told = {
                "folder": str(chosen.folder),
                "every_days": chosen.every_days,
                "keep": chosen.keep,
            }
        common.print_json({"tool": "tessera", "schedule": told})
    elif chosen is None:
        say(tr("No backups are made by themselves."))
    else:
        say(
            ntr(
                "A backup is made every day in {folder}; the newest {keep} are kept.",
                "A backup is made every {n} days in {folder}; the newest {keep} are kept.",
                chosen.every_days,
                folder=str(chosen.folder),
                keep=chosen.keep,
            )
        )


@command.command(name="delete")
@common.wallet_options
@common.yes_option
@click.argument("identifiers", nargs=-1, required=True, metavar="ID...")
def delete(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    yes: bool,
    identifiers: tuple[str, ...],
) -> None:
    """Delete backups for good, by the beginning of their id (`tessera backup list`)."""
    with common.opened(vault, passphrase_file) as session:
        chosen = [_found(session.backups.list(), one) for one in identifiers]
        question = ntr("Delete {n} backup?", "Delete {n} backups?", len(chosen))
        if not common.confirm(question, yes=yes):
            say(tr("Nothing was deleted."), err=True)
            sys.exit(common.COULD_NOT)
        for one in chosen:
            session.backups.forget(one.id)
    if as_json:
        common.print_json({"tool": "tessera", "deleted": [one.id for one in chosen]})
    else:
        say(ntr("Deleted {n} backup.", "Deleted {n} backups.", len(chosen)))


def _found(listed: tuple[KeptBackup, ...], prefix: str) -> KeptBackup:
    fitting = [one for one in listed if len(prefix) >= 4 and one.id.startswith(prefix)]  # noqa: PLR2004 - as ids of credentials
    if len(fitting) != 1:
        raise InputError("unknown_backup")
    return fitting[0]


def _secret(passphrase_file: Path | None, words_file: Path | None) -> dict[str, Any]:
    if words_file is not None:
        return {"words": _words(words_file)}
    prompt = tr("Passphrase of the backup")
    return {"passphrase": common.secret_text(passphrase_file, prompt)}


def _words(file: Path) -> tuple[str, ...]:
    return tuple(common.secret_text(file, tr("Recovery words")).split())


def _tell(found: Tried) -> None:
    say(
        ntr(
            "It opens, and holds {n} credential.",
            "It opens, and holds {n} credentials.",
            found.held,
        )
    )
    for line in keeping.tried(
        found.missing, is_ours=found.is_ours, is_damaged=bool(found.damages)
    ):
        say(line)


def _said(found: Tried) -> dict[str, Any]:
    return {
        "held": found.held,
        "binned": found.binned,
        "keys": found.keys,
        "damages": [{"code": one.code, "facts": dict(one.facts)} for one in found.damages],
        "of_this_wallet": found.is_ours,
        "missing": found.missing if found.is_ours else None,
    }


def _as_json(one: KeptBackup) -> dict[str, Any]:
    return {
        "id": one.id,
        "file": str(one.path),
        "made_at": one.made_at.isoformat(),
        "bytes": one.size,
        "automatic": one.automatic,
        "tried_at": None if one.tried_at is None else one.tried_at.isoformat(),
        "is_there": one.is_there,
        "may_hold_erased": one.may_hold_erased,
    }


def _notes(one: KeptBackup) -> list[str]:
    lines = []
    if not one.is_there:
        lines.append(tr("The file is not there now."))
    if one.tried_at is None:
        lines.append(tr("Never tried out."))
    if one.may_hold_erased:
        lines.append(tr("Something that you erased since may still be in it."))
    return lines
