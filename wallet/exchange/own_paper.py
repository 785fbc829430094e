"""One credential on the learner's own paper: a certificate of one page, and its supplement.

Rules
-----
1. Paper proves nothing by itself: each document says so, and where to check.
2. The verdict stands first, with its day, and as large for a bad one as for a good one.
3. The supplement is one document for all audiences: what was learned, how much, how it was
   assessed, whether the issuer was accredited, and each check with the age of its evidence.
4. The verifiable file goes along only where the learner chose so.
5. Spoken in the chosen language; in English where the fonts of a PDF lack its letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from wallet import wording
from wallet.credential import DateValue
from wallet.errors import PresentingError
from wallet.exchange.kept import Kept, Rests
from wallet.exchange.page import facts, plain
from wallet.exchange.parts import day, said
from wallet.portfolios.paper import ATTACHMENT, Attached
from wallet.portfolios.pdf import with_files
from wallet.presenting import pack, qr
from wallet.presenting.pages import Kind, Line
from wallet.report import Finding, Role
from wallet.wording import tr
from wallet.wording.dates import age, written
from wallet.wording.dates import day as day_words
from wallet.wording.speech import in_english

PRODUCER = "Tessera paper, layout 1"
_SHORT = 140
"""Characters of one value on the certificate, which is one page."""
_LONG = 1_200
_MOST_CODES = 6
"""Pages of codes; a larger file goes along as an attachment alone."""


class Sheet(StrEnum):
    """Which document."""

    CERTIFICATE = "certificate"
    SUPPLEMENT = "supplement"
    BOTH = "both"


def lines(kept: Kept, sheet: Sheet, languages: Sequence[str]) -> tuple[Line, ...]:
    """Everything that the paper says."""
    if sheet is Sheet.CERTIFICATE:
        return tuple(_certificate(kept, languages))
    if sheet is Sheet.SUPPLEMENT:
        return tuple(_supplement(kept, languages))
    cut = Line(kind=Kind.BREAK)
    return (*_certificate(kept, languages), cut, *_supplement(kept, languages))


def pdf(
    kept: Kept, sheet: Sheet, languages: Sequence[str], file: tuple[str, bytes] | None = None
) -> bytes:
    """The paper as a PDF, with the received ``file`` (name, bytes) attached if there is one."""
    if pack.can_print(_proves_nothing()):
        said_ = lines(kept, sheet, languages)
    else:
        with in_english():
            said_ = lines(kept, sheet, languages)
    large = () if file is None else tuple(codes(file[1]))
    drawn = pack.draw(_with_squares_told(said_), large=large)
    files = () if file is None else (Attached(name=file[0], data=file[1], role=ATTACHMENT),)
    return with_files(drawn, files, PRODUCER)


def _with_squares_told(said_: Sequence[Line]) -> Iterator[Line]:
    yield from said_
    if not all(pack.can_print(one.text) for one in said_):
        yield Line(
            kind=Kind.SMALL,
            text=tr(
                "A square stands for a letter that this file cannot draw. Printed from the "
                "window, every letter is drawn."
            ),
        )


def codes(data: bytes) -> Iterator[tuple[bytes, str]]:
    """The file itself as pictures for a camera, a page each; none where it takes too many."""
    try:
        texts = qr.qr_texts(data)
    except PresentingError:
        return
    if len(texts) > _MOST_CODES:
        return
    for number, text in enumerate(texts, 1):
        yield (
            qr.qr_png(text, 4),
            tr(
                "Code {number} of {count}: the credential file itself. A picture of it, opened "
                "in Tessera on the page Check, is checked like the file.",
                number=number,
                count=len(texts),
            ),
        )


# --- one page -----------------------------------------------------------------------------


def _certificate(kept: Kept, languages: Sequence[str]) -> Iterator[Line]:
    yield _line(Kind.TITLE, kept.title(languages), _SHORT)
    yield from _verdict(kept)
    for label, value in _in_short(kept, languages):
        yield from _fact(label, value, _SHORT)
    yield from _where(kept)


def _verdict(kept: Kept) -> Iterator[Line]:
    """Rule 2."""
    words, when = kept.verdict, day_words(kept.judged.report.verified_at)
    word = tr("Own entry, not verified") if kept.rests is Rests.LEARNER else words.title
    yield _line(Kind.BANNER, tr("{verdict} (as of {day})", verdict=word, day=when))
    yield _line(Kind.TEXT, words.sentence, 4 * _SHORT)
    if kept.rests is Rests.FILE:
        yield _line(
            Kind.TEXT,
            tr("What follows is what the file says of itself. Nobody has proven it."),
        )


def _in_short(kept: Kept, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """To whom, by whom, when, how much."""
    if kept.part is None:
        return
    award, envelope = kept.awards[0], kept.part.view.envelope
    yield tr("Awarded to"), kept.learner() or tr("It names nobody")
    yield tr("Issued by"), kept.issuer(languages)
    yield tr("Awarded on"), _day(award.award_date)
    more = len(kept.awards) - 1
    if more:
        yield tr("Awards in this credential"), str(more + 1)
    told = dict(facts(kept.part, award, languages))
    for label in (tr("Credits"), tr("Hours"), tr("Level")):
        yield label, told.get(label, "")
    yield tr("Valid until"), _day(envelope.valid_until or award.expiry) or tr("No end date")


def _where(kept: Kept) -> Iterator[Line]:
    """Rule 1."""
    yield _line(Kind.HEADING, tr("Where to check"))
    yield _line(Kind.TEXT, _proves_nothing())
    if kept.rests is not Rests.LEARNER:
        yield _line(
            Kind.TEXT,
            tr(
                "Ask for the credential file, and open it in Tessera on the page Check, or in "
                "another program that reads such files. Only that tells whether it is good "
                "today."
            ),
        )
    number = kept.judged.credential_id
    yield _line(Kind.SMALL, tr("Number of the credential: {number}", number=number))


def _proves_nothing() -> str:
    return tr("This paper proves nothing by itself: anybody can print such a page.")


# --- the supplement -----------------------------------------------------------------------


def _supplement(kept: Kept, languages: Sequence[str]) -> Iterator[Line]:
    called = kept.title(languages)
    yield _line(Kind.TITLE, tr("Supplement to: {title}", title=called), 2 * _SHORT)
    yield from _verdict(kept)
    yield from _fact(tr("Awarded to"), kept.learner())
    yield from _fact(tr("Issued by"), kept.issuer(languages))
    for number, award in enumerate(kept.awards if kept.part is not None else ()):
        if number:
            yield _line(Kind.HEADING, said(award.title, *languages) or tr("Without a title"))
        yield from _award(kept, number, languages)
    if kept.rests is not Rests.LEARNER:
        yield from _accreditation(kept)
        yield _line(Kind.HEADING, tr("What was checked"))
        for finding in kept.judged.report.findings:
            yield from _finding(finding, kept)
    yield from _where(kept)


def _award(kept: Kept, number: int, languages: Sequence[str]) -> Iterator[Line]:
    if kept.part is None:
        return
    award, learned = kept.awards[number], tr("What was learned")
    told = facts(kept.part, award, languages, kept.skill_names)
    unwanted = {learned, tr("Number of the credential")}
    for label, value in told:
        if label not in unwanted:
            yield from _fact(label, value)
    texts = (
        (tr("How it is earned"), award.criteria),
        (tr("What is needed before"), award.prerequisites),
        (tr("What it can count toward"), award.stackability),
        (tr("Quality, in the issuer's words"), award.quality_assurance),
    )
    for label, each in texts:
        yield from _fact(label, said(each, *languages))
    outcomes = [text for one in award.outcomes if (text := said(one.text, *languages))]
    if outcomes:
        yield _line(Kind.LABEL, learned)
    for text in outcomes:
        yield _line(Kind.TEXT, f"- {text}")


def _accreditation(kept: Kept) -> Iterator[Line]:
    """Of the issuer; never a part of the verdict."""
    words = wording.accreditation(kept.judged.report, Role.HOLDER)
    yield _line(Kind.HEADING, tr("Accreditation of the issuer"))
    if words is None:
        yield _line(
            Kind.TEXT, tr("Nothing can be said: it is not shown who signed this credential.")
        )
        return
    yield _line(Kind.TEXT, words.sentence)
    for reason in words.rests_on:
        yield _line(Kind.SMALL, reason)


def _finding(found: Finding, kept: Kept) -> Iterator[Line]:
    words = wording.finding(found, Role.HOLDER)
    answer = wording.outcome_name(found.outcome)
    yield _line(Kind.LABEL, f"{wording.check_name(found.check)} {answer}")
    yield _line(Kind.TEXT, words.meaning)
    if found.as_of is not None:
        told = tr(
            "Evidence of {day} ({age}).",
            day=day_words(found.as_of),
            age=age(found.as_of, kept.judged.report.verified_at),
        )
        yield _line(Kind.SMALL, told)


def _fact(label: str, value: str, most: int = _LONG) -> Iterator[Line]:
    if value:
        yield _line(Kind.LABEL, label)
        yield _line(Kind.TEXT, value, most)


def _line(kind: Kind, text: str, most: int = _LONG) -> Line:
    told = " ".join(plain(text).split())
    return Line(kind=kind, text=told if len(told) <= most else f"{told[: most - 1]}…")


def _day(date: DateValue | None) -> str:
    """As people read it."""
    return written(day(date))


def file_name(kept: Kept, languages: Sequence[str]) -> str:
    """A name for the PDF, harmless on every system."""
    return plain_name(kept.title(languages))


def plain_name(called: str) -> str:
    """Letters and digits of a title, at most 60; ``credential`` where there are none."""
    kept_ = "".join(one if one.isalnum() or one in " -_" else " " for one in called)
    return " ".join(kept_.split())[:60].strip() or "credential"
