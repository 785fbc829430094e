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

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
    with pdf_file.opened(data, room.limits) as document:
        for name, content in _attached(document, room):
            room.take(len(content))
            yield Member(data=content, name=name)


def _attached(document: pikepdf.Pdf, room: Room) -> Iterator[tuple[str, bytes]]:
    """Name and content of each."""
    for name, stream in _streams(document, room):
        try:
            content = pdf_file.unpacked(stream, room.limits.input_bytes)
        except Exception:  # noqa: BLE001 - the library has errors of its own for bad bytes
            raise IntakeError("damaged", what="pdf") from None
        if content is not None:
            yield name, content


def _streams(document: pikepdf.Pdf, room: Room) -> list[tuple[str, pikepdf.Object]]:
    found: list[tuple[str, pikepdf.Object]] = []
    try:
        for name, one in document.attachments.items():
            room.count(1)
            found.append((str(name), one.get_file().obj))
    except IntakeError:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise IntakeError("damaged", what="pdf") from None
    return found
