"""``tessera request``: an employer asks for exactly what is needed.

No wallet and no passphrase. Two files come out: the request, to hand over, and a secret that
stays: it opens the answer and says what was asked.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from wallet.cli.common import json_option, print_json, say, write_new
from wallet.cli.results import MOMENT
from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.wording import tr

_SECRET = ".secret.json"  # noqa: S105 - the ending of a file name


@click.command(name="request")
@click.option(
    "--fields",
    required=True,
    metavar="FILE|NAMES",
    help="What is asked for: names with commas between (title,outcomes,level ...), or a file "
    "of JSON with `fields` or `dcql_query`, and perhaps `who` and `why`.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The request; a QR picture where it ends in .png.",
)
@click.option("--who", metavar="TEXT", help="How you call yourself.")
@click.option("--why", metavar="TEXT", help="What for.")
@click.option("--expires", type=MOMENT, help="Until when you want an answer.")
@json_option
def command(
    fields: str,
    out: Path,
    who: str | None,
    why: str | None,
    expires: datetime | None,
    as_json: bool,
) -> None:
    """Ask somebody to show certain things, and nothing more.

    Check the answer with: tessera check ANSWER --request SECRET
    """
    from wallet.check_desk import make_request, request_png  # noqa: PLC0415 - loads the cryptography

    asked = _asked(fields)
    made = make_request(
        who=who or str(asked.get("who", "")),
        why=why or str(asked.get("why", "")),
        fields=tuple(map(str, asked.get("fields", ()))),
        query=asked.get("dcql_query"),
        expires=expires,
    )
    secret = out.with_name(f"{out.name}{_SECRET}")
    write_new(secret, made.secret, secret=True)
    is_picture = out.suffix.lower() == ".png"
    write_new(out, request_png(made) if is_picture else made.document)
    if as_json:
        print_json({"tool": "tessera", "request": str(out), "secret": str(secret)})
        return
    say(tr("Hand over: {file}", file=str(out)))
    say(tr("Keep for yourself, to open the answer: {file}", file=str(secret)))


def _asked(fields: str) -> dict[str, Any]:
    """What a file says, or the names given.

    Raises:
        InputError: ``malformed_request``, ``unreadable_file``.
    """
    file = Path(fields)
    if not file.is_file():
        return {"fields": [one.strip() for one in fields.split(",") if one.strip()]}
    try:
        value = strict_json.loads(file.read_bytes())
    except OSError:
        raise InputError("unreadable_file", file=file.name) from None
    except InputError as error:
        raise InputError("malformed_request", member=error.code) from None
    if not isinstance(value, dict) or not isinstance(value.get("fields", []), list):
        raise InputError("malformed_request", member="fields")
    return value
