"""What the commands share: options, prompts, opening a wallet, printing.

Rules
-----
1. A passphrase comes from a prompt or from a file, never from an argument or the environment:
   those can be read by other programs.
2. With ``--json`` standard output holds one JSON document and nothing else; all else that is
   said goes to standard error.
3. Exit status 0 done, 1 done with findings that the person should see, 3 could not.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from wallet import wording
from wallet.cli.results import (
    COULD_NOT,
    DONE,
    FOUND_BAD,
    clean,
    is_folder,
    json_text,
    read_paths,
)
from wallet.errors import InputError, WalletError
from wallet.process import protect
from wallet.wording import tr
from wallet.wording.speech import in_language

__all__ = [
    "COULD_NOT",
    "DONE",
    "FOUND_BAD",
    "clean",
    "confirm",
    "fail",
    "files_in",
    "hand_out_recovery",
    "json_option",
    "language_option",
    "new_passphrase",
    "new_passphrase_file_option",
    "one_file",
    "opened",
    "passphrase",
    "passphrase_file_option",
    "print_json",
    "say",
    "secret_text",
    "show_recovery",
    "tell_error",
    "vault_option",
    "wallet_folder",
    "wallet_options",
    "write_new",
    "yes_option",
]

_LONGEST_PASSPHRASE = 64 * 1024
P = ParamSpec("P")
R = TypeVar("R")

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
vault_option = click.option(
    "--vault",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The wallet's folder; by default \"Wallet 1\" among this computer's user data.",
)
passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Read the passphrase from the first line of this file instead of asking.",
)
new_passphrase_file_option = click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Read the new passphrase from the first line of this file instead of asking.",
)
yes_option = click.option("--yes", is_flag=True, help="Go ahead without asking.")


def _speak(ctx: click.Context, param: click.Parameter, value: str) -> None:
    """Speak that language until the command ends."""
    if not ctx.with_resource(in_language(value)):
        raise click.BadParameter(tr("Tessera does not speak this language."), ctx, param)


language_option = click.option(
    "--language",
    metavar="TAG",
    default="en",
    show_default=True,
    expose_value=False,
    callback=_speak,
    help="Language of the file that is written, and of what is said meanwhile: de, es, fi...",
)


def wallet_options(command: Callable[P, R]) -> Callable[P, R]:
    """``--vault``, ``--passphrase-file`` and ``--json``."""

    @vault_option
    @passphrase_file_option
    @json_option
    @wraps(command)
    def wrapped(*args: P.args, **named: P.kwargs) -> R:
        return command(*args, **named)

    return wrapped


def with_wallet(command: Callable[..., R]) -> Callable[..., R]:
    """The same options; the command gets the unlocked wallet first, and ``as_json``."""

    @wallet_options
    @wraps(command)
    def wrapped(*, vault: Path | None, passphrase_file: Path | None, **named: Any) -> R:
        with opened(vault, passphrase_file) as session:
            return command(session, **named)

    return wrapped


# --- speaking


def say(text: str, *, err: bool = False) -> None:
    """Print a line; text of received files cannot move the cursor or turn the line."""
    click.echo(clean(text), err=err)


def print_json(value: Any) -> None:
    """Print the one JSON document of this run."""
    click.echo(json_text(value))


def fail(error: WalletError, *, as_json: bool = False) -> NoReturn:
    """Say what went wrong and what to do, and end with "could not"."""
    tell_error(error, as_json=as_json)
    sys.exit(COULD_NOT)


def tell_error(error: WalletError, *, as_json: bool = False) -> None:
    """Say what went wrong and what to do."""
    words = wording.error(error.code, error.facts)
    if as_json:
        told = {"code": error.code, "message": words.meaning, "advice": words.advice}
        print_json({"tool": "tessera", "error": told})
    say(words.text, err=True)


def confirm(question: str, *, yes: bool) -> bool:
    """Whether the person agrees.

    Raises:
        InputError: ``not_confirmed``: there is nobody to ask.
    """
    if yes:
        return True
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        raise InputError("not_confirmed") from None


# --- reading and writing files


def files_in(paths: Sequence[str]) -> list[tuple[str, bytes]]:
    """(name, bytes) of every file named, folders recursed, ``-`` for standard input.

    Raises:
        InputError: ``unreadable_file``, ``too_large``.
    """
    files, unreadable = read_paths(paths)
    for one in unreadable:
        if one.error is not None:
            raise InputError(one.error.code, file=Path(one.source).name)
    return files


def one_file(path: str | Path) -> bytes:
    """What one file holds, or standard input for ``-``; a folder is none.

    Raises:
        InputError: ``unreadable_file``, ``too_large``.
    """
    if is_folder(str(path)):
        raise InputError("unreadable_file", file=Path(path).name)
    ((_, data),) = files_in([str(path)])
    return data


def write_new(path: Path, data: bytes) -> None:
    """Write a new file, its owner's alone; whole or not at all, and never over another.

    Raises:
        InputError: ``output_exists``, ``cannot_write``.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError("output_exists", file=path.name) from None
    except OSError:
        raise InputError("cannot_write", file=path.name) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise InputError("cannot_write", file=path.name) from None


