"""``tessera show``: one credential, judged now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wallet import report_json, wording
from wallet.cli import common
from wallet.cli.results import accreditation_lines
from wallet.cli.rows import title_of
from wallet.report import Role
from wallet.wording import elements, tr

if TYPE_CHECKING:
    from wallet.session import Judged


@click.command(name="show")
@click.argument("identifier", metavar="ID")
@common.wallet_options
def command(
    identifier: str, vault: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Show a credential and what each check says of it today.

    ID is the beginning of a credential id that `tessera list` shows, at least four signs.
    """
    with common.opened(vault, passphrase_file) as session:
        credential_id = session.find(identifier)
        judged = session.credential(credential_id)
        originals = session.originals(credential_id)
    if as_json:
        told = report_json.judged(judged)
        told["originals"] = [{"sha256": sha256, "path": path} for sha256, path in originals]
        common.print_json(told)
        return
    _print(judged)
    for sha256, path in originals:
        common.say(tr("File {sha256}, at {path}", sha256=sha256, path=path))


def _print(judged: Judged) -> None:
    words = wording.verdict(judged.verdict, judged.report, Role.HOLDER)
    title = title_of(judged.view)
    common.say(title or tr("(without a title)"))
    common.say(f"{words.title}. {words.text}".strip())
    for found in judged.report.findings:
        said = wording.finding(found, Role.HOLDER)
        name, outcome = wording.check_name(found.check), wording.outcome_name(found.outcome)
        common.say(f"  {name:<40} {outcome:<16} {said.meaning}")
    if judged.view is not None and (asking := elements.asking(judged.view.completeness, title)):
        common.say(tr("To ask the issuer for what is missing:"))
        common.say(asking)
    for line in accreditation_lines(judged.report, Role.HOLDER):
        common.say(line)
