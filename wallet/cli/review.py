"""``tessera review``: work with an advisor, by files only (spec/pathways.md, E.5).

The learner creates a case and merges the review of it; the advisor opens, annotates and signs.
What both are to each other is settled first, by comparing the words of their cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wallet import wording
from wallet.cli import common
from wallet.cli.common import say
from wallet.cli.present import fact
from wallet.cli.review_json import of_sent, of_table
from wallet.errors import InputError
from wallet.wording import reviews as words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.learner_reviews import Prepared
    from wallet.session.reviewing import Sent

FILE = click.Path(path_type=Path, dir_okay=False)
out_option = click.option(
    "--out", type=FILE, required=True, metavar="FILE", help="File to write, such as case.age."
)
name_option = click.option(
    "--name", required=True, metavar="TEXT", help="How you call yourself to the other."
)


@click.group(name="review")
def command() -> None:
    """Let an advisor review a pathway with you, or review one for a learner. By files only."""


# --- both sides


@command.command(name="card")
@common.wallet_options
@name_option
@out_option
def card(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, name: str, out: Path
) -> None:
    """Write your card: whom to seal files for, and whose signature to expect."""
    with common.opened(vault, passphrase_file) as session:
        data = session.cases_sent.card(name)
        me = session.cases_sent.me(name)
    common.write_new(out, data)
    if as_json:
        common.print_json({"tool": "tessera", "did": me.did, "words": me.words})
        return
    say(tr("Give {file} to the other, and read these words to each other:", file=out.name))
    say(f"  {me.words}")


@command.command(name="contact")
@common.wallet_options
@click.argument("file", type=FILE)
@click.option(
    "--words", "typed", metavar="TEXT", help="The words as the other read them to you."
)
def contact(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    file: Path,
    typed: str | None,
) -> None:
    """Keep somebody's card, once its words were compared."""
    data = _read(file)
    with common.opened(vault, passphrase_file) as session:
        found = session.cases_sent.read_card(data)
        if typed is None:
            say(tr("The card is of {name}. Its words:", name=found.name), err=True)
            say(f"  {found.words}", err=True)
            ask = tr("Did the other read the same words to you?")
            if not common.confirm(ask, yes=False):
                raise InputError("not_confirmed")
        session.cases_sent.confirm(found, typed or found.words)
    told = {"tool": "tessera", "did": found.did, "name": found.name}
    if as_json:
        common.print_json(told)
    else:
        say(tr("{name} is {did} from now on.", name=found.name, did=found.did))


