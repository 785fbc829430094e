"""What a learner says of themselves: an entry of their own, with files attached.

A course, a project, a job or a voluntary post that nobody signed for. It is kept and shown like
a credential, marked everywhere as the learner's own word, and is never ``verified``.

The file is one JSON object (UTF-8)
-----------------------------------
1. ``format`` is ``tessera-entry/1``; ``title`` is text with something in it; ``made`` the
   moment when it was written.
2. ``description``, ``organisation``, ``role``, ``link``, ``language`` and ``grade`` are texts;
   ``started`` and ``ended`` days, months or years (ISO 8601); ``hours`` a number as text;
   ``kind`` one of the kinds of ``wallet.credential``; ``skills`` a list of texts.
3. ``attachments`` is a list of ``{name, media_type, sha256, data}``, ``data`` in base64: the
   file travels inside, so that nothing gets lost on the way. Its digest must be right.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.completeness import assess
from wallet.credential import (
    Attachment,
    Award,
    CredentialView,
    Envelope,
    Kind,
    Learner,
    Outcome,
    Party,
    Provenance,
    Text,
    Texts,
    Workload,
)
from wallet.encoding.timestamp import write as stamp
from wallet.errors import InputError
from wallet.formats.dates import date_value
from wallet.formats.document import Problem, text_of
from wallet.formats.values import amount, language
from wallet.limits import LIMITS
from wallet.secured import Format, JsonObject

FORMAT = Format.SELF_DECLARED
MARK = "tessera-entry/1"

_TEXTS = ("description", "organisation", "role", "link", "language", "grade")
_DATES = ("started", "ended")
_MISSING, _INVALID = "missing_member", "invalid_member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a learner writes down."""

    title: str
    description: str = ""
    organisation: str = ""
    role: str = ""
    kind: str = ""
    started: str = ""
    ended: str = ""
    hours: str = ""
    grade: str = ""
    link: str = ""
    language: str = ""
    skills: tuple[str, ...] = ()


def make(entry: Entry, files: Iterable[tuple[str, bytes]], now: datetime) -> bytes:
    """The file of an entry; ``files`` are (name, bytes), ``now`` is aware.

    Raises:
        InputError: ``entry_without_title``, ``malformed_date``, ``malformed_number``,
            ``unknown_kind``, ``too_large``.
    """
    document: dict[str, Any] = {"format": MARK, "made": stamp(now)}
    document["title"] = entry.title.strip()
    for name in (*_TEXTS, *_DATES, "hours", "kind"):
        value = str(getattr(entry, name)).strip()
        if value:
            document[name] = value
    if any(one.strip() for one in entry.skills):
        document["skills"] = [one.strip() for one in entry.skills if one.strip()]
    attached = [_attached(name, data) for name, data in files]
    if attached:
        document["attachments"] = attached
    for code, path in problems(document, secured=False):
        raise InputError(_CODES.get(path, code), member=path)
    data = json.dumps(document, ensure_ascii=False, indent=1).encode()
    if len(data) > LIMITS.input_bytes:
        raise InputError("too_large", limit=LIMITS.input_bytes, size=len(data))
    return data


_CODES = {
    "$.title": "entry_without_title",
    "$.started": "malformed_date",
    "$.ended": "malformed_date",
    "$.hours": "malformed_number",
    "$.kind": "unknown_kind",
}


def _attached(name: str, data: bytes) -> dict[str, str]:
    kind, _ = mimetypes.guess_type(name)
    return {
        "name": name.replace("\\", "/").rsplit("/", 1)[-1],
        "media_type": kind or "application/octet-stream",
        "sha256": hashlib.sha256(data).hexdigest(),
        "data": base64.b64encode(data).decode("ascii"),
    }


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether this is such an entry, and nothing that somebody signed."""
    return header is None and document.get("format") == MARK and "proof" not in document


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules that an entry breaks."""
    del secured
    return tuple(_problems(document))


