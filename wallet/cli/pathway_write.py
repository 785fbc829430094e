"""``tessera pathway validate|new-version|sign``: for whoever writes pathways."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from wallet.cli.common import (
    COULD_NOT,
    json_option,
    one_file,
    opened,
    passphrase_file_option,
    print_json,
    say,
    vault_option,
    write_new,
)
from wallet.errors import InputError
from wallet.pathways import authoring as writing
from wallet.pathways import read
from wallet.pathways.rules.interface import UnknownRule
from wallet.wording import pathways as words
from wallet.wording import tr

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="New file for the document; an existing one is never overwritten.",
)


@click.command(name="validate")
@click.argument("pathway_file", metavar="PATHWAY.json")
@click.option("--sentences", is_flag=True, help="Say everything that it asks for, in words.")
@json_option
def validate(pathway_file: str, sentences: bool, as_json: bool) -> None:
    """Say whether a pathway document is sound, and everything that is wrong with it.

    Exit status: 0 it is sound; 3 it is not, or cannot be read.
    """
    draft = _draft(one_file(pathway_file))
    found = writing.look(draft)
    rules = found.pathway.rules if found.pathway else ()
    unknown = [one.id for one in rules if isinstance(one, UnknownRule)]
    told = [_told(draft, one) for one in found.problems]
    if as_json:
        said = list(writing.outline(draft)) if sentences and found.pathway else []
        print_json(
            {"valid": not told, "problems": told, "unknown_rules": unknown}
            | ({"sentences": said} if sentences else {})
        )
    else:
        _say(draft, told, unknown, sentences=sentences and found.pathway is not None)
    sys.exit(COULD_NOT if told else 0)


def _say(
    draft: writing.Draft, told: list[dict[str, Any]], unknown: list[str], *, sentences: bool
) -> None:
    for one in told:
        say(f"{one['member']}: {one['place']}: {one['message']}", err=True)
    if not told:
        say(tr("The pathway is sound."))
    for name in unknown:
        say(tr("The rule “{rule}” is not known and blocks the result.", rule=name))
    for sentence in writing.outline(draft) if sentences else ():
        say(sentence)


def _told(draft: writing.Draft, problem: writing.Problem) -> dict[str, Any]:
    return {
        "member": problem.member,
        "reason": problem.reason,
        "place": writing.place_words(draft, problem.path),
        "message": words.reason_words(problem.reason),
    }


@click.command(name="new-version")
@click.argument("pathway_file", metavar="PATHWAY.json")
@click.option("--version", help="Its version; by default the last number counted up.")
@output_option
def new_version(pathway_file: str, version: str | None, output: Path) -> None:
    """Begin a version that replaces a pathway: to be changed, signed and published.

    It keeps the pathway's id and says what it replaces. A signature is not carried over.
    """
    draft = writing.new_version(read(one_file(pathway_file)), version or "")
    write_new(output, writing.published(draft))
    say(tr("{file}: version {version}.", file=output.name, version=draft.at(("version",))))


@click.command(name="sign")
@click.argument("pathway_file", metavar="PATHWAY.json")
@click.option("--owner", is_flag=True, help="Name the key in the document as the owner's.")
@output_option
@vault_option
@passphrase_file_option
def sign(
    pathway_file: str,
    owner: bool,
    output: Path,
    vault: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Sign a pathway document with a wallet's key for reviews.

    Exit status: 0 signed; 3 the document is not sound, or could not be signed.
    """
    draft = writing.opened(one_file(pathway_file))
    with opened(vault, passphrase_file) as session:
        signer = session.authoring.signer
        if owner:
            draft = writing.named_as_owner(draft, signer)
        write_new(output, session.authoring.sign(draft))
    say(tr("{file}: signed by {signer}.", file=output.name, signer=signer))


def _draft(data: bytes) -> writing.Draft:
    """A draft of what lies in a file; what has not even the shape of one is refused."""
    try:
        return writing.kept(data)
    except InputError as error:
        if error.code == "draft_unreadable":
            read(data)  # says where
        raise
