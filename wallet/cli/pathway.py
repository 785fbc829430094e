"""``tessera pathway check|add|convert|templates``: what credentials add up to (E.9)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NoReturn

import click

from wallet import batch, wording
from wallet.cli.common import (
    COULD_NOT,
    files_in,
    json_option,
    one_file,
    opened,
    passphrase_file_option,
    print_json,
    say,
)
from wallet.cli.pathway_convert import convert
from wallet.cli.pathway_keep import add, list_kept, remove
from wallet.cli.pathway_write import new_version, sign, validate
from wallet.cli.results import (
    Progress,
    in_reach,
    is_folder,
    tell_refused_evidence,
    trust_options,
)
from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.examine import FileError, FileResult
from wallet.pathways import (
    Agreement,
    HeldAward,
    Pathway,
    PathwayResult,
    Told,
    ToldGroup,
    ToldSlot,
    carried_agreements,
    carried_pathway,
    evaluate,
    held,
    read,
    read_agreement,
    templates,
    to_json,
    told,
    told_records,
    with_owner,
)
from wallet.report import Policy, Role
from wallet.wording import pathways as words
from wallet.wording import tr

STATUS = {"complete": 0, "incomplete": 1, "complete_if_referred": 2}
_SOMETHING_ELSE = frozenset(("not_a_credential", "empty"))
_WHY = ("member", "reason", "rule")
"""Facts that say where a document is off, and how."""


class DayType(click.ParamType[date]):
    """A calendar day."""

    name = "DATE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that ``YYYY-MM-DD`` names."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
            return in_reach(datetime.combine(day, time(), UTC)).date()
        except (ValueError, InputError):
            self.fail(tr("A date such as 2026-09-01 was expected."), param, ctx)


@click.group(name="pathway")
def command() -> None:
    """Check what credentials add up to, such as a micro-degree."""


command.add_command(convert)
for _written in (validate, new_version, sign, add, list_kept, remove):
    command.add_command(_written)


@command.command(name="check")
@click.argument("pathway_file", metavar="PATHWAY.json")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@json_option
@click.option(
    "--at", type=DayType(), help="Evaluate for that day instead of now; its last second counts."
)
@click.option(
    "--evidence",
    "evidence_paths",
    multiple=True,
    metavar="PATH",
    help="File or folder of evidence that you vouch for.",
)
@click.option(
    "--vault",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Evaluate what this wallet holds, instead of files.",
)
@click.option(
    "--agreement",
    "agreement_files",
    multiple=True,
    metavar="FILE",
    help="Agreement on recognition that counts for this question.",
)
@click.option(
    "--decisions",
    "decisions_file",
    metavar="FILE",
    help="Decisions of an advisor, as `tessera review show --json` prints them.",
)
@trust_options
@passphrase_file_option
def check(  # noqa: PLR0917 - click hands over each option as an argument
    pathway_file: str,
    files: tuple[str, ...],
    as_json: bool,
    at: date | None,
    evidence_paths: tuple[str, ...],
    vault: Path | None,
    agreement_files: tuple[str, ...],
    decisions_file: str | None,
    passphrase_file: Path | None,
    bundles: tuple[str, ...],
    roots: tuple[str, ...],
) -> None:
    """Say what the credentials add up to on a pathway, what is missing, and why.

    PATHWAY.json is a pathway document, the name of a template, or the id of a pathway that an
    accepted trust bundle carries. The credentials are those of
    the FILEs (folders are recursed), or without any those of the wallet.

    Exit status: 0 complete; 1 incomplete; 2 complete only if an advisor accepts what is
    referred; 3 the pathway document or a file cannot be used.
    """
    if files and vault is not None:
        raise click.UsageError(tr("Name either files or a wallet, not both."))
    now = datetime.now(UTC)  # noqa: TID251 - the command's clock
    moment = now if at is None else datetime.combine(at, time(23, 59, 59), UTC)
    with _named(pathway_file, as_json=as_json):
        pathway = _pathway(pathway_file)
    evidence = _evidence((*evidence_paths, *bundles), roots, now)
    agreed = tuple(_agreements(agreement_files, now, as_json=as_json))
    if files:
        known = evidence if evidence_paths or bundles else _accepted()
        awards = _awards(files, known, moment, as_json=as_json)
        agreed = (*agreed, *carried_agreements(known, now))
        result = evaluate(pathway, awards, moment.date(), agreements=agreed)
        result = with_owner(result, known, moment)
    else:
        with opened(vault, passphrase_file) as session:
            result = session.evaluate(
                pathway, moment, progress=Progress(), also=evidence, agreements=agreed
            )
    if decisions_file is not None:
        with _named(decisions_file, as_json=as_json):
            result = _decided(result, decisions_file)
    if as_json:
        print_json(to_json(result))
    else:
        _tell(result)
    sys.exit(STATUS[result.result])


def _decided(result: PathwayResult, file: str) -> PathwayResult:
    """The result with the decisions of a file."""
    from wallet.session.advisor_reviews import with_decisions  # noqa: PLC0415 - loads the store

    return with_decisions(result, one_file(file))


def _agreements(files: Sequence[str], now: datetime, *, as_json: bool) -> Iterator[Agreement]:
    for name, data in files_in(files):
        with _named(name, as_json=as_json):
            yield read_agreement(data, now)


@command.command(name="templates")
@json_option
def list_templates(as_json: bool) -> None:
    """List the pathways that come with Tessera, to start from."""
    every = templates()
    if as_json:
        print_json(
            {
                "templates": [
                    {
                        "name": one.name,
                        "version": one.pathway.version,
                        "title": [
                            {"lang": text.lang, "text": text.text} for text in one.pathway.title
                        ],
                    }
                    for one in every
                ]
            }
        )
        return
    for one in every:
        say(f"{one.name:<24} {one.pathway.title[0].text}")
    say(tr("To follow one: tessera pathway add NAME"))


# --- what is given ---------------------------------------------------------------------------


@contextmanager
def _named(file: str, *, as_json: bool) -> Iterator[None]:
    """Several files are given: whatever is refused is told with the name of its file (E.9)."""
    try:
        yield
    except InputError as error:
        _refuse(file, error, as_json=as_json)


def _refuse(file: str, error: InputError | FileError, *, as_json: bool) -> NoReturn:
    words = wording.error(error.code, error.facts)
    if as_json:
        why = {key: str(error.facts[key]) for key in _WHY if key in error.facts}
        told = {"code": error.code, "message": words.meaning, "file": file, **why}
        print_json({"tool": "tessera", "error": told})
    say(f"{file}: {words.text}", err=True)
    sys.exit(COULD_NOT)


def _pathway(name: str) -> Pathway:
    """The document in a file, a template by its name, or by its id one of a trust bundle."""
    found = next((one.pathway for one in templates() if one.name == name), None)
    if found is not None:
        return found
    try:
        data = one_file(name)
    except InputError:
        carried = carried_pathway(_accepted(), name)
        if carried is None:
            raise
        data = carried
    return read(data)


def _evidence(paths: tuple[str, ...], roots: tuple[str, ...], now: datetime) -> Evidence:
    from wallet.trust_import import default_folder, evidence_once  # noqa: PLC0415 - only here

    evidence, refused = evidence_once(files_in(paths), default_folder(), now, roots)
    tell_refused_evidence(refused)
    return evidence


def _accepted() -> Evidence:
    """What was accepted on this computer, where the caller gives no evidence."""
    from wallet.session import accepted_trust  # noqa: PLC0415 - reads the trust folder

    return accepted_trust()


def _awards(
    paths: Sequence[str], evidence: Evidence, moment: datetime, *, as_json: bool
) -> list[HeldAward]:
    """The awards of all credentials in the files."""
    named = {one for one in paths if not is_folder(one)}
    results = list(
        batch.examine_many(
            files_in(paths),
            evidence,
            policy=Policy(),
            now=moment,
            role=Role.RECEIVER,
            progress=Progress(),
        )
    )
    for one in results:
        _check_readable(one, named=one.source in named, as_json=as_json)
    return [
        award
        for result in results
        for judged in result.credentials
        if not judged.secured.is_presentation
        for award in held(judged.credential_id, judged.view, judged.verdict, judged.report)
    ]


def _check_readable(result: FileResult, *, named: bool, as_json: bool) -> None:
    """A file that was named has to be read; a folder may hold something else as well."""
    if result.error is None or (not named and result.error.code in _SOMETHING_ELSE):
        return
    _refuse(result.source, result.error, as_json=as_json)


# --- what is told ----------------------------------------------------------------------------


def _tell(result: PathwayResult) -> None:
    found = told(result)
    say(found.title)
    say(f"{found.progress}. {found.counted}.")
    for one in found.notices:
        say(one)
    _tell_group(found.tree, "")
    for slot in found.loose:
        _tell_slot(slot, "  ")
    for record in told_records(result):
        for line in (record.head, *record.counts, *record.lapsed):
            say(line)
    _tell_lists(found)


def _tell_group(group: ToldGroup, indent: str) -> None:
    say(f"{indent}{group.title}: {words.state('met' if group.met else 'unmet')}")
    for child in group.children:
        if isinstance(child, ToldGroup):
            _tell_group(child, f"{indent}  ")
        else:
            _tell_slot(child, f"{indent}  ")


def _tell_slot(slot: ToldSlot, indent: str) -> None:
    say(f"{indent}{slot.title}: {slot.state_words}")
    for one in slot.filled:
        say(f"{indent}  {one.title}, {one.amount}")
        for note in filter(None, (one.route, *one.notes)):
            say(f"{indent}    {note}")
    for one in slot.usable:
        say(f"{indent}  {tr('Would fit as well: {title}', title=one.title)}")
    for one in slot.referred:
        say(f"{indent}  {tr('Needs a decision: {title}', title=one.title)}")


def _tell_lists(found: Told) -> None:
    if found.missing:
        say("")
        say(tr("What is missing"))
        for sentence in (*found.missing, *(one.sentence for one in found.fixes)):
            say(f"  {sentence}")
    if found.unused:
        say("")
        say(tr("Why not"))
        for one in found.unused:
            say(f"  {one.award.title}: {' '.join(one.reasons)}")
