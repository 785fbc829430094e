"""``tessera export``: give back exactly what came in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import OriginalFile, Session

_INDEX = "index.json"
_LONGEST_NAME = 100
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every member's date in the ZIP: when somebody got a credential is nobody's business."""


@click.command(name="export")
@click.argument("identifiers", nargs=-1, metavar="ID...")
@common.wallet_options
@click.option("--all", "everything", is_flag=True, help="Everything, as one ZIP.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The new file. Several credentials give a ZIP of their files with a readable index.",
)
def command(
    identifiers: tuple[str, ...],
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    everything: bool,
    out: Path,
) -> None:
    """Write the files of credentials, byte for byte as they came in.

    Whoever has such a file can read all of it, and show it: it is not encrypted.
    """
    if not identifiers and not everything:
        raise InputError("nothing_selected")
    with common.opened(vault, passphrase_file) as session:
        ids = None if everything else [session.find(one) for one in identifiers]
        chosen = session.files(ids)
        if len(chosen) == 1 and not everything:
            data = session.original(chosen[0].sha256)
        else:
            data = _archive(session, chosen)
    common.write_new(out, data, secret=True)
    if as_json:
        originals = [one.sha256 for one in chosen]
        common.print_json({"tool": "tessera", "out": str(out), "originals": originals})
    else:
        count = ntr("{n} file", "{n} files", len(chosen))
        common.say(tr("Wrote {count} to {out}.", count=count, out=out.name))


def _archive(session: Session, chosen: Iterable[OriginalFile]) -> bytes:
    """A ZIP of the originals under the names they came with, and an index of them."""
    written = io.BytesIO()
    index: list[dict[str, Any]] = []
    names = {_INDEX}
    with zipfile.ZipFile(written, "w") as archive:
        for one in chosen:
            name = _free_name(one, names)
            _write(archive, name, session.original(one.sha256))
            index.append(
                {
                    "file": name,
                    "sha256": one.sha256,
                    "received_at": timestamp.write(one.received_at),
                    "credentials": [
                        {"id": credential_id, "path": path}
                        for credential_id, path in one.credentials
                    ],
                }
            )
        told = {"tool": "tessera", "files": index}
        _write(archive, _INDEX, json.dumps(told, ensure_ascii=False, indent=2).encode())
    return written.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def _free_name(one: OriginalFile, taken: set[str]) -> str:
    """The name it came with, harmless on every system, and not taken yet."""
    last = one.name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isalnum() or sign in " -_." else "_" for sign in last)
    plain = plain.strip(" .")[-_LONGEST_NAME:] or "credential"
    if plain.casefold() in taken:
        plain = f"{one.sha256[:12]}-{plain}"
    taken.add(plain.casefold())
    return plain
