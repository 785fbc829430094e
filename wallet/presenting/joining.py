"""Pictures of one presentation put together, over all files that were given, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wallet.errors import IntakeError
from wallet.presenting import qr, qr_parts


def joined(
    files: Sequence[tuple[str, bytes]],
) -> tuple[tuple[str, bytes | IntakeError], ...]:
    """The files; parts of one presentation stand as one where its first part stood.

    Each with its name, or the names of all its pictures; why not, where they do not fit.
    """
    whole: list[tuple[str, bytes | IntakeError] | None] = []
    groups: dict[tuple[int, int, int], _Group] = {}
    for name, data in files:
        parts = _parts_in(data)
        if not parts:
            whole.append((name, data))
        for message in dict.fromkeys(part.message for part in parts):
            if message not in groups:
                groups[message] = _Group(place=len(whole), names=[], parts=[])
                whole.append(None)
            groups[message].names.append(name)
            groups[message].parts += [part for part in parts if part.message == message]
    for group in groups.values():
        whole[group.place] = group.put_together()
    return tuple(one for one in whole if one is not None)


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


def _parts_in(data: bytes) -> tuple[qr_parts.Part, ...]:
    """The parts that a picture shows; none where it is anything else.

    What cannot be read here is left to intake, which says why; so is a picture that shows
    parts beside something else, because one of the two would be passed over.
    """
    if not qr.may_show_parts(data):
        return ()
    try:
        texts = qr.picture_texts(data)
        if not all(qr_parts.is_part(text) for text in texts):
            return ()
        return tuple(qr_parts.from_text(text) for text in texts)
    except IntakeError:
        return ()
