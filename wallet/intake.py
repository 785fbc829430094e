"""Bytes of a received file -> the credentials and presentations in it, read but not judged.

Rules
-----
1. What a file is, its content says; its name is never looked at.
2. A limit met before a credential is recognised is an ``IntakeError``; met later, it becomes
   a ``format`` problem of the credential (spec/verification.md, section 4). At once both times.
3. Bytes are kept: tokens exactly as received, and the id of a credential is the SHA-256 of its
   issuer-signed part (section 5, "Identity"): the compact token (an SD-JWT without disclosures
   and key binding), the JCS form of the JSON with its proof, or the whole unsigned file.
4. A presentation is one ``Secured`` whose ``parts`` are its credentials; so is a credential
   that carries others (records, endorsements). What stands where a credential should and is
   none becomes a problem of the carrier: it never disappears.
5. One bad member of an archive hides no good one: ``open_file`` names each that was refused.
6. A PDF that is signed is a credential itself, beside those attached to it.
7. Nothing but ``IntakeError`` escapes, whatever the bytes.
8. In an archive a seal in a file of its own belongs to the file that it names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wallet import containers
from wallet.containers import Room
from wallet.containers.interface import Member
from wallet.errors import IntakeError
from wallet.formats import pdf, sealed_apart, texts
from wallet.limits import LIMITS, Limits
from wallet.secured import Secured

_WHOLE_FILE = ("archives", "members", "unpacked")
"""What a limit was about where meeting it ends the reading of the whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A member of an archive that holds nothing that can be read."""

    member: str
    error: IntakeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Everything found in one received file."""

    sha256: str
    credentials: tuple[Secured, ...]
    refused: tuple[Refused, ...] = ()


def read(data: bytes, name: str = "", limits: Limits = LIMITS) -> tuple[Secured, ...]:
    """The credentials and presentations in one received file; at least one.

    ``name`` is for the caller's own records; nothing is concluded from it (rule 1).

    Raises:
        IntakeError: ``empty``, ``not_a_credential``, ``too_large``, ``too_deep``,
            ``too_complex``, ``encrypted``, ``damaged``, ``unsupported``, ``unsafe_name``,
            ``refused_markup``, ``part_of_several``.
    """
    del name
    opened = open_file(data, limits)
    if not opened.credentials:
        raise _worst(opened.refused)
    return opened.credentials


def open_file(data: bytes, limits: Limits = LIMITS) -> Opened:
    """Like ``read``, and says too which members of an archive could not be read.

    Raises:
        IntakeError: the file as a whole cannot be read.
    """
    _check_size(data, limits)
    sha256 = hashlib.sha256(data).hexdigest()
    found: list[Secured] = []
    refused: list[Refused] = []
    for member, result in _pieces(data, "", Room(limits=limits), depth=1):
        if isinstance(result, IntakeError):
            refused.append(Refused(member=member, error=result))
            continue
        prefix = f"{member}#" if member else ""
        found.extend(_placed(one, prefix, sha256) for one in result)
    return Opened(sha256=sha256, credentials=tuple(found), refused=tuple(refused))


def _check_size(data: bytes, limits: Limits) -> None:
    """Refuses by size before anything is parsed; archives and PDFs have limits of their own.

    Raises:
        IntakeError: ``empty`` or ``too_large``.
    """
    if not data:
        raise IntakeError("empty")
    if data.startswith(b"PK"):
        limit = limits.zip_bytes
    elif data.startswith(b"%PDF-"):
        limit = limits.pdf_bytes
    else:
        limit = limits.input_bytes
    if len(data) > limit:
        raise IntakeError("too_large", limit=limit, size=len(data))


def _pieces(
    data: bytes, member: str, room: Room, *, depth: int
) -> Iterator[tuple[str, tuple[Secured, ...] | IntakeError]]:
    """What each member of the file holds, the members of archives one by one."""
    container = containers.recognise(data)
    if container is None:
        yield member, texts.read_text(data, room.limits)
        return
    if container.ARCHIVE and depth > room.limits.nesting:
        raise IntakeError("too_deep", limit=room.limits.nesting, what="archives")
    if not container.ARCHIVE:
        yield member, _inside(data, container, room)
        return
    own = pdf.read(data, room.limits) if container.NAME == "pdf" else None
    if own is not None:  # rule 6
        yield member, (own,)
    yield from _members(list(container.unpack(data, room)), member, room, depth=depth)


def _members(
    inside: list[Member], member: str, room: Room, *, depth: int
) -> Iterator[tuple[str, tuple[Secured, ...] | IntakeError]]:
    """What each member holds, with the seal of it where that is another member (rule 8)."""
    seals = sealed_apart.among((one.name or "", one.data) for one in inside)
    apart, spent = {one.file for one in seals.values()}, set[str | None]()
    for inner in sorted(inside, key=lambda one: one.name in apart):  # after what they seal
        if inner.name in spent:
            continue
        name = f"{member}#{inner.name}" if member else str(inner.name)
        try:
            _check_size(inner.data, room.limits)
            pieces = list(_pieces(inner.data, name, room, depth=depth + 1))
        except IntakeError as error:
            if error.facts.get("what") in _WHOLE_FILE:
                raise
            yield name, error
            continue
        seal = seals.get(inner.name or "")
        sealed = seal and _sealed(pieces, seal, inner.data)
        if seal and sealed:
            spent.add(seal.file)
        yield from [(name, (sealed,))] if sealed else pieces


def _sealed(
    pieces: list[tuple[str, tuple[Secured, ...] | IntakeError]],
    seal: sealed_apart.Seal,
    data: bytes,
) -> Secured | None:
    """The credential with its seal; None where the file is not one unsigned credential."""
    found = pieces[0][1] if len(pieces) == 1 else ()
    if not isinstance(found, tuple) or len(found) != 1 or found[0].securing != "none":
        return None
    return seal.around(found[0], data)


def _inside(data: bytes, container: containers.Container, room: Room) -> tuple[Secured, ...]:
    """The credentials in a picture or a resource; a picture may show several codes."""
    found: list[Secured] = []
    for inner in container.unpack(data, room):
        nested = containers.recognise(inner.data)
        if nested is None:
            found.extend(texts.read_text(inner.data, room.limits))
        elif nested.NAME == "uniform_resource" and container.NAME != nested.NAME:
            found.extend(_inside(inner.data, nested, room))
        else:
            raise _why_not(inner.data, nested, room)
    return tuple(found)


def _why_not(data: bytes, nested: containers.Container, room: Room) -> IntakeError:
    """Why a container in a picture or resource is refused: its own reason, if it has one."""
    if nested in containers.UNREAD:
        try:
            next(nested.unpack(data, room), None)
        except IntakeError as error:
            return error
    return IntakeError("too_deep", limit=room.limits.nesting, what=nested.NAME)


def _placed(secured: Secured, prefix: str, sha256: str) -> Secured:
    """The same, with the file it came in and its path there; so are its parts."""
    return replace(
        secured,
        path=f"{prefix}{secured.path}",
        original_sha256=sha256,
        parts=tuple(_placed(part, prefix, sha256) for part in secured.parts),
    )


def _worst(refused: tuple[Refused, ...]) -> IntakeError:
    """The reason to name where nothing could be read: one of ours before "not a credential"."""
    for one in refused:
        if one.error.code != "not_a_credential":
            return one.error
    return IntakeError("not_a_credential")