def _problems(document: JsonObject) -> Iterator[Problem]:
    if text_of(document.get("title")) is None:
        yield _MISSING, "$.title"
    texts = [name for name in _TEXTS if not isinstance(document.get(name, ""), str)]
    stated = [name for name in _DATES if name in document]
    dates = [name for name in stated if date_value(document[name]) is None]
    yield from ((_INVALID, f"$.{name}") for name in (*texts, *dates))
    if "hours" in document and amount(document["hours"]) is None:
        yield _INVALID, "$.hours"
    if "kind" in document and document["kind"] not in set(Kind):
        yield _INVALID, "$.kind"
    skills = document.get("skills", [])
    if not isinstance(skills, list) or not all(text_of(one) for one in skills):
        yield _INVALID, "$.skills"
    yield from _attachment_problems(document.get("attachments", []))


def _attachment_problems(listed: Any) -> Iterator[Problem]:
    if not isinstance(listed, list):
        yield _INVALID, "$.attachments"
        return
    for at, one in enumerate(listed):
        if _attachment(one) is None:
            yield _INVALID, f"$.attachments[{at}]"


def attachments(document: JsonObject) -> tuple[Attachment, ...]:
    """The files inside an entry; those with a wrong digest are left out."""
    listed = document.get("attachments")
    found = (_attachment(one) for one in (listed if isinstance(listed, list) else []))
    return tuple(one for one in found if one is not None)


def _attachment(value: Any) -> Attachment | None:
    """Rule 3."""
    if not isinstance(value, Mapping):
        return None
    name, kind, text = (value.get(one) for one in ("name", "media_type", "data"))
    if not (isinstance(name, str) and isinstance(kind, str) and isinstance(text, str)):
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if hashlib.sha256(data).hexdigest() != value.get("sha256"):
        return None
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    return Attachment(name=plain or "file", media_type=kind, data=data)


def view(document: JsonObject) -> CredentialView:
    """What the learner says; every value is theirs."""
    tag = language(document.get("language"))

    def said(name: str) -> Texts:
        text = text_of(document.get(name))
        return (Text(lang=tag, text=text),) if text is not None else ()

    day = date_value(document.get("ended")) or date_value(document.get("started"))
    hours = amount(document.get("hours"))
    organisation = said("organisation")
    award = Award(
        id="award-1",
        title=said("title"),
        description=(*said("role"), *said("description")),
        kind=Kind(document["kind"]) if document.get("kind") in set(Kind) else Kind.UNKNOWN,
        awarding_bodies=(Party(names=organisation),) if organisation else (),
        award_date=day,
        workload=Workload(hours=hours) if hours is not None else None,
        outcomes=tuple(Outcome(text=one) for one in _skills(document, tag)),
        languages=(tag,) if tag != "und" else (),
    )
    found = CredentialView(
        envelope=Envelope(
            id=None,
            format=FORMAT.value,
            issuer=Party(),
            issued_at=date_value(document.get("made")),
        ),
        learner=Learner(),
        awards=(award,),
        provenance=dict(_provenance(document, award)),
    )
    return CredentialView(
        envelope=found.envelope,
        learner=found.learner,
        awards=found.awards,
        provenance=found.provenance,
        completeness=assess(found),
    )


def _skills(document: JsonObject, tag: str) -> list[Texts]:
    listed = document.get("skills")
    names: Sequence[Any] = listed if isinstance(listed, list) else ()
    return [(Text(lang=tag, text=one),) for one in names if text_of(one)]


def _provenance(document: JsonObject, award: Award) -> Iterator[tuple[str, Provenance]]:
    date = "ended" if date_value(document.get("ended")) else "started"
    told = {
        "title": ("title", award.title),
        "description": ("role" if text_of(document.get("role")) else "description",
                        award.description),
        "kind": ("kind", award.kind is not Kind.UNKNOWN),
        "awarding_bodies/0": ("organisation", award.awarding_bodies),
        "awarding_bodies/0/names": ("organisation", award.awarding_bodies),
        "award_date": (date, award.award_date),
        "workload": ("hours", award.workload),
        "outcomes": ("skills", award.outcomes),
        "languages": ("language", award.languages),
    }  # fmt: skip
    for name, (member, value) in told.items():
        if value:
            yield f"/awards/0/{name}", Provenance(source="learner", path=f"$.{member}")
