"""A portfolio as one HTML page, to read and print.

Rules
-----
1. The page is all there is: no script, no address that is fetched, no form, no picture. A
   policy in its head forbids the rest, and names its one style sheet by digest.
2. Every text of others is escaped and set apart from its neighbours' direction; no link can be
   clicked: an address is shown as text. Signs that turn or hide text are left out.
3. It proves nothing and says so. What the learner wrote is marked; where a credential has
   ended, that stands beside it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from wallet.credential import Award
from wallet.exchange.left import Left
from wallet.exchange.parts import (
    NO_LONGER_VALID,
    NOT_JUDGED,
    Out,
    Part,
    Words,
    body_of,
    day,
    said,
    skill_names,
)
from wallet.wording import number, tr
from wallet.wording.dates import day as day_words
from wallet.wording.dates import written

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c1f26;background:#fff}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin:0}"
    "article{border:1px solid #8a8f9c;border-radius:8px;padding:1rem;margin:1rem 0;"
    "break-inside:avoid}"
    "dl{display:grid;grid-template-columns:12rem 1fr;gap:.2rem 1rem;margin:.6rem 0 0}"
    "dt{color:#4a5060}dd{margin:0;overflow-wrap:anywhere}"
    ".own{border-style:dashed}.mark{font-weight:600}"
    ".words{white-space:pre-wrap;border-inline-start:4px solid #8a8f9c;"
    "padding-inline-start:1rem}"
    "footer{color:#4a5060;margin-top:2rem}"
    "@media(max-width:36rem){dl{grid-template-columns:1fr}}"
    "@media print{body{margin:0;max-width:none}}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
)
_TURNING = frozenset(chr(one) for one in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_NO_NAMES: Mapping[str, str] = MappingProxyType({})

_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur"})
"""Languages that are written from the right."""


def write(parts: Sequence[Part], words: Words, language: str = "en") -> Out:
    """The page, in the language that is spoken; ``language`` is its BCP 47 tag."""
    page = whole(words.title, _body(parts, words), language)
    left = tuple(
        Left(pointer=f"/{at}", name=part.title(), reason="proof_not_in_page")
        for at, part in enumerate(parts)
        if not part.is_own
    )
    return Out(data=page.encode(), media_type="text/html", suffix=".html", left=left)


def whole(called: str, body: Iterable[str], language: str = "en") -> str:
    """A page around pieces that are escaped already (rule 1)."""
    inside = "\n".join(body)
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}"{_turned(language)}>\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(called)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{inside}\n</body>\n</html>\n"
    )


def _turned(language: str) -> str:
    return ' dir="rtl"' if language.partition("-")[0].lower() in _FROM_THE_RIGHT else ""


def _body(parts: Sequence[Part], words: Words) -> Iterator[str]:
    yield f"<h1>{set_apart(words.title)}</h1>"
    made = tr("Put together by {name}, {day}.", name=words.by_name, day=day_words(words.made))
    yield f"<p>{set_apart(made)}</p>"
    if words.narrative.strip():
        yield f"<p class=mark>{escaped(tr('In their own words'))}</p>"
        yield f"<p class=words>{set_apart(words.narrative)}</p>"
    for part in parts:
        for award in part.view.awards:
            yield from _award(part, award)
    proof = tr(
        "This page proves nothing. Ask for the credentials themselves, and check them: "
        "each is known by the number under it."
    )
    yield f"<footer><p>{escaped(proof)}</p></footer>"


def _award(part: Part, award: Award) -> Iterator[str]:
    yield "<article class=own>" if part.is_own else "<article>"
    yield f"<h2>{set_apart(said(award.title) or part.title())}</h2>"
    mark = _mark(part)
    if mark:
        yield f"<p class=mark>{escaped(mark)}</p>"
    yield from listed(facts(part, award))
    yield "</article>"


def listed(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names and values; what is not known has no line."""
    yield "<dl>"
    for label, value in told:
        if value:
            yield f"<dt>{escaped(label)}</dt><dd>{set_apart(value)}</dd>"
    yield "</dl>"


def _mark(part: Part) -> str:
    if part.is_own:
        return tr("Written by the learner; nobody else vouches for it.")
    return {
        NO_LONGER_VALID: tr("No longer valid when this page was made."),
        NOT_JUDGED: tr("The learner's wallet could not judge this one."),
    }.get(part.standing, "")


def facts(
    part: Part,
    award: Award,
    languages: Sequence[str] = ("en",),
    names: Mapping[str, str] = _NO_NAMES,
) -> Iterator[tuple[str, str]]:
    """What an award says, each value with its name; texts in the first language there is.

    ``names``: what skills are called that the credential names by address alone.
    """
    body = body_of(part, award)
    yield tr("Awarded by"), said(body.names, *languages) or body.id or ""
    yield tr("Country"), body.country or ""
    date = written(day(award.award_date))
    yield (
        tr("Date"),
        tr("{day} (date of issue)", day=date)
        if (date and award.award_date_is_derived)
        else date,
    )
    yield tr("Valid until"), written(day(part.view.envelope.valid_until or award.expiry))
    yield (
        tr("Credits"),
        ", ".join(
            f"{number(one.amount)} {one.framework or ''}".strip() for one in award.credits
        ),
    )
    yield tr("Hours"), number(award.workload.hours) if award.workload else ""
    yield tr("Level"), ", ".join(f"{one.scheme} {one.value}" for one in award.levels)
    yield tr("Description"), said(award.description, *languages)
    learned = [text for one in award.outcomes if (text := said(one.text, *languages))]
    yield tr("What was learned"), "; ".join(learned)
    others = [one for one in skill_names(award, names) if one not in learned]
    yield tr("Skills"), "; ".join(others)
    yield (
        tr("Assessment"),
        "; ".join(" ".join(filter(None, (one.type, one.result))) for one in award.assessments),
    )
    yield tr("Number of the credential"), "" if part.is_own else part.credential_id


def plain(text: str) -> str:
    """Without signs that turn or hide what stands beside them (rule 2)."""
    return "".join(
        one
        for one in text
        if one in "\n\t" or (one not in _TURNING and unicodedata.category(one) != "Cc")
    )


def escaped(text: str) -> str:
    """Plain, and nothing of it is mark-up."""
    return html.escape(plain(text), quote=True)


def set_apart(text: str) -> str:
    """A text of somebody else's, whose direction of writing stays its own."""
    return f"<bdi>{escaped(text)}</bdi>"
