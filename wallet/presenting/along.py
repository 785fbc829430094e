"""Signed evidence that goes along with a presentation, for a receiver who is offline too.

Rules (spec/trust.md D.11, spec/verification.md 2.3 and 2.5)
------------------------------------------------------------
1. Only what proves itself goes along: the signed lists that an entry which is shown names, and
   signed accreditations of its issuer, and of those who gave them. Never keys, registers or
   authorities: unsigned, they prove nothing, and nobody counts them.
2. They say nothing of the learner: of an entry that is kept back no list goes along.
3. They lie beside the presentation in a ZIP, or are attached to a PDF, under names of one form.
   What a receiver finds there is told by its content and counts as carried: by its own
   signature, and only as far as the receiver's own sources stand behind its signer.
4. Bounded: ``MOST`` papers of together ``LARGEST`` bytes; the rest stays at home.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wallet import containers
from wallet.containers import Room, archive
from wallet.encoding import cwt, strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, IntakeError
from wallet.evidence import Evidence, Source, StatusListItem
from wallet.limits import MIB
from wallet.presenting.statements import as_list
from wallet.secured import JsonObject
from wallet.trust import read_evidence

if TYPE_CHECKING:
    import pikepdf

STATUS_LIST, ACCREDITATION, IGNORED = "status_list", "accreditation", "ignored"
MOST = 20
LARGEST = 4 * MIB
_NAME = re.compile(r"evidence-\d{1,2}\.(?:json|jwt|cwt)")
_MARK = b"evidence-"
_STAMP = (1980, 1, 1, 0, 0, 0)
"""Members carry no date of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One signed paper that goes along, or that came."""

    kind: str
    """``STATUS_LIST``, ``ACCREDITATION``, or ``IGNORED`` for what came and proves nothing."""
    about: str
    """The address of a list; the identifier of who is accredited; else the name of the file."""
    data: bytes
    dated: datetime | None = None

    @property
    def sha256(self) -> str:
        """Lower-case hex."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came with a received file."""

    papers: tuple[Paper, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    names: tuple[str, ...] = ()
    """Of the members that hold them."""


# --- what goes along ------------------------------------------------------------------------


def papers_for(shown: Iterable[JsonObject], known: Evidence) -> tuple[Paper, ...]:
    """What goes along with these documents, as they are sent (rules 1, 2 and 4)."""
    found: dict[str, Paper] = {}
    for document in shown:
        wanted = (*_lists(document, known), *_accreditations(document, known))
        found |= {one.sha256: one for one in wanted}
    kept: list[Paper] = []
    for one in found.values():
        if len(kept) < MOST and sum(len(each.data) for each in (*kept, one)) <= LARGEST:
            kept.append(one)
    return tuple(kept)


def _lists(document: JsonObject, known: Evidence) -> Iterator[Paper]:
    for url in dict.fromkeys(_addresses(document)):
        held = [one for one in known.status_lists if url in (one.url, *one.also_known_as)]
        held = [one for one in held if one.origin.source is not Source.CARRIED]
        if held:
            newest = max(held, key=_dated)
            yield Paper(
                kind=STATUS_LIST, about=url, data=newest.bytes, dated=newest.origin.dated
            )


def _dated(item: StatusListItem) -> datetime:
    return item.origin.dated or item.origin.received_at


def _addresses(document: JsonObject) -> Iterator[str]:
    """Of the lists that the entries of a credential name."""
    inner = document.get("vc")
    credential = inner if isinstance(inner, Mapping) else document
    for entry in as_list(credential.get("credentialStatus")):
        if isinstance(entry, Mapping):
            yield from _texts(entry.get("statusListCredential"))
    status = document.get("status")
    told = status.get("status_list") if isinstance(status, Mapping) else None
    if isinstance(told, Mapping):
        yield from _texts(told.get("uri"))


def _accreditations(document: JsonObject, known: Evidence) -> Iterator[Paper]:
    """Of the issuer, of who accredited it, and so on up; each with the list it names."""
    waiting, met = [*_issuers(document)], set[str]()
    while waiting and len(met) < MOST:
        subject = waiting.pop(0)
        if subject in met:
            continue
        met.add(subject)
        for data in _held(subject, known):
            said = _said(data)
            yield Paper(kind=ACCREDITATION, about=subject, data=data)
            yield from _lists(said, known)
            waiting += _issuers(said)


def _held(subject: str, known: Evidence) -> Iterator[bytes]:
    for one in known.accreditations:
        if one.subject == subject and one.origin.source is not Source.CARRIED:
            yield one.data
    for register in known.registers:
        for row in register.accreditations(subject):
            if row.source.confirmed:
                yield row.data


def _issuers(document: JsonObject) -> Iterator[str]:
    inner = document.get("vc")
    credential = inner if isinstance(inner, Mapping) else document
    for told in (credential.get("issuer"), document.get("iss")):
        yield from _texts(told.get("id") if isinstance(told, Mapping) else told)


def _said(data: bytes) -> dict[str, Any]:
    """What a signed paper says, unproven; nothing of what cannot be read."""
    text = data.strip()
    try:
        if not text.startswith(b"{"):
            text = b64url_decode(text.split(b".")[1].decode("ascii", "replace"))
        found = strict_json.loads(text)
    except (InputError, IndexError):
        return {}
    return found if isinstance(found, dict) else {}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value


def named(papers: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    """The papers under the names of rule 3."""
    for number, one in enumerate(papers, 1):
        yield f"evidence-{number}.{_suffix(one.data)}", one.data


def is_named(name: str) -> bool:
    """Whether a paper may bear this name."""
    return _NAME.fullmatch(name) is not None


def _suffix(data: bytes) -> str:
    if cwt.is_cwt(data):
        return "cwt"
    return "json" if data.lstrip().startswith(b"{") else "jwt"


def zipped(name: str, presentation: bytes, papers: Sequence[Paper]) -> bytes:
    """A ZIP of a presentation and its papers; the same ones give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for member, data in ((name, presentation), *named(papers)):
            told = zipfile.ZipInfo(member, _STAMP)
            told.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(told, data)
    return out.getvalue()


def attach(document: pikepdf.Pdf, name: str, data: bytes, media_type: str) -> None:
    """Attach a file to a PDF, without a word about it and without a date."""
    import pikepdf  # noqa: PLC0415 - heavy, and rarely needed

    attached = pikepdf.AttachedFileSpec(
        document,
        data,
        description="",
        filename=name,
        mime_type=media_type,
        creation_date="",
        mod_date="",
    )
    attached.relationship = pikepdf.Name.Source
    document.attachments[name] = attached


# --- what came ------------------------------------------------------------------------------


def brought(data: bytes, now: datetime) -> Brought:
    """What came with a file, by rule 3. Never raises: what cannot be opened brings nothing."""
    if not data.startswith((b"PK\x03\x04", b"%PDF-")) or _MARK not in data:
        return Brought()
    container = containers.recognise(data)
    try:
        inside = () if container is None else tuple(container.unpack(data, Room()))
    except IntakeError:
        return Brought()
    files = [
        (one.name, one.data)
        for one in inside
        if one.name and _NAME.fullmatch(one.name) and len(one.data) <= LARGEST
    ][:MOST]
    papers, names, evidence = [], [], Evidence()
    for name, content in files:
        found, _ = read_evidence([(name, content)], source=Source.CARRIED, received_at=now)
        if found == Evidence():
            continue  # whatever it is, it is no evidence
        kept = Evidence(status_lists=found.status_lists, accreditations=found.accreditations)
        evidence = evidence.joined(kept)
        papers.append(_paper(name, content, kept))
        names.append(name)
    return Brought(papers=tuple(papers), evidence=evidence, names=tuple(names))


def _paper(name: str, data: bytes, found: Evidence) -> Paper:
    for one in found.status_lists:
        return Paper(kind=STATUS_LIST, about=one.url, data=data, dated=one.origin.dated)
    for each in found.accreditations:
        return Paper(kind=ACCREDITATION, about=each.subject, data=data)
    return Paper(kind=IGNORED, about=name, data=data)


def unzipped(data: bytes) -> bytes | None:
    """The presentation in a ZIP of ours; None where it is none.

    Raises:
        IntakeError: ``damaged``, ``too_large`` ...
    """
    if not data.startswith(b"PK\x03\x04"):
        return None
    inside = [
        one.data for one in archive.unpack(data, Room()) if not _NAME.fullmatch(one.name or "")
    ]
    return inside[0] if len(inside) == 1 else None