@command.command(name="list")
@common.wallet_options
def list_cases(vault: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the cases that you sent and those that you were handed."""
    with common.opened(vault, passphrase_file) as session:
        sent, lost = session.cases_sent.listed()
        made, also = session.cases_received.listed()
    rows = [("sent", one.case, one.state) for one in sent]
    rows += [("received", case, state) for case, state in made]
    unread = [("sent", one) for one in lost] + [("received", one) for one in also]
    if as_json:
        told = [
            {"id": case.id, "side": side, "state": state, "pathway": case.pathway.id}
            for side, case, state in rows
        ]
        told += [
            {"id": one.id, "side": side, "state": one.state, "error": one.error.code}
            for side, one in unread
        ]
        common.print_json({"tool": "tessera", "cases": told})
        return
    for side, case, state in rows:
        other = case.advisor_name if side == "sent" else case.learner.name
        say(f"{case.id}  {words.side(side)}  {other}  {words.state(state)}")
    for _, one in unread:
        say(f"{one.id}  {wording.error(one.error.code, one.error.facts).meaning}")


@command.command(name="show")
@common.wallet_options
@click.argument("case_id", metavar="CASE")
def show(vault: Path | None, passphrase_file: Path | None, as_json: bool, case_id: str) -> None:
    """Show a case: what is in it, what it comes to, what was decided."""
    with common.opened(vault, passphrase_file) as session:
        made, lost = session.cases_received.listed()
        if case_id in {*(case.id for case, _ in made), *(one.id for one in lost)}:
            told = _table(session, case_id)
        else:
            told = of_sent(session.cases_sent.case(case_id))
    _tell(told, as_json=as_json)


# --- the learner


@command.command(name="create")
@common.wallet_options
@click.argument("pathway_id", metavar="PATHWAY")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--to", "advisor_did", metavar="DID", help="An advisor whose card you kept.")
@click.option("--for", "advisor", default="", metavar="TEXT", help="Somebody without a card.")
@click.option("--note", default="", metavar="TEXT", help="A word to the advisor.")
@click.option("--follows", metavar="CASE", help="The case whose review this one follows.")
@name_option
@out_option
@common.yes_option
def create(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    pathway_id: str,
    ids: tuple[str, ...],
    advisor_did: str | None,
    advisor: str,
    note: str,
    follows: str | None,
    name: str,
    out: Path,
    yes: bool,
) -> None:
    """Make one signed and sealed file with the credentials named, for an advisor.

    Without --to the file opens with six words: say them to the advisor, do not send them along.
    """
    with common.opened(vault, passphrase_file) as session:
        prepared = session.cases_sent.prepare(
            pathway_id,
            [session.find(one) for one in ids],
            advisor_did=advisor_did,
            advisor_name=advisor,
            note=note,
            follows=follows,
        )
        _preview(prepared)
        if not common.confirm(tr("Make the file?"), yes=yes):
            raise InputError("not_confirmed")
        sent = session.cases_sent.create(prepared, name)
    _handed(sent, out, as_json=as_json)


@command.command(name="merge")
@common.wallet_options
@click.argument("file", type=FILE)
@common.yes_option
def merge(
    vault: Path | None, passphrase_file: Path | None, as_json: bool, file: Path, yes: bool
) -> None:
    """Take in the review that an advisor sent back."""
    data = _read(file)
    with common.opened(vault, passphrase_file) as session:
        offered = session.cases_sent.read_review(data)
        for line in words.review_lines(
            offered.review, confirmed=offered.is_confirmed, named=offered.called.of
        ):
            say(line, err=as_json)
        if not common.confirm(tr("Keep it with the case?"), yes=yes):
            raise InputError("not_confirmed")
        session.cases_sent.merge(offered)
        told = of_sent(session.cases_sent.case(offered.case.id))
    if as_json:
        common.print_json({"tool": "tessera", **told})


@command.command(name="answer")
@common.wallet_options
@click.argument("case_id", metavar="CASE")
@click.option("--object", "objection", metavar="TEXT", help="What you do not agree with.")
@out_option
def answer(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    case_id: str,
    objection: str | None,
    out: Path,
) -> None:
    """Countersign a review that you merged, or object to it."""
    from wallet.session.reviewing import Response  # noqa: PLC0415 - loads the encrypted store

    response = Response.COUNTERSIGNED if objection is None else Response.OBJECTED
    with common.opened(vault, passphrase_file) as session:
        sent = session.cases_sent.answer(case_id, response, objection or "")
    _handed(sent, out, as_json=as_json)


# --- the advisor


@command.command(name="open")
@common.wallet_options
@click.argument("file", type=FILE)
@click.option("--words", "typed", metavar="TEXT", help="The six words, where it asks for them.")
def open_case(
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    file: Path,
    typed: str | None,
) -> None:
    """Open a case that a learner handed to you; everything in it is judged again here."""
    data = _read(file)
    with common.opened(vault, passphrase_file) as session:
        case = session.cases_received.open(data, typed)
        told = _table(session, case.id)
    _tell(told, as_json=as_json)


@command.command(name="annotate")
@common.wallet_options
@click.argument("case_id", metavar="CASE")
@click.option(
    "--kind",
    required=True,
    type=click.Choice(["equivalence", "rpl", "waiver", "rejection", "pin", "note", "request"]),
    help="What is decided.",
)
@click.option("--reason", required=True, metavar="TEXT", help="Why; the learner reads it.")
@click.option("--award", metavar="ID", help="Of an award of the case.")
@click.option("--slot", metavar="ID", help="Into a slot of the pathway.")
@click.option("--rule", metavar="ID", help="A rule of the pathway, to waive.")
@click.option("--title", metavar="TEXT", help="Prior learning: what was learned.")
@click.option("--credits", "amount", metavar="NUMBER", help="Prior learning: its credit.")
@click.option("--seen", metavar="TEXT", help="Prior learning: the evidence that you saw.")
def annotate(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    case_id: str,
    kind: str,
    reason: str,
    award: str | None,
    slot: str | None,
    rule: str | None,
    title: str | None,
    amount: str | None,
    seen: str | None,
) -> None:
    """Add a decision, with its reason, to a case that you were handed."""
    from wallet.session.reviewing import Decision, Kind  # noqa: PLC0415 - loads the store

    decision = Decision(
        kind=Kind(kind),
        reason=reason,
        at=datetime.now(UTC),  # noqa: TID251 - set anew by the session
        award=award,
        slot=slot,
        rule=rule,
        title=title,
        credits=_amount(amount),
        evidence=seen,
    )
    with common.opened(vault, passphrase_file) as session:
        session.cases_received.decide(case_id, decision)
        told = _table(session, case_id)
    _tell(told, as_json=as_json)


@command.command(name="sign")
@common.wallet_options
@click.argument("case_id", metavar="CASE")
@click.option("--sign-off", is_flag=True, help="You stand for the result, not only the notes.")
@click.option("--note", default="", metavar="TEXT", help="A word to the learner.")
@name_option
@out_option
def sign(  # noqa: PLR0917 - click hands over each option as an argument
    vault: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    case_id: str,
    sign_off: bool,
    note: str,
    name: str,
    out: Path,
) -> None:
    """Sign the review of a case, sealed for its learner. It can be signed once."""
    with common.opened(vault, passphrase_file) as session:
        sent = session.cases_received.sign(case_id, name, sign_off=sign_off, note=note)
    _handed(sent, out, as_json=as_json)


@command.command(name="take")
@common.wallet_options
@click.argument("file", type=FILE)
def take(vault: Path | None, passphrase_file: Path | None, as_json: bool, file: Path) -> None:
    """Keep the learner's answer to a review that you signed."""
    data = _read(file)
    with common.opened(vault, passphrase_file) as session:
        found = session.cases_received.take_answer(data)
    if as_json:
        told = {"case": found.case_id, "answer": found.response.value, "text": found.text}
        common.print_json({"tool": "tessera", **told})
        return
    say(f"{words.state(found.response.value)} {found.text}".strip())


# --- what they share


def _tell(told: Mapping[str, Any], *, as_json: bool) -> None:
    """A case, as its JSON or line by line."""
    if as_json:
        common.print_json({"tool": "tessera", **told})
        return
    for line in words.lines(told):
        say(line)


def _table(session: Session, case_id: str) -> dict[str, Any]:
    """A case as its advisor sees it, with what changed since they last signed."""
    table = session.cases_received.table(case_id)
    return of_table(table, session.cases_received.since(table))


def _read(file: Path) -> bytes:
    return common.one_file(file)


def _amount(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise InputError("malformed_review", member="credits") from None


def _preview(prepared: Prepared) -> None:
    """Say what leaves, before it does."""
    advisor = prepared.asked.advisor_name
    say(tr("{advisor} will see the pathway, its result, and of:", advisor=advisor), err=True)
    for plan in prepared.plans:
        for one in plan.credentials:
            title = one.titles[0].text if one.titles else one.credential_id[:12]
            say(f"  {title}: {words.facts(len(one.facts), len(one.hidden))}", err=True)
            for each in one.facts:
                say(f"    {fact(each)}", err=True)
    for agreement in prepared.agreements:
        called = agreement.title[0].text if agreement.title else agreement.id
        say(f"  {tr('Agreement')}: {called}", err=True)


def _handed(sent: Sent, out: Path, *, as_json: bool) -> None:
    common.write_new(out, sent.data)
    told: dict[str, Any] = {"case": sent.case_id, "file": str(out), "words": sent.words}
    if as_json:
        common.print_json({"tool": "tessera", **told})
        return
    say(tr("Hand over {file}.", file=out.name))
    if sent.words is not None:
        say(tr("It opens with these words; say them, do not send them along:"))
        say(f"  {sent.words}")
