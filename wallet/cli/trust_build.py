"""``tessera trust build``: for those who publish bundles."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli.common import COULD_NOT, DONE, FOUND_BAD, json_option, print_json, say
from wallet.cli.results import MOMENT
from wallet.errors import InputError
from wallet.wording import ntr, sources, tr
from wallet.wording.sizes import size as file_size

if TYPE_CHECKING:
    from wallet.trust.reading import BadRow, ReadList
    from wallet.trust_making import KeyFolder, ListToSign, Published

_MOST_TOLD = 20
"""Bad rows printed one by one; all of them are in the JSON."""
_SECTORS = {"registry": frozenset({"higher_education"})}


@click.command(name="build")
@click.option("--from", "first", multiple=True, metavar="SOURCE...", help="What it is made of.")
@click.argument("more", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--keys",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Your folder of keys; what was published before is remembered in it.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BUNDLE",
    help="The file to write.",
)
@click.option(
    "--new-keys",
    metavar="NAME",
    help="Make the folder of keys first, for a publisher of this name.",
)
@click.option(
    "--url", metavar="HTTPS-URL", help="With --new-keys: where you will publish the bundles."
)
@click.option(
    "--anchor",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Certificate that may have signed a trusted list, or the list of lists.",
)
@click.option(
    "--fetched-at",
    type=MOMENT,
    help="When the sources were fetched; else each file's own time.",
)
@click.option("--licence", metavar="TEXT", help="On which terms the sources were published.")
@click.option(
    "--role",
    metavar="registry/CC",
    help="Publish the academic tables as this national register instead of as DEQAR.",
)
@click.option(
    "--renew",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="BUNDLE",
    help="Only sign the date of this bundle anew; no sources are read.",
)
@json_option
def build(  # noqa: PLR0917 - click hands over each option as an argument
    first: tuple[str, ...],
    more: tuple[str, ...],
    folder: Path,
    out: Path,
    new_keys: str | None,
    url: str | None,
    anchor: tuple[Path, ...],
    fetched_at: datetime | None,
    licence: str | None,
    role: str | None,
    renew: Path | None,
    as_json: bool,
) -> None:
    """Make a signed trust bundle from what registers publish.

    SOURCE is a file or folder: DEQAR as CSV or as answers of its API, registries of the DCC,
    entity statements of an OpenID federation, EBSI's issuers registry, EU trusted lists (their
    signature is checked), DID documents, certificates, status lists, ESCO and ISCED-F. What
    cannot be used is named with its line and the reason.

    Exit status: 0 done; 1 done, but rows were left out; 3 could not.
    """
    from wallet.trust_making import KeyFolder  # noqa: PLC0415 - loads the update rules

    now = datetime.now(UTC)  # noqa: TID251 - the command's clock
    keys = KeyFolder.create(folder, new_keys, url=url) if new_keys else KeyFolder(folder)
    keys.operator()
    bad: Sequence[BadRow] = ()
    if renew is not None:
        made = _renewed(renew, keys, now)
    else:
        made, bad = _made((*first, *more), anchor, keys, (fetched_at, licence, role, now))
    _write(out, made.data)
    _tell(made, bad, out, as_json=as_json)
    sys.exit(FOUND_BAD if bad else DONE)


def _made(
    paths: Sequence[str],
    anchors: Sequence[Path],
    keys: KeyFolder,
    terms: tuple[datetime | None, str | None, str | None, datetime],
) -> tuple[Published, Sequence[BadRow]]:
    from wallet.trust.reading import read_sources  # noqa: PLC0415
    from wallet.trust_making import publish  # noqa: PLC0415

    fetched_at, licence, role, now = terms
    files = list(_files(paths, fetched_at, now))
    found = read_sources(files, [one for path in anchors for one in _certificates(path)])
    digest = hashlib.sha256(b"".join(hashlib.sha256(one).digest() for _, one, _ in files))
    lists = [_as_list(one, digest.hexdigest(), licence, role, now) for one in found.lists]
    if not lists:
        _tell_bad(found.bad)
        raise InputError("nothing_to_publish")
    return publish(lists, keys, now), found.bad


def _renewed(path: Path, keys: KeyFolder, now: datetime) -> Published:
    from wallet.trust_import import archive  # noqa: PLC0415
    from wallet.trust_making import renew  # noqa: PLC0415

    data = path.read_bytes()
    return renew(archive.unpack(data, hashlib.sha256(data).hexdigest()), keys, now)


def _as_list(
    one: ReadList, digest: str, licence: str | None, role: str | None, now: datetime
) -> ListToSign:
    from wallet.trust_import.list_terms import Coverage  # noqa: PLC0415
    from wallet.trust_making import ListToSign  # noqa: PLC0415

    kind = one.role.partition("/")[0]
    if role is not None and kind == "registry":
        one = replace(one, role=role, name=role.partition("/")[2].upper())
    return ListToSign(
        role=one.role,
        slug=_slug(one.name),
        name=one.name,
        rows=one.rows,
        fetched_at=min(one.dated, now),
        coverage=Coverage(countries=one.countries, sectors=_SECTORS.get(kind)),
        url=one.url,
        raw_sha256=digest,
        licence=licence,
        sandbox=one.sandbox,
    )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "list"


# --- files ----------------------------------------------------------------------------------


def _files(
    paths: Sequence[str], fetched_at: datetime | None, now: datetime
) -> Iterator[tuple[str, bytes, datetime]]:
    """(name, bytes, when it was fetched) of every file, folders recursed."""
    from wallet.trust.reading.limits import OPERATOR  # noqa: PLC0415

    for path in map(Path, paths):
        inside = sorted(one for one in path.rglob("*") if one.is_file())
        for one in inside if path.is_dir() else [path]:
            try:
                told = one.stat()
                if told.st_size > OPERATOR.input_bytes:
                    raise InputError("too_large", file=one.name, limit=OPERATOR.input_bytes)
                dated = fetched_at or min(datetime.fromtimestamp(told.st_mtime, UTC), now)
                yield one.name, one.read_bytes(), dated
            except OSError:
                raise InputError("unreadable_file", file=one.name) from None


def _certificates(path: Path) -> list[bytes]:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    data = path.read_bytes()
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise InputError("unreadable_file", file=path.name) from None
    return [one.public_bytes(Encoding.DER) for one in found]


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        say(tr("{name} cannot be written.", name=path.name), err=True)
        sys.exit(COULD_NOT)


# --- what is printed ------------------------------------------------------------------------


def _tell(made: Published, bad: Sequence[BadRow], out: Path, *, as_json: bool) -> None:
    from wallet.trust.sets import fingerprint_words  # noqa: PLC0415 - what the doors offer

    words = fingerprint_words(made.fingerprint)
    if as_json:
        print_json(_document(made, bad, words))
        return
    _tell_bad(bad)
    say(tr("{name}: {size}", name=out.name, size=file_size(len(made.data))))
    for path, rows in sorted(made.rows.items()):
        say(f"  - {path}: {ntr('{n} row', '{n} rows', rows)}")
    say(tr("Root fingerprint: {words}", words=words))
    say(f"                  {made.fingerprint}")
    say(tr("Make these words known by another way than the file: on paper, on your web page."))


def _tell_bad(bad: Sequence[BadRow]) -> None:
    for one in bad[:_MOST_TOLD]:
        where = f"{one.file}:{one.line}" if one.line else one.file
        say(f"  {where}: {sources.bad_row(one.reason, one.detail)}", err=True)
    rest = len(bad) - _MOST_TOLD
    if rest > 0:
        say(ntr("  and {n} more (see --json)", "  and {n} more (see --json)", rest), err=True)


def _document(made: Published, bad: Sequence[BadRow], words: str) -> dict[str, Any]:
    return {
        "name": made.name,
        "fingerprint": made.fingerprint,
        "words": words,
        "size": len(made.data),
        "versions": dict(made.versions),
        "lists": [{"path": path, "rows": rows} for path, rows in sorted(made.rows.items())],
        "left_out": [
            {"file": one.file, "line": one.line, "reason": one.reason, "detail": one.detail}
            for one in bad
        ],
    }
