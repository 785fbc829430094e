"""What the pages of a portfolio say.

Rules
-----
1. What the learner wrote is marked as such; what issuers signed stands on pages of its own,
   one supplement for each credential, as it says of itself.
2. No verdict, tick or seal is printed: those stand only on the reader's own report.
3. What stands in the headline of a pathway's result, such as that nobody has confirmed its
   owner, is printed under it.
4. They are in the language that is spoken; ``wallet.portfolios.pdf`` chooses one that can be
   printed.
5. Whether issuers were accredited is told as the wallet of that person found it, with what it
   rests on and who says so: the reader's own registers decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wallet.credential import best
from wallet.encoding import timestamp
from wallet.pathways import PathwayResult, told
from wallet.pathways.result import Counted
from wallet.portfolios.paper import ATTACHMENT, PRESENTATION, Attached, Portfolio
from wallet.presenting.pages import Kind, Line, credential_lines, credentials_in
from wallet.secured import Secured
from wallet.wording import language, number, tr
from wallet.wording.dates import written
from wallet.wording.pathway_reasons import unit_name
from wallet.wording.pathways import route


@dataclass(frozen=True, slots=True, kw_only=True)
class Accredited:
    """What the wallet found of the issuer of one credential, in words."""

    title: str
    """Of the credential."""
    sentence: str
    rests_on: tuple[str, ...]


def lines_of(
    portfolio: Portfolio,
    attached: Sequence[Attached],
    result: PathwayResult | None,
    accredited: Sequence[Accredited] = (),
    sealed: Sequence[Secured] = (),
) -> Iterator[Line]:
    """Everything that the pages say, in order; ``sealed`` came in files of their own."""
    yield Line(kind=Kind.TITLE, text=portfolio.title)
    day = written(timestamp.write(portfolio.created))
    made = tr("Put together by {name}, {day}.", name=portfolio.by_name, day=day)
    yield Line(kind=Kind.TEXT, text=made)
    if portfolio.narrative.strip():
        yield from _fact(tr("In their own words"), "")
        for own in portfolio.narrative.splitlines():
            yield Line(kind=Kind.TEXT, text=own)
    if result is not None:
        yield from _result(result)
    yield from _accreditation(accredited)
    yield from _files(attached)
    yield Line(kind=Kind.HEADING, text=tr("How to check this"))
    yield Line(
        kind=Kind.TEXT,
        text=tr(
            "These pages prove nothing. What counts is attached to this PDF: each credential, "
            "signed, and a paper by which the person named above signs the whole. Open the PDF "
            "in Tessera, on the page Check, or type: tessera check FILE.pdf"
        ),
    )
    shown = (one.data for one in attached if one.role == PRESENTATION)
    for credential in (*(it for one in shown for it in credentials_in(one)), *sealed):
        yield Line(kind=Kind.BREAK)
        yield from credential_lines(credential)


def _result(result: PathwayResult) -> Iterator[Line]:
    languages = (language(), "en")
    said = told(result, languages)
    yield Line(kind=Kind.HEADING, text=tr("On the pathway: {title}", title=said.title))
    yield Line(kind=Kind.SMALL, text=tr("As the wallet of that person worked it out."))
    for sentence in (said.progress, *said.notices, *said.missing):
        yield Line(kind=Kind.TEXT, text=sentence)
    for slot, found in zip(result.pathway.slots, result.slots, strict=True):
        items = [_counted(result, one) for one in found.items]
        title = best(slot.title, languages)
        yield from _fact(
            title.text if title is not None else slot.id, "; ".join(items) or tr("nothing yet")
        )


def _counted(result: PathwayResult, one: Counted) -> str:
    """An item with its credit and the way on which it counts, in words."""
    amount = f"{number(float(one.credits))} {unit_name(result.pathway.unit.unit)}"
    way = route(one.route)
    return f"{_title(result, one.award)} ({amount}{f', {way}' if way else ''})"


def _accreditation(accredited: Sequence[Accredited]) -> Iterator[Line]:
    """Rule 5."""
    if accredited:
        yield Line(kind=Kind.HEADING, text=tr("Accreditation of the issuers"))
        yield Line(
            kind=Kind.SMALL,
            text=tr(
                "As the wallet of that person found it in the registers named here. Open the "
                "PDF in Tessera to see what your own registers say."
            ),
        )
    for one in accredited:
        yield from _fact(one.title, one.sentence)
        for reason in one.rests_on:
            yield Line(kind=Kind.SMALL, text=reason)


def _title(result: PathwayResult, award: str) -> str:
    title = best(result.awards[award].title, (language(), "en"))
    return title.text if title is not None else award[:12]


def _files(attached: Sequence[Attached]) -> Iterator[Line]:
    own = [one for one in attached if one.role == ATTACHMENT]
    count = len(attached) - len(own)
    yield from _fact(tr("Credentials on the next pages"), str(count))
    if own:
        yield from _fact(tr("Files added by that person, not signed by anybody else"), "")
    for one in own:
        yield Line(kind=Kind.TEXT, text=f"{one.name} ({one.sha256[:16]})")


def _fact(label: str, value: str) -> Iterator[Line]:
    yield Line(kind=Kind.LABEL, text=label)
    if value:
        yield Line(kind=Kind.TEXT, text=value)
