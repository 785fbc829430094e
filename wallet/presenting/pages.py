"""What the pages of a share pack say: lines of text, worked out from the presentation alone.

Rules (spec/presentations.md F.3)
---------------------------------
1. The pages are a function of the bytes that are attached and of nothing else: whoever has the
   bytes can make the pages again and compare. So they are in one language, English, whatever
   the window speaks.
2. No verdict, tick, seal or logo stands on them. They say what the credentials say of
   themselves, who is said to have signed, and how to check it.
3. What is not in the presentation is not on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wallet import formats
from wallet.credential import Award, CredentialView, DateValue, Texts, best
from wallet.formats.texts import read_text
from wallet.secured import Secured

_LANGUAGES = ("en",)
_LONGEST = 1_200
"""Characters of one value; a novel in a claim would fill a hundred pages."""
_MOST_OUTCOMES = 40


class Kind(StrEnum):
    """How a line is set."""

    TITLE = "title"
    BANNER = "banner"
    """On a grey ground, across the page; a share pack has none."""
    HEADING = "heading"
    LABEL = "label"
    TEXT = "text"
    SMALL = "small"
    BREAK = "break"
    """The next page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, before it is broken to the width of the page."""

    kind: Kind
    text: str = ""


def lines_of(presentation: bytes) -> tuple[Line, ...]:
    """Everything that the pages say.

    Raises:
        IntakeError: the bytes are no presentation.
    """
    found = read_text(presentation)
    credentials = [part for one in found for part in _credentials(one)]
    return (
        *_frame(found, len(credentials)),
        *(line for one in credentials for line in (_line(Kind.BREAK), *credential_lines(one))),
    )


def credentials_in(presentation: bytes) -> tuple[Secured, ...]:
    """The credentials of a presentation, read and not judged.

    Raises:
        IntakeError: the bytes are no presentation.
    """
    return tuple(part for one in read_text(presentation) for part in _credentials(one))


def salt_of(presentation: bytes) -> str:
    """The random name that stands inside the signed bytes; empty where there is none."""
    for one in read_text(presentation):
        named = one.document.get("jti") if one.securing == "sd_jwt" else one.document.get("id")
        if isinstance(named, str):
            return named
    return ""


def _credentials(one: Secured) -> Iterator[Secured]:
    if not one.is_presentation:
        yield one
    for part in one.parts if one.is_presentation else ():
        yield from _credentials(part)


def _line(kind: Kind, text: str = "") -> Line:
    return Line(kind=kind, text=text[:_LONGEST])


def _frame(shown: Sequence[Secured], count: int) -> Iterator[Line]:
    yield _line(Kind.TITLE, "Learning credentials, as shown by their holder")
    for label, value in _addressed(shown):
        yield _line(Kind.LABEL, label)
        yield _line(Kind.TEXT, value)
    yield _line(Kind.LABEL, "Credentials on the next pages")
    yield _line(Kind.TEXT, str(count))
    yield _line(Kind.HEADING, "How to check this")
    yield _line(
        Kind.TEXT,
        "These pages prove nothing: anybody can print such pages. What counts is the signed "
        "file that is attached to this PDF (see the paper clip of your PDF reader).",
    )
    yield _line(
        Kind.TEXT,
        "Open the PDF itself in Tessera, on the page Check, or type: tessera check FILE.pdf. "
        "It says whether the issuers signed what is attached, whether it is still valid, and "
        "whether these pages were made from it; with a register, also whether the issuers were "
        "accredited on the day of the award. Any other tool that reads W3C verifiable "
        "presentations or SD-JWT can check the attachment too.",
    )
    yield _line(
        Kind.SMALL,
        "The code on each page is the attachment itself, or where that does not fit, its "
        "SHA-256 digest with the random name that stands inside it.",
    )


def _addressed(shown: Sequence[Secured]) -> Iterator[tuple[str, str]]:
    """For whom, until when: what the holder signed around the credentials."""
    for one in shown[:1]:
        if one.securing == "sd_jwt":
            audience, end = one.document.get("aud"), one.document.get("exp")
        else:
            proof = one.document.get("proof")
            proof = proof if isinstance(proof, dict) else {}
            audience, end = proof.get("domain"), proof.get("expires")
        yield "Shown to", _plain(audience) or "nobody in particular"
        if end is not None:
            yield "To be accepted until", _plain(end)


def credential_lines(one: Secured) -> Iterator[Line]:
    """What a credential says, as its supplement on paper."""
    view = formats.view(one.format, one.document)
    awards = view.awards or (Award(id=""),)
    yield _line(Kind.TITLE, _text(awards[0].title) or "A credential without a title")
    for label, value in _about(view):
        if value:
            yield _line(Kind.LABEL, label)
            yield _line(Kind.TEXT, value)
    for number, award in enumerate(awards):
        if number:
            yield _line(Kind.HEADING, _text(award.title))
        yield from _award(award)


def _about(view: CredentialView) -> Iterator[tuple[str, str]]:
    envelope, learner = view.envelope, view.learner
    named = _text(envelope.issuer.names) or envelope.issuer.id or ""
    yield "Awarded to", ", ".join(one.text for one in learner.names)
    yield "Date of birth", _day(learner.birth_date)
    yield "Says that it was issued by", named
    yield "Identifier of the issuer", envelope.issuer.id or ""
    yield "Valid from", _day(envelope.valid_from)
    yield "Valid until", _day(envelope.valid_until)


def _award(award: Award) -> Iterator[Line]:
    bodies = [_text(one.names) for one in award.awarding_bodies]
    facts = [
        ("Awarding body", ", ".join(one for one in bodies if one)),
        ("Awarded on", _day(award.award_date)),
        ("Size", _size(award)),
        ("Level", ", ".join(f"{one.scheme} {one.value}" for one in award.levels)),
        ("Description", _text(award.description)),
        ("Result", ", ".join(one.result for one in award.assessments if one.result)),
        ("Ends on", _day(award.expiry)),
        ("Says of its quality assurance, not confirmed here", _quality(award)),
    ]
    for label, value in facts:
        if value:
            yield _line(Kind.LABEL, label)
            yield _line(Kind.TEXT, value)
    if award.outcomes:
        yield _line(Kind.LABEL, "What was learned")
    for one in award.outcomes[:_MOST_OUTCOMES]:
        yield _line(Kind.TEXT, f"- {_text(one.text)}")


def _quality(award: Award) -> str:
    """Only a register says who is accredited: what stands here is the issuer's claim."""
    return "; ".join(one.text for one in award.quality_assurance if one.text)


def _size(award: Award) -> str:
    found = [f"{one.amount} {one.framework or 'credits'}" for one in award.credits]
    if award.workload is not None:
        found.append(f"{award.workload.hours} hours")
    return ", ".join(found)


def _text(texts: Texts) -> str:
    found = best(texts, _LANGUAGES)
    return found.text if found is not None else ""


def _day(date: DateValue | None) -> str:
    """The day of a date or moment, as it was written."""
    return date.value[:10] if date is not None else ""


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return "" if value is None else str(value)
