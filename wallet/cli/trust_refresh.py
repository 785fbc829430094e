"""``tessera trust refresh``: the one command that uses the network, after saying so."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet import wording
from wallet.check_desk import CheckDesk, Wanted
from wallet.cli.common import DONE, FOUND_BAD, json_option, opened, print_json, say, yes_option
from wallet.cli.common import confirm as agrees
from wallet.cli.results import Progress
from wallet.errors import WalletError
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.refresh import Fetched
    from wallet.session import Session


@click.command(name="refresh")
@click.option(
    "--vault",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also what the credentials of this wallet need: lists of revoked ones, keys.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Read the passphrase from the first line of this file instead of asking.",
)
@click.option(
    "--include-single",
    is_flag=True,
    help="Also lists that one of your credentials alone uses: asking says that it is yours.",
)
@click.option("--dry-run", is_flag=True, help="Only say whom would be asked for what.")
@yes_option
@json_option
@click.option(
    "--trust-folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Use this folder instead of your own.",
)
def refresh(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    include_single: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    trust_folder: Path | None,
) -> None:
    """Fetch newer bundles, and what held credentials need, from the hosts that are named first.

    The hosts learn the address of this computer, and that it holds something of theirs; nothing
    else is sent. Exit status: 0 done; 1 something did not come; 3 could not.
    """
    desk = CheckDesk(trust_folder)
    with _wallet(vault, passphrase_file) as session:
        found = desk.wanted(_held(session))
        agreed = [one for one in found if include_single or not one.is_telling]
        _say_first(agreed, len(found) - len(agreed))
        if dry_run or not agreed:
            _end(agreed, [], as_json=as_json)
        if not agrees(tr("Ask these hosts now?"), yes=yes):
            say(tr("Nothing was sent."), err=True)
            sys.exit(DONE)
        told = [_take(one, desk, session) for one in desk.fetch(agreed, Progress())]
    _end(agreed, told, as_json=as_json)


@contextmanager
def _wallet(vault: Path | None, passphrase_file: Path | None) -> Iterator[Session | None]:
    if vault is None:
        yield None
        return
    with opened(vault, passphrase_file) as session:
        yield session


def _held(session: Session | None) -> Iterable[tuple[str, bytes]]:
    if session is None:
        return ()
    return ((one.name, session.original(one.sha256)) for one in session.files())


def _take(one: Fetched, desk: CheckDesk, session: Session | None) -> dict[str, Any]:
    """Keep what came; what it came to."""
    wanted = one.wanted
    told: dict[str, Any] = {"url": wanted.url, "kind": wanted.kind, "error": one.error}
    if one.data is None:
        return told
    try:
        if wanted.kind == "bundle":
            told["state"] = _take_bundle(wanted, one.data, desk)
        elif session is not None:
            added = session.add_evidence([(wanted.url, one.data)])
            told["state"] = "kept" if added.items else "refused"
    except WalletError as error:
        told["error"] = error.code
    return told


def _take_bundle(wanted: Wanted, data: bytes, desk: CheckDesk) -> str:
    """A newer bundle of a root that was accepted; nothing else comes in by this way."""
    offer = desk.offer_trust(wanted.host, [(wanted.host, data)])
    if offer.bundle is None or not offer.bundle.is_known:
        return "refused"
    before = offer.bundle.replaces
    if before is not None and offer.bundle.info.versions.get("snapshot") == before:
        return "same"
    desk.accept_trust(offer)
    return "kept"


# --- what is printed ------------------------------------------------------------------------


def _say_first(agreed: Sequence[Wanted], left_out: int) -> None:
    if not agreed:
        say(
            tr("There is nothing to fetch: no accepted bundle says where it is published."),
            err=True,
        )
    else:
        say(
            tr("These hosts would be asked, and learn that you hold something of theirs:"),
            err=True,
        )
    by_host: dict[str, list[Wanted]] = {}
    for one in agreed:
        by_host.setdefault(one.host, []).append(one)
    for host, wanted in by_host.items():
        say(f"  {host}", err=True)
        for one in wanted:
            say(f"    {_kind(one)}: {one.url}", err=True)
    if left_out:
        say(
            ntr(
                "{n} list is left out: one of your credentials alone uses it.",
                "{n} lists are left out: one of your credentials alone uses each.",
                left_out,
            ),
            err=True,
        )


def _kind(one: Wanted) -> str:
    return {
        "bundle": tr("trust bundle"),
        "status_list": tr("list of revoked credentials"),
        "key_document": tr("keys of an issuer"),
    }[one.kind]


def _end(agreed: Sequence[Wanted], told: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    bad = [one for one in told if one["error"] is not None or one.get("state") == "refused"]
    if as_json:
        wanted = [{"url": one.url, "kind": one.kind, "used_by": one.used_by} for one in agreed]
        print_json({"wanted": wanted, "fetched": list(told)})
    else:
        for one in told:
            say(f"{one['url']}: {_state(one)}")
    sys.exit(FOUND_BAD if bad else DONE)


def _state(told: dict[str, Any]) -> str:
    if told["error"] is not None:
        words = wording.error(
            str(told["error"]), {"host": Wanted(url=told["url"], kind="").host}
        )
        return words.meaning
    return {
        "kept": tr("fetched and kept"),
        "same": tr("nothing newer"),
        "refused": tr("not used: it is not what it should be"),
    }[str(told["state"])]