# --- passphrases and wallets


def passphrase(file: Path | None) -> str:
    """The passphrase from a file's first line, or typed.

    Raises:
        InputError: ``unreadable_file``.
    """
    return secret_text(file, tr("Passphrase"))


def secret_text(file: Path | None, prompt: str) -> str:
    """A secret from a file's first line, or typed unseen.

    Raises:
        InputError: ``unreadable_file``.
    """
    if file is None:
        return str(click.prompt(prompt, hide_input=True, err=True))
    return _first_line(file)


def new_passphrase(file: Path | None) -> str:
    """A new passphrase from a file's first line, or typed twice.

    Raises:
        InputError: ``unreadable_file``, ``passphrases_differ``.
    """
    if file is not None:
        return _first_line(file)
    first = secret_text(None, tr("New passphrase"))
    if secret_text(None, tr("The same again")) != first:
        raise InputError("passphrases_differ")
    return first


def wallet_folder(vault: Path | None) -> Path:
    """The folder named, or the default one."""
    from wallet.session import default_wallet  # noqa: PLC0415 - loads the encrypted store

    return vault or default_wallet()


@contextlib.contextmanager
def opened(vault: Path | None, passphrase_file: Path | None) -> Iterator[Any]:
    """The unlocked wallet; locked again at the end. What is odd about it is said first."""
    from wallet.session import Session  # noqa: PLC0415 - loads the encrypted store

    protect()
    with Session.open(wallet_folder(vault), passphrase(passphrase_file)) as session:
        for notice in session.notices:
            words = wording.error(notice.code, notice.facts)
            say(words.text, err=True)
        yield session


def hand_out_recovery(words: tuple[str, ...], file: Path | None) -> dict[str, Any]:
    """Write the recovery words to ``file``, or give them back to print; as JSON members."""
    if file is None:
        return {"recovery_words": list(words)}
    try:
        write_new(file, (" ".join(words) + "\n").encode())
    except InputError as error:
        # The wallet is made already: better on the screen than nowhere.
        tell_error(error)
        return {"recovery_words": list(words)}
    return {"recovery_file": str(file)}


def show_recovery(told: Mapping[str, Any]) -> None:
    """Print the recovery words, or say where they were written."""
    if "recovery_file" in told:
        say(tr("The recovery words are in {file}.", file=told["recovery_file"]))
        return
    say(tr("Recovery words: {words}", words=" ".join(told["recovery_words"])))
    say(tr("They open the wallet without the passphrase. Write them down and keep them safe."))


def _first_line(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(_LONGEST_PASSPHRASE)
        return data.decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        raise InputError("unreadable_file", file=file.name) from None
