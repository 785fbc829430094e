"""``tessera portfolio``: credentials, what they add up to, and your own words, as a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.cli.common import say
from wallet.cli.present import fact
from wallet.errors import InputError
from wallet.wording import exchange as exchanged
from wallet.wording import language, ntr, tr
from wallet.wording import reviews as words

if TYPE_CHECKING:
    from wallet.session import DisclosurePlan, Session
    from wallet.session.exports import Draft
    from wallet.session.portfolios import Planned

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(name="portfolio")
def command() -> None:
    """Put chosen credentials together for somebody to read, print and check."""


@command.command(name="export")
@common.wallet_options
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--title", required=True, metavar="TEXT", help="What it is about.")
@click.option("--name", required=True, metavar="TEXT", help="How you call yourself in it.")
@click.option("--pathway", "pathway_id", metavar="ID", help="Show what they add up to on it.")
@click.option(
    "--narrative", type=FILE, metavar="FILE", help="Text of your own to put in front."
)
@click.option(
    "--attach", "attached", multiple=True, metavar="FILE", help="A file of your own to add."
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["pdf", "clr", "elm", "csv", "html"]),
    default="pdf",
    show_default=True,
    help="A PDF with what counts attached, a learner record (CLR 2.0), a European document "
    "(ELM), a table, or a web page.",
)
@click.option(
    "--recipient", default="", metavar="TEXT", help="For whom; it stands in what is signed."
)
@click.option("--out", type=FILE, required=True, metavar="FILE", help="The file to write.")
@common.language_option
@common.yes_option
def export(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    ids: tuple[str, ...],
    title: str,
    name: str,
    pathway_id: str | None,
    narrative: Path | None,
    attached: tuple[str, ...],
    form: str,
    recipient: str,
    out: Path,
    yes: bool,
) -> None:
    """Write a portfolio: your words, and what each credential says.

    As a PDF it holds the result on a pathway, a page for each credential, files of your own,
    and what counts, to be checked. Other forms hold what they have a place for; what they
    leave out is listed, and the command asks before anything is written.
    """
    said = {"title": title, "by_name": name, "narrative": _text(narrative)}
    if form != "pdf" and (pathway_id is not None or attached):
        raise click.UsageError(tr("--pathway and --attach go with a PDF alone."))
    own = [(Path(one).name, data) for one, data in common.files_in(attached)]
    with common.opened(vault, passphrase_file) as session:
        held = [session.find(one) for one in ids]
        if form == "pdf":
            planned = session.portfolios.plan(held, pathway_id=pathway_id, recipient=recipient)
            told = _bound(session, planned, said, own, out, yes=yes)
        else:
            exports = session.portfolios.exports
            draft = exports.draft(held, form, recipient=recipient, language=language(), **said)
            told = _exported(session, draft, out, yes=yes)
    if as_json:
        common.print_json({"tool": "tessera", **told})
        return
    say(tr("{file} is ready.", file=out.name))


def _bound(
    session: Session,
    planned: Planned,
    said: dict[str, str],
    own: list[tuple[str, bytes]],
    out: Path,
    *,
    yes: bool,
) -> dict[str, Any]:
    """Show what leaves, ask, and write the PDF; what is told of it as JSON."""
    say(tr("Whoever has the PDF will see of:"), err=True)
    _say_plans(planned.plans)
    for one in planned.left:
        called = one.titles[0].text if one.titles else one.credential_id[:12]
        say(f"  {exchanged.left_out(called)}", err=True)
    if not common.confirm(tr("Make the portfolio?"), yes=yes):
        raise InputError("not_confirmed")
    made = session.portfolios.make(planned, attachments=own, **said)
    common.write_new(out, made.pdf)
    left = [one.credential_id for one in planned.left]
    return {"id": made.portfolio.id, "file": str(out), "bytes": len(made.pdf), "left": left}


def _say_plans(plans: Iterable[DisclosurePlan]) -> None:
    for plan in plans:
        for one in plan.credentials:
            called = one.titles[0].text if one.titles else one.credential_id[:12]
            say(f"  {called}: {words.facts(len(one.facts), len(one.hidden))}", err=True)
            for each in one.facts:
                say(f"    {fact(each)}", err=True)


def _exported(session: Session, draft: Draft, out: Path, *, yes: bool) -> dict[str, Any]:
    """Show what leaves, ask, and write; what is told of it as JSON."""
    say(tr("Whoever has the file will see of:"), err=True)
    _say_plans(draft.plans)
    if draft.own:
        own = ntr("{n} entry of your own", "{n} entries of your own", len(draft.own))
        say(f"  {own}", err=True)
    told_once = {(exchanged.named(one.name), exchanged.why(one.reason)) for one in draft.left}
    for name, why in sorted(told_once):
        say(f"  {name}: {why}", err=True)
    if not common.confirm(tr("Write the file?"), yes=yes):
        raise InputError("not_confirmed")
    released = session.portfolios.exports.release(draft)
    common.write_new(out, released.data)
    told = [
        {"name": one.name, "place": one.pointer, "reason": one.reason} for one in draft.left
    ]
    return {"file": str(out), "bytes": len(released.data), "form": draft.form, "left": told}


@command.command(name="show")
@common.json_option
@click.argument("file", type=FILE)
def show(as_json: bool, file: Path) -> None:
    """Say whether a portfolio is whole, and who put it together.

    Its credentials are checked by ``tessera check``.
    """
    from wallet import portfolios  # noqa: PLC0415 - loads what reads PDFs

    data = common.one_file(file)
    now = datetime.now(UTC)  # noqa: TID251 - the command's clock
    found, attached = portfolios.open_pdf(data, now)
    if as_json:
        told = {
            "id": found.id,
            "title": found.title,
            "by": {"name": found.by_name, "did": found.by_did},
            "files": [{"name": one.name, "sha256": one.sha256} for one in attached],
            "result": None if found.result is None else dict(found.result),
        }
        common.print_json({"tool": "tessera", **told})
        return
    say(found.title)
    say(tr("Put together by {name}; nobody else vouches for that name.", name=found.by_name))
    say(ntr("Whole: {n} file as signed.", "Whole: {n} files as signed.", len(attached)))


def _text(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError("unreadable_file", file=file.name) from None
