"""Whether the pages of the PDFs in a received file were made from what is attached to them.

Rules (spec/presentations.md F.3 and F.4)
-----------------------------------------
1. A PDF that carries a presentation is refused where its pages were not made from it; where
   that cannot be told, it is said.
2. So it is where the PDF lies in an archive or in another PDF: whoever opens it reads the same
   pages. The others in there stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wallet import containers
from wallet.containers import Room
from wallet.errors import IntakeError
from wallet.examine import FileError, FileResult, Judged
from wallet.limits import LIMITS
from wallet.presenting import Pages, pages_of
from wallet.presenting.pack import is_pack


def with_pages(result: FileResult, data: bytes) -> FileResult:
    """The same result, without what stands under pages that say something else."""
    result = _judged(result, data, "")
    if any(one.path.count("#") > 1 for one in result.credentials):
        for name, inner in _inside(data, "", Room(), depth=1):
            result = _judged(result, inner, name)
    return result


def _judged(result: FileResult, data: bytes, name: str) -> FileResult:
    """Rule 1, for the PDF of that name inside the file; the file itself where it is empty."""
    if not data.startswith(b"%PDF-"):
        return result
    own = [one for one in result.credentials if not name or one.path.startswith(f"{name}#")]
    if not (any(one.secured.is_presentation for one in own) or is_pack(data)):
        return result
    pages = pages_of(data)
    if pages is Pages.DIFFER:
        return _refused(result, name, [one for one in result.credentials if one not in own])
    if pages is Pages.NOT_COMPARED:
        told = FileError(code="pack_pages_not_compared", member=name or "pages")
        return replace(result, refused=(*result.refused, told))
    return result


def _refused(result: FileResult, name: str, left: list[Judged]) -> FileResult:
    told = FileError(code="pack_pages_differ", member=name)
    if left:
        return replace(result, credentials=tuple(left), refused=(*result.refused, told))
    error = FileError(code="pack_pages_differ")
    return FileResult(source=result.source, sha256=result.sha256, error=error, credentials=())


def _inside(data: bytes, member: str, room: Room, *, depth: int) -> Iterator[tuple[str, bytes]]:
    """What lies in archives, under the names and down to the depth of intake."""
    container = containers.recognise(data)
    if container is None or not container.ARCHIVE or depth > LIMITS.nesting:
        return
    try:
        for inner in container.unpack(data, room):
            name = f"{member}#{inner.name}" if member else str(inner.name)
            yield name, inner.data
            yield from _inside(inner.data, name, room, depth=depth + 1)
    except IntakeError:  # intake refused it too: no credential of it is shown
        return
