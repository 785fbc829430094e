"""``tessera import``: take credentials into the wallet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from wallet import wording
from wallet.cli import common
from wallet.cli.results import Progress
from wallet.cli.rows import title_of
from wallet.report import Role
from wallet.wording import ntr, tr

_STORED = {"new": "stored", "already_held": "already_held", "replaces": "replaces"}


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common.wallet_options
@common.yes_option
def command(
    files: tuple[str, ...],
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    yes: bool,
) -> None:
    """Read FILES, check them, show what would be stored, and store it if you agree.

    FILE is a credential, presentation, badge picture, ZIP or folder; "-" reads standard input.
    What is stored is exactly what came in.

    Exit status: 0 all is stored or was held already; 1 some files were refused; 3 nothing
    could be done.
    """
    given = common.files_in(files)
    with common.opened(vault, passphrase_file) as session:
        review = session.review(given, Progress())
        rows = [_row(one) for one in review.rows]
        if not as_json:
            _show(review.rows)
        wanted = sum(one["state"] in _STORED.values() for one in rows)
        question = ntr("Store {n} credential?", "Store {n} credentials?", wanted)
        if wanted and not common.confirm(question, yes=yes):
            common.say(tr("Nothing was stored."), err=True)
            sys.exit(common.COULD_NOT)
        session.keep(review)
    if as_json:
        common.print_json({"tool": "tessera", "results": rows})
    else:
        common.say(ntr("{n} credential is in the wallet.", "{n} are in the wallet.", wanted))
    sys.exit(common.FOUND_BAD if wanted < len(rows) else common.DONE)


def _row(row: Any) -> Mapping[str, Any]:
    """One credential of the review as JSON."""
    told: dict[str, Any] = {"source": row.source, "original": row.sha256 or None}
    if row.judged is None:
        words = wording.error(row.error.code, row.error.facts)
        return told | {
            "id": None,
            "state": "refused",
            "code": row.error.code,
            "message": words.meaning,
        }
    return told | {
        "id": row.judged.credential_id,
        "path": row.judged.path,
        "state": _STORED[row.state.value],
        "replaces": list(row.replaces),
        "verdict": row.judged.verdict.code.value,
        "reason": row.judged.verdict.deciding.reason.value,
    }


def _show(rows: Any) -> None:
    names = {
        "new": tr("New"),
        "already_held": tr("Already held"),
        "replaces": tr("Replaces an older one"),
        "refused": tr("Not read"),
    }
    for row in rows:
        state = names[row.state.value]
        if row.judged is None:
            words = wording.error(row.error.code, row.error.facts)
            common.say(f"{state:<22} {row.source}: {words.text}")
            continue
        words = wording.verdict(row.judged.verdict, row.judged.report, Role.HOLDER)
        title = title_of(row.judged.view) or row.source
        common.say(f"{state:<22} {title}: {words.title}. {words.meaning}")
