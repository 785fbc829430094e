"""``tessera request``: an employer asks for exactly what is needed.

No wallet and no passphrase. Two files come out: the request, to hand over, and a secret that
stays: it opens the answer and says what was asked.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli.common import json_option, print_json, say, write_new
from wallet.cli.results import MOMENT
from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.check_desk import Signer

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
@click.option(
    "--sign-with",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="KEY",
    help="Sign it with this private key (PEM; Ed25519 or P-256), so that others can tell "
    "who asks.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Certificate of that key and those above it (PEM). It names your host.",
)
@click.option("--did", metavar="DID", help="Your DID, whose document lists that key.")
@json_option
def command(  # noqa: PLR0917 - click hands over each option as an argument
    fields: str,
    out: Path,
    who: str | None,
    why: str | None,
    expires: datetime | None,
    sign_with: Path | None,
    certificate: Path | None,
    did: str | None,
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
        by=_signer(sign_with, certificate, did),
    )
    secret = out.with_name(f"{out.name}{_SECRET}")
    write_new(secret, made.secret)
    is_picture = out.suffix.lower() == ".png"
    write_new(out, request_png(made) if is_picture else made.document)
    if as_json:
        print_json({"tool": "tessera", "request": str(out), "secret": str(secret)})
        return
    say(tr("Hand over: {file}", file=str(out)))
    say(tr("Keep for yourself, to open the answer: {file}", file=str(secret)))


def _signer(key: Path | None, certificate: Path | None, did: str | None) -> Signer | None:
    """Who signs; None where nobody does.

    Raises:
        InputError: ``unreadable_file``, ``unusable_signer``.
    """
    if key is None:
        if certificate is not None or did is not None:
            raise click.UsageError(tr("--certificate and --did need --sign-with."))
        return None
    from wallet.check_desk import request_signer  # noqa: PLC0415 - loads the cryptography

    chain = None if certificate is None else _bytes(certificate)
    return request_signer(_bytes(key), chain, did)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise InputError("unreadable_file", file=file.name) from None


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
