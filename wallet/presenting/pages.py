"""What the pages of a share pack say: lines of text, worked out from the presentation alone.

Rules (spec/presentations.md F.3)
---------------------------------
1. The pages are a function of the bytes that are attached and of the language in which they
   were made, which the file names: whoever has both can make the pages again and compare. The
   fixed words of that language have a digest (``words_digest``): another version of the product
   may say them otherwise, and then nothing is compared.
2. No verdict, tick, seal or logo stands on them. They say what the credentials say of
   themselves, who is said to have signed, and how to check it.
3. What is not in the presentation is not on the pages; where something may have been left out,
   they say so, for a failed result that is not shown must not read as a pass.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wallet import formats
from wallet.credential import Award, CredentialView, DateValue, Texts, best
from wallet.formats.texts import read_text
from wallet.presenting.choices import not_shown
from wallet.secured import Secured
from wallet.wording import language, number, tr
from wallet.wording.asking import recipient_words
from wallet.wording.presenting import kept_back

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


_SAID: Mapping[str, Callable[[], str]] = {
    "heading": lambda: tr("Learning credentials, as shown by their holder"),
    "count": lambda: tr("Credentials on the next pages"),
    "how": lambda: tr("How to check this"),
    "nothing": lambda: tr(
        "These pages prove nothing: anybody can print such pages. What counts is the signed "
        "file that is attached to this PDF (see the paper clip of your PDF reader)."
    ),
    "check": lambda: tr(
        "Open the PDF itself in Tessera, on the page Check, or type: tessera check FILE.pdf. "
        "It says whether the issuers signed what is attached, whether it is still valid, and "
        "whether these pages were made from it; with a register, also whether the issuers were "
        "accredited on the day of the award. Any other tool that reads W3C verifiable "
        "presentations or SD-JWT can check the attachment too."
    ),
    "code": lambda: tr(
        "The code on each page is the attachment itself, or where that does not fit, its "
        "SHA-256 digest with the random name that stands inside it."
    ),
    "code_whole": lambda: tr("This code is the signed presentation itself."),
    "code_digest": lambda: tr("SHA-256 of the attached presentation:"),
    "page": lambda: tr("Page {number}", number="{number}"),
    "shown_to": lambda: tr("Shown to"),
    "nobody": lambda: tr("Nobody in particular"),
    "until": lambda: tr("To be accepted until"),
    "untitled": lambda: tr("A credential without a title"),
    "learner": lambda: tr("Awarded to"),
    "born": lambda: tr("Date of birth"),
    "issuer": lambda: tr("Says that it was issued by"),
    "issuer_id": lambda: tr("Identifier of the issuer"),
    "from": lambda: tr("Valid from"),
    "valid_until": lambda: tr("Valid until"),
    "body": lambda: tr("Awarding body"),
    "awarded": lambda: tr("Awarded on"),
    "size": lambda: tr("Size"),
    "level": lambda: tr("Level"),
    "description": lambda: tr("Description"),
    "result": lambda: tr("Result"),
    "ends": lambda: tr("Ends on"),
    "quality": lambda: tr("Says of its quality assurance, not confirmed here"),
    "learned": lambda: tr("What was learned"),
    "left": lambda: kept_back(0),
    "credits": lambda: tr("credits"),
    "hours": lambda: tr("{hours} hours", hours="{hours}"),
}
"""The fixed words of the pages. Their facts are put in when they are used."""


def say(name: str, **facts: object) -> str:
    """One of the fixed words, in the language that is spoken."""
    return _SAID[name]().format(**facts)


def words_digest() -> str:
    """Tells one version of the fixed words in the spoken language from another."""
    said = "\0".join(_SAID[name]() for name in sorted(_SAID))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def fixed_words() -> str:
    """All of them: whether a font can print them."""
    return " ".join(one() for one in _SAID.values())


def lines_of(presentation: bytes) -> tuple[Line, ...]:
    """Everything that the pages say.

    Raises:
        IntakeError: the bytes are no presentation.
    """
    found = read_text(presentation)
    credentials = [part for one in found for part in _credentials(one)]
    return (
        *_frame(found, len(credentials)),
        *(line for one in credentials for line in _page(one)),
    )


def _page(one: Secured) -> Iterator[Line]:
    """A credential, and that it may say more where its holder chose what to show of it."""
    yield _line(Kind.BREAK)
    yield from credential_lines(one)
    if not_shown(one) is not None:
        yield _line(Kind.TEXT, say("left"))


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
    yield _line(Kind.TITLE, say("heading"))
    for label, value in _addressed(shown):
        yield _line(Kind.LABEL, label)
        yield _line(Kind.TEXT, value)
    yield _line(Kind.LABEL, say("count"))
    yield _line(Kind.TEXT, str(count))
    yield _line(Kind.HEADING, say("how"))
    yield _line(Kind.TEXT, say("nothing"))
    yield _line(Kind.TEXT, say("check"))
    yield _line(Kind.SMALL, say("code"))


def _addressed(shown: Sequence[Secured]) -> Iterator[tuple[str, str]]:
    """For whom, until when: what the holder signed around the credentials."""
    for one in shown[:1]:
        if one.securing == "sd_jwt":
            audience, end = one.document.get("aud"), one.document.get("exp")
        else:
            proof = one.document.get("proof")
            proof = proof if isinstance(proof, dict) else {}
            audience, end = proof.get("domain"), proof.get("expires")
        yield say("shown_to"), recipient_words(_plain(audience)) or say("nobody")
        if end is not None:
            yield say("until"), _plain(end)


def credential_lines(one: Secured) -> Iterator[Line]:
    """What a credential says, as its supplement on paper, in the language that is spoken."""
    view = formats.view(one.format, one.document)
    awards = view.awards or (Award(id=""),)
    yield _line(Kind.TITLE, _text(awards[0].title) or say("untitled"))
    for label, value in _about(view):
        if value:
            yield _line(Kind.LABEL, label)
            yield _line(Kind.TEXT, value)
    for place, award in enumerate(awards):
        if place:
            yield _line(Kind.HEADING, _text(award.title))
        yield from _award(award)


def _about(view: CredentialView) -> Iterator[tuple[str, str]]:
    envelope, learner = view.envelope, view.learner
    named = _text(envelope.issuer.names) or envelope.issuer.id or ""
    yield say("learner"), ", ".join(one.text for one in learner.names)
    yield say("born"), _day(learner.birth_date)
    yield say("issuer"), named
    yield say("issuer_id"), envelope.issuer.id or ""
    yield say("from"), _day(envelope.valid_from)
    yield say("valid_until"), _day(envelope.valid_until)


def _award(award: Award) -> Iterator[Line]:
    bodies = [_text(one.names) for one in award.awarding_bodies]
    facts = [
        ("body", ", ".join(one for one in bodies if one)),
        ("awarded", _day(award.award_date)),
        ("size", _size(award)),
        ("level", ", ".join(f"{one.scheme} {one.value}" for one in award.levels)),
        ("description", _text(award.description)),
        ("result", ", ".join(one.result for one in award.assessments if one.result)),
        ("ends", _day(award.expiry)),
        ("quality", _quality(award)),
    ]
    for label, value in facts:
        if value:
            yield _line(Kind.LABEL, say(label))
            yield _line(Kind.TEXT, value)
    if award.outcomes:
        yield _line(Kind.LABEL, say("learned"))
    for one in award.outcomes[:_MOST_OUTCOMES]:
        yield _line(Kind.TEXT, f"- {_text(one.text)}")


def _quality(award: Award) -> str:
    """Only a register says who is accredited: what stands here is the issuer's claim."""
    return "; ".join(one.text for one in award.quality_assurance if one.text)


def _size(award: Award) -> str:
    found = [f"{number(one.amount)} {one.framework or say('credits')}" for one in award.credits]
    if award.workload is not None:
        found.append(say("hours", hours=number(award.workload.hours)))
    return ", ".join(found)


def _text(texts: Texts) -> str:
    found = best(texts, tuple(dict.fromkeys((language(), "en"))))
    return found.text if found is not None else ""


def _day(date: DateValue | None) -> str:
    """The day of a date or moment, as it was written."""
    return date.value[:10] if date is not None else ""


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return "" if value is None else str(value)
