"""``tessera present``: show credentials to somebody, and know what they will see.

Always asks for the passphrase: a presentation is signed with the learner's own key.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet.cli import common
from wallet.cli.common import opened, print_json, say, wallet_options, write_new
from wallet.cli.results import DONE, FOUND_BAD, MOMENT
from wallet.credential import Texts, best
from wallet.encoding import strict_json
from wallet.encoding.timestamp import write as stamp
from wallet.errors import InputError
from wallet.wording import ntr, tr
from wallet.wording import presenting as words
from wallet.wording.asking import recipient_words, who_asks
from wallet.wording.papers import paper_along, papers_along

if TYPE_CHECKING:
    from wallet.presenting import Carried, Disclosure, DisclosurePlan, Statement
    from wallet.session import Presented, Session

FILE, QR, UR, PDF = "file", "qr", "ur", "pdf"


@click.command(name="present")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--request",
    "request_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Answer this request: the least that satisfies it is chosen, for whoever asked.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="File to write; for QR pictures a folder, or a name that ends in .png; for the "
    "frames of a moving code (ur) a folder.",
)
@click.option(
    "--recipient", default="", metavar="TEXT", help="For whom, as they call themselves."
)
@click.option(
    "--purpose", default="", metavar="TEXT", help="What for; kept in your ledger only."
)
@click.option("--nonce", metavar="TEXT", help="The word that they gave you to sign.")
@click.option(
    "--reveal",
    "reveals",
    multiple=True,
    metavar="ID:POINTER",
    help="Show this of a credential whose parts can be hidden; a JSON pointer, or nothing "
    "after the colon for all of it. Without it, only what the issuer made mandatory.",
)
@click.option(
    "--preset",
    metavar="NAME",
    help="A named selection for every credential: F-1 employer, F-2 skills, F-3 admission, "
    "F-4 advisor, F-5 without birth data, F-6 accreditation, F-7 pathway.",
)
@click.option(
    "--selection",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="JSON of credential ids and lists of pointers, instead of --reveal.",
)
@click.option(
    "--pathway",
    metavar="ID",
    help="Show what this pathway counts, with your own statement of the result (F-7).",
)
@click.option("--expires", type=MOMENT, help="Until when it should be accepted.")
@click.option(
    "--as",
    "transport",
    type=click.Choice([FILE, QR, UR, PDF]),
    default=FILE,
    show_default=True,
    help="How to hand it over.",
)
@click.option(
    "--with-papers",
    is_flag=True,
    help="Signed lists and accreditations go along in the file or PDF, as with F-3 and F-6.",
)
@click.option("--dry-run", is_flag=True, help="Print what they would see, and write nothing.")
@common.language_option
@wallet_options
def command(  # noqa: PLR0917 - click hands over each option as an argument
    ids: tuple[str, ...],
    request_file: Path | None,
    out: Path | None,
    recipient: str,
    purpose: str,
    nonce: str | None,
    reveals: tuple[str, ...],
    preset: str | None,
    selection: Path | None,
    pathway: str | None,
    expires: datetime | None,
    transport: str,
    with_papers: bool,
    dry_run: bool,
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Show the credentials ID... as one presentation, signed with your key.

    Prints what they will see before it is written. ID is the beginning of a credential id.
    Exit status 1 where there is something that you should know, such as a credential that has
    ended.
    """
    _check_usage(out is None and not dry_run, bool(ids or pathway) == bool(request_file))
    given = {"recipient": recipient, "purpose": purpose, "nonce": nonce, "preset": preset}
    with opened(vault, passphrase_file) as session:
        if request_file is not None:
            plan = _answer(session, request_file, expires, as_json=as_json)
        else:
            reveal = read_selection(reveals, selection, session.find)
            make = partial(session.handover.plan_stack, pathway) if pathway else session.plan
            plan = make(map(session.find, ids), expires=expires, reveal=reveal, **given)
        plan = session.handover.with_papers(plan) if with_papers else plan
        if not as_json:
            print_plan(plan)
        if dry_run or out is None:
            if as_json:
                print_json({"plan": plan_json(plan)})
            sys.exit(_status(plan))
        _look_at(out, transport)
        presented = session.present(plan, transport)
    written = _write(presented.carried, out)
    _tell(plan, presented, written, as_json=as_json)
    sys.exit(_status(plan))


