"""What a portfolio that leaves in another form is made of.

Rules
-----
1. Values come from what is shown of each credential and from nowhere else: what the learner
   keeps back is in no part of the file.
2. An issuer's credential lies inside as the issuer signed it. Where a form has no place for
   it, it is listed as left; nothing else stands in for it.
3. What the learner wrote is marked as such, wherever it stands.
4. No good verdict is written: whoever receives the file checks for themselves. That one has
   ended or was revoked is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wallet import formats, presenting
from wallet.credential import Award, CredentialView, DateValue, Party, Texts, best
from wallet.exchange.left import Left
from wallet.presenting import Disclosure
from wallet.report import VerdictCode
from wallet.secured import Format, JsonObject, Secured

NO_LONGER_VALID, NOT_JUDGED = "no_longer_valid", "not_judged"
_STANDING = {
    VerdictCode.VERIFIED: "",
    VerdictCode.NOT_VALID: NO_LONGER_VALID,
    VerdictCode.CANNOT_TELL: NOT_JUDGED,
    VerdictCode.NOT_GENUINE: NOT_JUDGED,  # never planned: presenting refuses it
}
_MEDIA = {
    Format.PDF: ("application/pdf", ".pdf"),
    Format.MDOC: ("application/octet-stream", ".mdoc"),
    Format.EDCI_1: ("application/xml", ".xml"),
    Format.ELMO: ("application/xml", ".xml"),
}
_JSON, _TOKEN = ("application/json", ".json"), ("text/plain", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One credential, or one entry of the learner's own."""

    credential_id: str
    view: CredentialView
    data: bytes = field(repr=False)
    """What the issuer signed, byte for byte; the whole entry where nobody signed."""
    media_type: str
    suffix: str
    document: JsonObject | None = field(repr=False)
    """The same as JSON, where it can lie inside JSON."""
    envelope: str = ""
    """The media type under which it lies in a ``data:`` URL; empty where it cannot."""
    is_own: bool = False
    """Whether the learner wrote it."""
    standing: str = ""
    """Empty, ``no_longer_valid`` or ``not_judged``, as this wallet found it."""

    def title(self) -> str:
        """What it is called; its number where it has no title."""
        titles = [one.title for one in self.view.awards if one.title]
        found = best(titles[0], ("en",)) if titles else None
        return found.text if found else self.credential_id[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the learner wrote, and when."""

    title: str
    by_name: str
    narrative: str = ""
    made: datetime
    """Aware, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """A file that is ready to leave."""

    data: bytes = field(repr=False)
    media_type: str
    suffix: str
    left: tuple[Left, ...] = ()
    """What this form has no place for; pointers are into the list of credentials."""


def of_disclosure(
    shown: Disclosure, original: bytes | None = None, view: CredentialView | None = None
) -> Part:
    """A credential as it is shown.

    Args:
        shown: what is planned to be shown.
        original: the received file, where it is just that.
        view: what its proof covers, where only the proof tells (who sealed a PDF, and when).
    """
    secured = shown.secured
    made = _part(secured, original, is_own=False, standing=_STANDING[shown.verdict])
    return made if view is None else replace(made, view=view)


def of_own(secured: Secured) -> Part:
    """An entry that the learner wrote (rule 3)."""
    return _part(secured, None, is_own=True, standing="")


def _part(secured: Secured, original: bytes | None, *, is_own: bool, standing: str) -> Part:
    data, (media_type, suffix) = _bytes(secured, original)
    inside = secured.token is None and secured.data is None and secured.sealed is None
    return Part(
        credential_id=secured.credential_id,
        view=formats.view(secured.format, secured.document),
        data=data,
        media_type=media_type,
        suffix=suffix,
        document=secured.document if inside else None,
        envelope=_envelope(secured),
        is_own=is_own,
        standing=standing,
    )


def _envelope(secured: Secured) -> str:
    """Of a token, or of a file that is sealed as a whole."""
    if secured.token is not None:
        return presenting.TOKEN_MEDIA_TYPES.get(secured.securing, "")
    return presenting.FILE_MEDIA_TYPES.get(secured.securing, "")


def _bytes(secured: Secured, original: bytes | None) -> tuple[bytes, tuple[str, str]]:
    if secured.token is not None:
        return secured.token.encode("ascii"), _TOKEN
    if secured.data is not None:
        return secured.data, _MEDIA.get(secured.format, ("application/octet-stream", ".bin"))
    if original is not None:
        return original, _JSON
    whole = secured.document if secured.sealed is None else secured.sealed
    return json.dumps(whole, ensure_ascii=False).encode(), _JSON


def said(texts: Texts, *languages: str) -> str:
    """One text of several languages: in the first of these that is there, or in English."""
    found = best(texts, languages or ("en",))
    return found.text if found else ""


def body_of(part: Part, award: Award) -> Party:
    """Who awarded: as the claim says, else who signed."""
    return award.awarding_bodies[0] if award.awarding_bodies else part.view.envelope.issuer


def day(date: DateValue | None) -> str:
    """A date as it was written, to the day."""
    return "" if date is None else date.value[:10]


def skills(award: Award) -> Iterator[str]:
    """Addresses of the skills that its outcomes name."""
    found = (link.uri for outcome in award.outcomes for link in outcome.links)
    yield from dict.fromkeys(found)


def skill_names(award: Award, known: Mapping[str, str]) -> Iterator[str]:
    """The same skills as people call them; ``known``: address -> name.

    The credential's own name for it goes first; without any name its address stands.
    """
    links = [link for outcome in award.outcomes for link in outcome.links]
    own = {link.uri: link.label for link in links if link.label}
    found = (own.get(link.uri) or known.get(link.uri) or link.uri for link in links)
    yield from dict.fromkeys(found)
