"""PDF documents: what is attached to them.

Rules
-----
1. Attachments are those of the document's name tree. Text, pages and annotations are not read:
   what a page shows is for people.
2. Nothing is inflated further than a credential may be large. An attachment that is larger, or
   packed in another way than Flate, is no credential of ours and left where it is.
3. A document that is signed itself is a credential too: ``wallet.formats.pdf`` reads that.
4. A document that opens with a password only is ``encrypted``; nobody guesses one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wallet.containers.interface import Member, Room
from wallet.encoding import pdf_file
from wallet.errors import IntakeError

if TYPE_CHECKING:
    import pikepdf

NAME = "pdf"
ARCHIVE = True


def recognises(data: bytes) -> bool:
    """Whether this starts as a PDF does."""
    return data.startswith(pdf_file.SIGNATURE)


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The attachments of the document, by name.

    Raises:
        IntakeError: ``damaged``, ``encrypted``, ``too_complex``; ``too_large`` for all of them
            together.
    """
    limit = room.limits.input_bytes
    with pdf_file.opened(data, room.limits) as document:
        for name, packed, is_flate in _attached(document, room):
            content = _inflated(packed, limit) if is_flate else packed
            if content is not None and len(content) <= limit:
                room.take(len(content))
                yield Member(data=content, name=name)


def _attached(document: pikepdf.Pdf, room: Room) -> list[tuple[str, bytes, bool]]:
    """Name, bytes as they are packed, and whether by Flate."""
    found: list[tuple[str, bytes, bool]] = []
    try:
        for name, one in document.attachments.items():
            room.count(1)
            stream = one.get_file().obj
            how = stream.get("/Filter")
            is_flate = _names(how) == ["/FlateDecode"] and "/DecodeParms" not in stream
            if how is None or is_flate:
                found.append((str(name), bytes(stream.read_raw_bytes()), is_flate))
    except IntakeError:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise IntakeError("damaged", what="pdf") from None
    return found


def _names(value: Any) -> list[str]:
    import pikepdf  # noqa: PLC0415 - used on demand

    if value is None:
        return []
    several = isinstance(value, pikepdf.Array)
    return [str(one) for one in value] if several else [str(value)]


def _inflated(packed: bytes, limit: int) -> bytes | None:
    """At most ``limit`` bytes; None where it is more, or not what it says it is."""
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, limit + 1)
    except zlib.error:
        return None
    return content if inflater.eof else None
