"""Pictures of one presentation put together, over all files that were given, in any order.

The code on a printed page of a share pack is no presentation: it is linked with its file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wallet.errors import IntakeError
from wallet.presenting import pack, pack_page, qr, qr_parts
from wallet.presenting.pack_page import PageCode

_LONGEST = 400
"""Characters of a page's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What was given, ready to be looked at."""

    files: tuple[tuple[str, bytes | IntakeError], ...]
    """Parts of one presentation stand as one where its first part stood, with the names of all
    their pictures; why not, where they do not fit."""
    pages: tuple[tuple[str, str], ...] = ()
    """Pictures of printed pages, each with the file that it is a page of."""


def joined(files: Sequence[tuple[str, bytes]]) -> Joined:
    """The files, with pictures that belong together put together."""
    whole: list[tuple[str, bytes | PageCode | IntakeError] | None] = []
    groups: dict[tuple[int, int, int], _Group] = {}
    for name, data in files:
        texts = _texts_in(data)
        code = pack_page.read(texts[0]) if len(texts) == 1 else None
        parts = _parts_in(texts)
        if not parts:
            whole.append((name, code or data))
        for message in dict.fromkeys(part.message for part in parts):
            if message not in groups:
                groups[message] = _Group(place=len(whole), names=[], parts=[])
                whole.append(None)
            groups[message].names.append(name)
            groups[message].parts += [part for part in parts if part.message == message]
    for group in groups.values():
        whole[group.place] = group.put_together()
    return _linked([one for one in whole if one is not None])


def _linked(given: Sequence[tuple[str, bytes | PageCode | IntakeError]]) -> Joined:
    """Each page's code with the file that it belongs to; refused where that is not here."""
    whole = [(name, data) for name, data in given if isinstance(data, bytes)]
    files: list[tuple[str, bytes | IntakeError]] = []
    pages: list[tuple[str, str]] = []
    for name, data in given:
        if not isinstance(data, PageCode):
            files.append((name, data))
            continue
        its = next((other for other, one in whole if pack_page.belongs(data, one)), None)
        if its is None:
            files.append((name, pack_page.why_not([one for _, one in whole])))
        else:
            pages.append((name, its))
    return Joined(files=tuple(files), pages=tuple(pages))


@dataclass(slots=True, kw_only=True)
class _Group:
    """Parts of one message, and the files that they came in."""

    place: int
    names: list[str]
    parts: list[qr_parts.Part]

    def put_together(self) -> tuple[str, bytes | IntakeError]:
        """The name of all of them, and what they carry together."""
        source = " + ".join(self.names)
        try:
            return source, qr.unwrap(qr_parts.join(self.parts))
        except IntakeError as error:
            return source, error


def _texts_in(data: bytes) -> tuple[str, ...]:
    """What codes a picture shows, or a text is; none where it is anything else.

    What cannot be read here is left to intake, which says why.
    """
    if data.startswith(pack.CODE.encode()):
        return (data[:_LONGEST].decode("ascii", "replace"),)
    if not qr.may_show_parts(data):
        return ()
    try:
        return qr.picture_texts(data)
    except IntakeError:
        return ()


def _parts_in(texts: Sequence[str]) -> tuple[qr_parts.Part, ...]:
    """The parts that codes hold.

    A picture that shows parts beside something else is left to intake, because one of the two
    would be passed over.
    """
    try:
        if not all(qr_parts.is_part(text) for text in texts):
            return ()
        return tuple(qr_parts.from_text(text) for text in texts)
    except IntakeError:
        return ()
