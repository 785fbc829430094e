"""``tessera add``: write down something of one's own, with files attached."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wallet.cli import common
from wallet.credential import Kind
from wallet.session.entries import Entry, add_entry
from wallet.wording import tr

_KINDS = ", ".join(one.value for one in Kind)


@click.command()
@click.option("--title", required=True, help="What it was, in a few words.")
@click.option("--description", default="", help="What you did and learnt.")
@click.option("--organisation", default="", help="Where, or for whom.")
@click.option("--role", default="", help="What you were there.")
@click.option("--kind", default="", metavar="KIND", help=f"One of: {_KINDS}.")
@click.option("--started", default="", metavar="DATE", help="Such as 2025 or 2025-09-01.")
@click.option("--ended", default="", metavar="DATE", help="Such as 2026-06 or 2026-06-30.")
@click.option("--hours", default="", metavar="N", help="Hours of work in all.")
@click.option("--grade", default="", help="A result, if there was one.")
@click.option("--skill", "skills", multiple=True, help="What you can do now; may be repeated.")
@click.option("--link", default="", metavar="URL", help="Where more can be read.")
@click.option("--language", default="", metavar="TAG", help="Language of your words: en, fi...")
@click.option(
    "--attach",
    "attached",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file to keep with it; may be repeated.",
)
@common.wallet_options
def command(  # noqa: PLR0917 - one for each option
    title: str,
    description: str,
    organisation: str,
    role: str,
    kind: str,
    started: str,
    ended: str,
    hours: str,
    grade: str,
    skills: tuple[str, ...],
    link: str,
    language: str,
    attached: tuple[Path, ...],
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Keep something of your own in the wallet: a course, a project, a job.

    Nobody signs it, so it is shown as your own word and never as verified.

    Exit status: 0 it is in the wallet; 3 it could not be kept.
    """
    entry = Entry(
        title=title,
        description=description,
        organisation=organisation,
        role=role,
        kind=kind,
        started=started,
        ended=ended,
        hours=hours,
        grade=grade,
        skills=skills,
        link=link,
        language=language,
    )
    files = [(one.name, one.read_bytes()) for one in attached]
    with common.opened(vault, passphrase_file) as session:
        changes = add_entry(session, entry, files)
    if as_json:
        common.print_json({"tool": "tessera", "added": list(changes.kept)})
    else:
        common.say(tr("It is in the wallet, as your own word."))
    sys.exit(common.DONE)