def _check_usage(no_place: bool, no_choice: bool) -> None:
    """Refuse arguments that do not go together."""
    if no_place:
        raise click.UsageError(tr("--out is needed, unless --dry-run is given."))
    if no_choice:
        raise click.UsageError(
            tr("Name credentials or a pathway, or a request to answer; not both.")
        )


def _answer(
    session: Session, file: Path, expires: datetime | None, *, as_json: bool
) -> DisclosurePlan:
    """The plan of an answer; says who asks, and what is missing.

    Raises:
        InputError: ``unreadable_file``, ``not_a_request``, ``request_altered``,
            ``request_not_met`` ...
    """
    try:
        asked, signer = session.handover.open_request(file.read_bytes())
    except OSError:
        raise InputError("unreadable_file", file=file.name) from None
    proposal = session.handover.propose(asked)
    if not as_json or proposal.missing:
        say(who_asks(asked.called, asked.why, signer), err=as_json)
    if proposal.missing:
        for one in proposal.missing:
            say(f"  - {words.not_met(one.paths, one.unknown)}", err=True)
        raise InputError("request_not_met")
    return session.handover.answer(asked, proposal.picks, expires)


def read_selection(
    reveals: Sequence[str], file: Path | None, find: Callable[[str], str]
) -> dict[str, list[str] | None]:
    """What to show of each credential, by its whole id.

    Raises:
        InputError: ``malformed_selection``, ``unreadable_file``, or what ``find`` raises.
    """
    chosen: dict[str, list[str] | None] = {}
    for one in (*reveals, *_selection_file(file)):
        name, colon, pointer = one.partition(":")
        if not colon or (pointer and not pointer.startswith("/")):
            raise InputError("malformed_selection")
        credential = find(name)
        known = chosen.setdefault(credential, [])
        if not pointer:
            chosen[credential] = None
        elif known is not None:
            known.append(pointer)
    return chosen


def _selection_file(file: Path | None) -> list[str]:
    """The lines ``ID:POINTER`` that a JSON object of ids and pointers stands for."""
    if file is None:
        return []
    try:
        value = strict_json.loads(file.read_bytes())
    except OSError:
        raise InputError("unreadable_file", file=file.name) from None
    except InputError:
        raise InputError("malformed_selection") from None
    if not isinstance(value, dict) or not all(isinstance(one, list) for one in value.values()):
        raise InputError("malformed_selection")
    return [f"{name}:{one}" for name, pointers in value.items() for one in pointers]


def _look_at(out: Path, transport: str) -> None:
    """Refuse a place that is taken, before anything is signed.

    Raises:
        InputError: ``output_exists``.
    """
    if out.exists() and not (transport in (QR, UR) and out.is_dir()):
        raise InputError("output_exists", file=out.name)


def _write(carried: Carried, out: Path) -> list[Path]:
    """The files: one as named, several pictures numbered, in a folder or beside that name.

    Raises:
        InputError: ``output_exists``, ``cannot_write``.
    """
    artifacts = carried.artifacts
    is_name = carried.transport in (FILE, PDF) or (
        out.suffix.lower() == ".png" and not out.is_dir()
    )
    if is_name and len(artifacts) == 1:
        targets = [out]
    elif is_name:
        count = len(artifacts)
        targets = [
            out.with_name(f"{out.stem}-{number:02}-of-{count:02}{out.suffix}")
            for number in range(1, count + 1)
        ]
    else:
        targets = [_folder(out) / one.name for one in artifacts]
    for target, one in zip(targets, artifacts, strict=True):
        write_new(target, one.data)
    return targets


def _folder(out: Path) -> Path:
    try:
        out.mkdir(exist_ok=True)
    except OSError:
        raise InputError("cannot_write", file=out.name) from None
    return out


def _status(plan: DisclosurePlan) -> int:
    """1 where a note says more than that the whole document goes and whose it is."""
    notes = {note.value for one in plan.credentials for note in one.notes}
    return FOUND_BAD if notes & {"no_longer_valid", "not_judged"} else DONE


# --- what is printed --------------------------------------------------------------------------


