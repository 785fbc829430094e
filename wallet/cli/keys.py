"""``tessera keys``: the identifiers that a learner gives to an issuer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.encoding import timestamp
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import HolderKey


@click.command(name="keys")
@common.wallet_options
@click.option(
    "--new", "label", metavar="LABEL", help="Make one more, under this name of your own."
)
@click.option(
    "--kind",
    type=click.Choice(["Ed25519", "P-256"]),
    default="Ed25519",
    show_default=True,
    help="P-256 for issuers that take nothing else.",
)
@click.option(
    "--qr",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --new: write the new identifier as a QR picture too.",
)
def command(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    label: str | None,
    kind: str,
    qr: Path | None,
) -> None:
    """List your own identifiers, to give to an issuer. Private keys never leave the wallet.

    Whoever is given the same identifier as somebody else can tell that both deal with you; make
    another with --new to keep them apart: one for each institution is a good habit.
    """
    with common.opened(vault, passphrase_file) as session:
        made = None if label is None else session.new_holder_key(label, kind)
        keys = session.holder_keys()
    if made is not None and qr is not None:
        from wallet.session import qr_png  # noqa: PLC0415 - native code, rarely needed

        common.write_new(qr, qr_png(made.did))
    if as_json:
        told = {"tool": "tessera", "keys": [_json(one) for one in keys]}
        common.print_json(told | ({} if made is None else {"made": made.did}))
        return
    _print(keys if made is None else (made,))


def _print(keys: Iterable[HolderKey]) -> None:
    told = False
    for one in keys:
        told = True
        name = one.label or tr("(without a name)")
        common.say(f"{one.did}  {name} ({one.created_at:%Y-%m-%d})")
    if not told:
        common.say(tr("There is no identifier yet. Make one with: tessera keys --new NAME"))


def _json(key: HolderKey) -> dict[str, Any]:
    return {
        "did": key.did,
        "label": key.label,
        "kind": key.kind,
        "verification_method": key.verification_method,
        "created_at": timestamp.write(key.created_at),
    }
