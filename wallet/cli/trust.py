"""``tessera trust ...``: what this computer's user believes.

The trust folder lies outside every wallet and holds nothing personal; no passphrase is asked.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from wallet import wording
from wallet.check_desk import CheckDesk, TrustOffer, TrustSet, TrustState
from wallet.cli.common import (
    COULD_NOT,
    DONE,
    FOUND_BAD,
    files_in,
    json_option,
    print_json,
    say,
    yes_option,
)
from wallet.cli.common import (
    confirm as agrees,
)
from wallet.cli.trust_build import build
from wallet.cli.trust_floors import floors
from wallet.cli.trust_programme import programme
from wallet.cli.trust_refresh import refresh
from wallet.cli.trust_shown import bundle_json, bundle_lines
from wallet.encoding.timestamp import write as stamp
from wallet.presenting import qr
from wallet.trust.sets import TrustItem
from wallet.wording import ntr, tr
from wallet.wording import presenting as words

SAME, LATER, NO = "same", "later", "no"

folder_option = click.option(
    "--trust-folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Use this folder instead of your own.",
)


@click.group(name="trust")
def command() -> None:
    """Say whom you believe: bundles, lists of issuers, keys, lists of revoked credentials."""


command.add_command(build)
command.add_command(refresh)
command.add_command(floors)
command.add_command(programme)


@command.command(name="show")
@click.option("--qr", "as_code", is_flag=True, help="Fingerprints as QR codes too.")
@json_option
@folder_option
def show(as_code: bool, as_json: bool, trust_folder: Path | None) -> None:
    """List what was accepted on this computer: what, from when, how old, how sure.

    Exit status 1 where something was changed behind your back and is not used.
    """
    state = CheckDesk(trust_folder).trust()
    if as_json:
        print_json(_state(state))
    else:
        _print_state(state, as_code=as_code)
    sys.exit(FOUND_BAD if state.problems else DONE)


@command.command(name="import")
@click.argument("path", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--fingerprint",
    metavar="WORDS|HEX",
    help="The fingerprint that the source gave you by another way: at least ten of its words, "
    "or 20 hex digits.",
)
@click.option(
    "--picture",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A photo or picture of the QR code of the fingerprint, as the source gave it to you.",
)
@click.option("--yes", is_flag=True, help="Do not ask; needs --fingerprint or --picture.")
@json_option
@folder_option
def import_(
    path: tuple[str, ...],
    fingerprint: str | None,
    picture: Path | None,
    yes: bool,
    as_json: bool,
    trust_folder: Path | None,
) -> None:
    """Accept a file, a folder or a ZIP of trust material, once its fingerprint is compared.

    Recognised by content: lists of issuers, key documents, status lists. What was not compared
    can be kept, but identifies nobody until it is (see "tessera trust confirm").
    """
    fingerprint = _pictured(picture) or fingerprint
    if yes and not fingerprint:
        _stop(tr("--yes needs --fingerprint: nothing is trusted that nobody compared."))
    desk = CheckDesk(trust_folder)
    offer = desk.offer_trust(_name(path), files_in(path))
    typed: str | None
    if offer.bundle is not None and offer.bundle.is_confirmed:
        _print_offer(offer)
        if not agrees(_replaces(offer), yes=yes):
            _stop(tr("Nothing was changed."), DONE)
        typed = None
    elif fingerprint is None:
        _print_offer(offer)
        typed = _asked(offer)
    else:
        typed = fingerprint
        if not yes:
            _print_offer(offer)
            if not agrees(tr("Trust this from now on?"), yes=False):
                _stop(tr("Nothing was changed."), DONE)
    kept = desk.accept_trust(offer, typed)
    if as_json:
        print_json({**_set(kept), "refused": _refused(offer)})
    else:
        say(_standing(kept))


@command.command(name="confirm")
@click.argument("fingerprint_prefix", metavar="SET")
@click.option(
    "--fingerprint", required=True, metavar="WORDS|HEX", help="As the source gave it to you."
)
@json_option
@folder_option
def confirm(
    fingerprint_prefix: str, fingerprint: str, as_json: bool, trust_folder: Path | None
) -> None:
    """Confirm a set that was accepted without comparing. SET: first digits of its hex form."""
    kept = CheckDesk(trust_folder).confirm_trust(fingerprint_prefix, fingerprint)
    if as_json:
        print_json(_set(kept))
    else:
        say(_standing(kept))


@command.command(name="remove")
@click.argument("fingerprint_prefix", metavar="SET")
@yes_option
@json_option
@folder_option
def remove(
    fingerprint_prefix: str, yes: bool, as_json: bool, trust_folder: Path | None
) -> None:
    """Stop trusting a set. SET: the first digits of its fingerprint in hex."""
    desk = CheckDesk(trust_folder)
    if not agrees(tr("Stop trusting this set?"), yes=yes):
        _stop(tr("Nothing was changed."), DONE)
    gone = desk.remove_trust(fingerprint_prefix)
    if as_json:
        print_json(_set(gone))
    else:
        say(tr("No longer trusted: {name}", name=(gone.name)))


def _pictured(picture: Path | None) -> str | None:
    """What a picture of the code says; stops where it shows none."""
    if picture is None:
        return None
    found = CheckDesk().fingerprint_in(picture.read_bytes())
    if found is None:
        _stop(tr("This picture shows no fingerprint."))
    return found


def _replaces(offer: TrustOffer) -> str:
    """The question where a root that was compared before has signed another bundle."""
    return tr("You trust {name} already. Use this newer bundle?", name=offer.name)


def _asked(offer: TrustOffer) -> str | None:
    """What the person says of the words shown: the fingerprint, or None for later."""
    question = tr(
        "Compare these words with those that the source gave you by another way "
        "(telephone, paper, its web page). Are they the same?"
    )
    answer = click.prompt(question, type=click.Choice([SAME, LATER, NO]), err=True)
    if answer == NO:
        _stop(tr("Nothing was changed."), FOUND_BAD)
    return offer.fingerprint if answer == SAME else None


def _name(paths: tuple[str, ...]) -> str:
    """What the set will be called: the first file or folder, without the way to it."""
    return Path(paths[0]).resolve().name or paths[0]


# --- what is printed --------------------------------------------------------------------------


def _print_state(state: TrustState, *, as_code: bool) -> None:
    for problem in state.problems:
        say(words.trust_problem(problem.code, problem.facts), err=True)
    if not state.sets:
        say(tr("Nothing is trusted yet. See: tessera trust import --help"))
    for number, one in enumerate(state.sets):
        if number:
            click.echo("")
        _print_set(one, as_code=as_code)


def _print_set(one: TrustSet, *, as_code: bool) -> None:
    say(_standing(one))
    say(tr("  set          {hex}", hex=one.fingerprint))
    say(tr("  words        {words}", words=one.words))
    say(tr("  added        {date}", date=stamp(one.added_at)))
    if as_code:
        _print_code(one.pictured)
    if one.bundle is not None:
        for line in bundle_lines(one.bundle):
            say(line)
        return
    for item in one.items:
        say(f"  - {_item_line(item)}")


def _print_offer(offer: TrustOffer) -> None:
    if offer.bundle is not None:
        say(tr("Signed bundle “{name}”", name=offer.name), err=True)
        for line in bundle_lines(offer.bundle.info):
            say(line, err=True)
    else:
        say(ntr("{n} item of evidence:", "{n} items of evidence:", len(offer.items)), err=True)
        for item in offer.items:
            say(f"  - {_item_line(item)}", err=True)
    for refused in offer.refused:
        why = wording.error(refused.code, refused.facts).meaning
        say(tr("  not used: {name}: {why}", name=(refused.name), why=why), err=True)
    say(tr("Fingerprint: {words}", words=offer.words), err=True)
    say(f"             {offer.fingerprint}", err=True)
    if offer.bundle is None or not offer.bundle.is_confirmed:
        _print_code(offer.pictured, err=True)


def _print_code(text: str, *, err: bool = False) -> None:
    """The fingerprint as a QR code of text blocks, where the terminal has them."""
    stream = sys.stderr if err else sys.stdout
    lines = qr.qr_blocks(text)
    try:
        "".join(lines).encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return
    say("", err=err)
    for line in lines:
        say(f"  {line}", err=err)
    say("", err=err)


def _standing(one: TrustSet) -> str:
    confirmed = None if one.confirmed_at is None else stamp(one.confirmed_at)
    return f"{(one.name)}: {words.trust_confirmed(confirmed)}"


def _item_line(item: TrustItem) -> str:
    told = f"{words.trust_kind(item.kind, item.rows)}: {(item.label)}"
    if item.dated is not None:
        told = tr("{what}, of {date}", what=told, date=stamp(item.dated))
    return tr("{what} (a test list: it identifies nobody)", what=told) if item.sandbox else told


def _state(state: TrustState) -> dict[str, Any]:
    return {
        "sets": [_set(one) for one in state.sets],
        "problems": [{"code": one.code, **one.facts} for one in state.problems],
    }


def _set(one: TrustSet) -> dict[str, Any]:
    return {
        "name": one.name,
        "fingerprint": one.fingerprint,
        "words": one.words,
        "added_at": stamp(one.added_at),
        "confirmed_at": _moment(one.confirmed_at),
        "items": [
            {
                "kind": item.kind,
                "label": item.label,
                "rows": item.rows,
                "sha256": item.sha256,
                "dated": _moment(item.dated),
                "sandbox": item.sandbox,
            }
            for item in one.items
        ],
        "bundle": None if one.bundle is None else bundle_json(one.bundle),
    }


def _refused(offer: TrustOffer) -> list[dict[str, Any]]:
    return [{"name": one.name, "code": one.code} for one in offer.refused]


def _moment(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)


def _stop(sentence: str, status: int = COULD_NOT) -> NoReturn:
    say(sentence, err=True)
    sys.exit(status)
