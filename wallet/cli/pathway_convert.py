"""``tessera pathway convert``: from CTDL or into it, with what was left on the way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli.common import FOUND_BAD, json_option, one_file, print_json, say, write_new
from wallet.errors import InputError
from wallet.pathways import Pathway, read
from wallet.wording import exchange as words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.exchange import CtdlPathway, Left


@click.command(name="convert")
@click.argument("file", metavar="FILE")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write; without it the document goes to standard output.",
)
@click.option(
    "--number",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which pathway, where the file holds several.",
)
@json_option
@click.pass_context
def convert(
    context: click.Context, file: str, out: Path | None, number: int, as_json: bool
) -> None:
    """Carry a pathway over from CTDL (Credential Engine, JSON-LD), or write one as CTDL.

    What FILE is tells the direction. Whatever cannot be carried over is listed with its place;
    a condition that cannot be carried over blocks and is never dropped.

    Exit status: 0 everything was carried over; 1 something was left, see the list; 3 the file
    cannot be used.
    """
    from wallet.exchange import looks_like_ctdl, read_ctdl, write_ctdl  # noqa: PLC0415 - only here

    data = one_file(file)
    understood: Sequence[Left] = ()
    if looks_like_ctdl(data):
        found = _chosen(read_ctdl(data), number)
        made, left, understood = found.data, found.left, found.understood
        rules = len(found.pathway.rules) - sum(one.blocks for one in left)
        summary = words.carried(len(found.pathway.slots), rules)
    else:
        written = write_ctdl(_pathway(data))
        made, left, summary = written.data, written.left, ""
    if out is not None:
        write_new(out, made)
    if as_json:
        print_json(_told(made, out, left, understood))
    else:
        if out is None:
            click.echo(made.decode())
        _say(summary, left, understood)
    context.exit(FOUND_BAD if left else 0)


def _pathway(data: bytes) -> Pathway:
    try:
        return read(data)
    except InputError as error:
        if error.facts.get("member") == "format":  # it means to be something else
            raise InputError("not_ctdl") from None
        raise


def _chosen(found: Sequence[CtdlPathway], number: int) -> CtdlPathway:
    if number > len(found):
        raise InputError("not_ctdl")
    if len(found) > 1:
        for at, one in enumerate(found, start=1):
            say(f"{at}: {one.pathway.title[0].text}", err=True)
    return found[number - 1]


def _say(summary: str, left: Sequence[Left], understood: Sequence[Left]) -> None:
    if summary:
        say(summary, err=True)
    say(words.left(len(left), sum(one.blocks for one in left)), err=True)
    for one in left:
        say(f"  {one.pointer or '/'}  {one.name}: {words.why(one.reason, one.parts)}", err=True)
    if understood:
        say(tr("What the document leaves open, and how it was understood:"), err=True)
    for one in understood:
        say(f"  {one.pointer or '/'}  {one.name}: {words.why(one.reason)}", err=True)


def _told(
    made: bytes, out: Path | None, left: Sequence[Left], understood: Sequence[Left]
) -> dict[str, Any]:
    told: dict[str, Any] = {"tool": "tessera"}
    if out is None:
        told["document"] = json.loads(made)
    else:
        told["file"] = str(out)
    return told | {
        "left": [_one(one) | {"blocks": one.blocks} for one in left],
        "understood": [_one(one) for one in understood],
    }


def _one(left: Left) -> dict[str, Any]:
    return {
        "pointer": left.pointer,
        "name": left.name,
        "reason": left.reason,
        "parts": list(left.parts),
        "meaning": words.why(left.reason, left.parts),
    }
