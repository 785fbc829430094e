"""``tessera export``: give back exactly what came in, or copies of it to read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wallet import wording
from wallet.cli import common
from wallet.errors import InputError
from wallet.reasons import Reason
from wallet.report import Check, Role
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import Session

_FORMS = ("originals", "json", "csv", "html")


@click.command(name="export")
@click.argument("identifiers", nargs=-1, metavar="ID...")
@common.wallet_options
@click.option("--all", "everything", is_flag=True, help="Everything, as one file.")
@click.option(
    "--as",
    "form",
    type=click.Choice(_FORMS),
    default="originals",
    show_default=True,
    help="The files as they came (several as one ZIP with an index), or a copy to read: "
    "JSON with every check, a CSV table, a private HTML page.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The new file. Several credentials give a ZIP of their files with a readable index; "
    "into a folder that is there they go one by one.",
)
def command(
    identifiers: tuple[str, ...],
    *,
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    everything: bool,
    form: str,
    out: Path,
) -> None:
    """Write the files of credentials, byte for byte as they came in.

    Whoever has such a file can read all of it, and show it: it is not encrypted. Copies to
    read hold your own notes and tags too, and prove nothing.
    """
    if not identifiers and not everything:
        raise InputError("nothing_selected")
    with common.opened(vault, passphrase_file) as session:
        ids = None if everything else [session.find(one) for one in identifiers]
        chosen = session.files(ids)
        into_folder = form == "originals" and out.is_dir()
        if form == "originals" and len(chosen) == 1 and not everything and not into_folder:
            data, count = session.original(chosen[0].sha256), 1
        else:
            made = session.copies.archive(form, ids)
            data, count = made.data, made.count
        warnings = _warnings(session, ids or ()) if form == "originals" else ()
    if into_folder:
        _unpack(data, out)
    else:
        common.write_new(out, data)
    if as_json:
        originals = [one.sha256 for one in chosen]
        common.print_json(
            {"tool": "tessera", "out": str(out), "as": form, "originals": originals}
        )
    else:
        told = (
            ntr("{n} file", "{n} files", count)
            if form == "originals"
            else ntr("{n} credential", "{n} credentials", count)
        )
        common.say(tr("Wrote {count} to {out}.", count=told, out=out.name))
    for one in warnings:
        common.say(one, err=True)


def _warnings(session: Session, ids: Sequence[str]) -> tuple[str, ...]:
    """Of originals from which parts are shown: whoever has one can show it as its owner."""
    found = [session.credential(one).report.find(Check.PROOF) for one in ids]
    told = [
        wording.finding(one, Role.HOLDER).advice
        for one in found
        if one is not None and one.reason is Reason.BASE_PROOF_VALID
    ]
    return tuple(dict.fromkeys(told))


def _unpack(archive: bytes, folder: Path) -> None:
    """The files of an archive of our own making, none over another.

    Raises:
        InputError: ``output_exists``, and nothing was written; ``cannot_write``.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = opened.namelist()
        for name in names:
            if (folder / name).exists():
                raise InputError("output_exists", file=name)
        for name in names:
            common.write_new(folder / name, opened.read(name))
