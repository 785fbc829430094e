"""What the pages of a portfolio say.

Rules
-----
1. What the learner wrote is marked as such; what issuers signed stands on pages of its own,
   one supplement for each credential, as it says of itself.
2. No verdict, tick or seal is printed: those stand only on the reader's own report.
3. Whether issuers were accredited is told as the wallet of that person found it, with what it
   rests on and who says so: the reader's own registers decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wallet.encoding import timestamp
from wallet.pathways import PathwayResult, told
from wallet.pathways.document import Slot
from wallet.pathways.result import Counted
from wallet.portfolios.paper import ATTACHMENT, PRESENTATION, Attached, Portfolio
from wallet.presenting.pages import Kind, Line, credential_lines, credentials_in
from wallet.wording.pathways import route
from wallet.wording.speech import in_english

_LANGUAGES = ("en",)


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
) -> Iterator[Line]:
    """Everything that the pages say, in order."""
    yield Line(kind=Kind.TITLE, text=portfolio.title)
    yield from _fact("Put together by", portfolio.by_name)
    yield from _fact("On", timestamp.write(portfolio.created)[:10])
    if portfolio.narrative.strip():
        yield from _fact("In their own words", "")
        for written in portfolio.narrative.splitlines():
            yield Line(kind=Kind.TEXT, text=written)
    if result is not None:
        yield from _result(result)
    yield from _accreditation(accredited)
    yield from _files(attached)
    yield Line(kind=Kind.HEADING, text="How to check this")
    yield Line(
        kind=Kind.TEXT,
        text="These pages prove nothing. What counts is attached to this PDF: one signed "
        "presentation for each credential, and a paper by which the person named above signs "
        "the whole. Open the PDF in Tessera, on the page Check, or type: "
        "tessera check FILE.pdf",
    )
    for one in attached:
        if one.role == PRESENTATION:
            for credential in credentials_in(one.data):
                yield Line(kind=Kind.BREAK)
                with in_english():  # as the pages around it
                    said_ = tuple(credential_lines(credential))
                yield from said_


def _result(result: PathwayResult) -> Iterator[Line]:
    with in_english():  # as the pages around it
        said = told(result, _LANGUAGES)
        titles = {slot.id: _slot_title(slot) for slot in result.pathway.slots}
        filled = {
            slot.id: [_counted(result, one) for one in slot.items] for slot in result.slots
        }
    yield Line(kind=Kind.HEADING, text=f"On the pathway: {said.title}")
    yield Line(kind=Kind.SMALL, text="As the wallet of that person worked it out.")
    yield Line(kind=Kind.TEXT, text=said.progress)
    for sentence in said.missing:
        yield Line(kind=Kind.TEXT, text=sentence)
    for name, items in filled.items():
        yield from _fact(titles[name], "; ".join(items) or "nothing yet")


def _slot_title(slot: Slot) -> str:
    return slot.title[0].text if slot.title else slot.id


def _counted(result: PathwayResult, one: Counted) -> str:
    """An item with its credit and the way on which it counts, in words."""
    amount = f"{float(one.credits):g} {result.pathway.unit.unit}"
    way = route(one.route)
    return f"{_title(result, one.award)} ({amount}{f', {way}' if way else ''})"


def _accreditation(accredited: Sequence[Accredited]) -> Iterator[Line]:
    """Rule 3."""
    if accredited:
        yield Line(kind=Kind.HEADING, text="Accreditation of the issuers")
        yield Line(
            kind=Kind.SMALL,
            text="As the wallet of that person found it in the registers named here. Open the "
            "PDF in Tessera to see what your own registers say.",
        )
    for one in accredited:
        yield from _fact(one.title, one.sentence)
        for reason in one.rests_on:
            yield Line(kind=Kind.SMALL, text=reason)


def _title(result: PathwayResult, award: str) -> str:
    texts = result.awards[award].title
    return texts[0].text if texts else award[:12]


def _files(attached: Sequence[Attached]) -> Iterator[Line]:
    own = [one for one in attached if one.role == ATTACHMENT]
    count = sum(one.role == PRESENTATION for one in attached)
    yield from _fact("Credentials on the next pages", str(count))
    if own:
        yield from _fact("Files added by that person, not signed by anybody else", "")
    for one in own:
        yield Line(kind=Kind.TEXT, text=f"{one.name} ({one.sha256[:16]})")


def _fact(label: str, value: str) -> Iterator[Line]:
    yield Line(kind=Kind.LABEL, text=label)
    if value:
        yield Line(kind=Kind.TEXT, text=value)