def print_plan(plan: DisclosurePlan) -> None:
    """What they will see, statement by statement, and what they could tell from it."""
    say(
        tr("For: {recipient}", recipient=recipient_words(plan.recipient))
        if plan.recipient
        else tr("For nobody in particular")
    )
    if plan.expires is not None:
        say(tr("Until: {date}", date=stamp(plan.expires)))
    if plan.is_signed_once:
        say(tr("Signed by: {key}", key=words.signed_once()))
    if len(plan.holders) > 1:
        say(words.keys_linked(len(plan.holders)))
    for one in plan.credentials:
        _print_disclosure(one)
    _print_papers(plan)
    say(words.inference_title())
    for kind in dict.fromkeys(handle.kind.value for handle in plan.handles):
        say(f"  - {words.handle_name(kind)}")
    for sentence in words.unlisted_inferences(recipient=plan.recipient, nonce=plan.nonce):
        say(f"  - {sentence}")


def _print_papers(plan: DisclosurePlan) -> None:
    say(papers_along() if plan.papers else "")
    for one in plan.papers:
        dated = stamp(one.dated) if one.dated is not None else ""
        say(f"  - {paper_along(one.kind, one.about, dated)}")


def _print_disclosure(one: Disclosure) -> None:
    click.echo("")
    title = _text(one.titles) or tr("Without a title")
    say(f"{title} ({one.credential_id[:12]})")
    for note in one.notes:
        say(f"  {words.disclosure_note(note.value)}")
    for statement in one.facts:
        say(f"  {fact(statement)}")
    if one.hidden or one.places:
        say(f"  {words.hidden_words(len(one.hidden), one.places)}")
    machine = len(one.statements) - len(one.facts)
    if machine:
        say(
            ntr(
                "  and {n} technical statement (see --json)",
                "  and {n} technical statements (see --json)",
                machine,
            )
        )


def fact(statement: Statement) -> str:
    """One thing that they will see, in a line."""
    label = words.statement_label(statement.pointer)
    return f"{label}: {words.statement_value(statement.value, statement.pointer)}"


def _text(texts: Texts) -> str:
    found = best(texts, ("en",))
    return found.text if found is not None else ""


def _tell(
    plan: DisclosurePlan, presented: Presented, written: Sequence[Path], *, as_json: bool
) -> None:
    carried = presented.carried
    if as_json:
        print_json(
            {
                "plan": plan_json(plan),
                "transport": carried.transport,
                "sha256": presented.entry.sha256,
                "files": [str(one) for one in written],
                "warnings": list(carried.warnings),
            }
        )
        return
    click.echo("")
    for code in carried.warnings:
        say(words.carried_warning(code, len(written)))
    for path in written:
        say(tr("Written: {file}", file=str(path)))


def plan_json(plan: DisclosurePlan) -> dict[str, Any]:
    """The disclosure plan as JSON, every statement with its pointer."""
    return {
        "form": plan.form.value,
        "holder": plan.holder,
        "holders": list(plan.holders),
        "signed_once": plan.is_signed_once,
        "by_key": [list(ids) for ids in plan.by_key],
        "recipient": plan.recipient,
        "purpose": plan.purpose,
        "nonce": plan.nonce,
        "expires": None if plan.expires is None else stamp(plan.expires),
        "facts": plan.fact_count,
        "credentials": [_disclosure_json(one) for one in plan.credentials],
        "papers": [
            {"kind": one.kind, "about": one.about, "sha256": one.sha256} for one in plan.papers
        ],
        "handles": [
            {"kind": one.kind.value, "value": one.value, "pointer": one.pointer}
            for one in plan.handles
        ],
    }


def _disclosure_json(one: Disclosure) -> dict[str, Any]:
    return {
        "id": one.credential_id,
        "title": _text(one.titles),
        "issuer": _text(one.issuer_names),
        "carriage": one.carriage.value,
        "verdict": one.verdict.value,
        "notes": [note.value for note in one.notes],
        "statements": [
            {
                "part": statement.part.value,
                "pointer": statement.pointer,
                "value": statement.value,
                "technical": statement.technical,
                "sensitive": statement.sensitive,
            }
            for statement in one.statements
        ],
        "hidden": [statement.pointer for statement in one.hidden],
        "hidden_places": one.places,
        "choices": [choice.pointer for choice in one.choices.free],
    }
