"""PDF files as they are packed: opened without repair, and what they say of themselves."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any

from wallet.errors import IntakeError
from wallet.limits import LIMITS, MIB, Limits

if TYPE_CHECKING:
    import pikepdf

SIGNATURE = b"%PDF-"
_LONGEST_TITLE = 300


def _name(text: str) -> re.Pattern[bytes]:
    """A name of PDF, each letter as it is or by its number."""
    letters = "".join(f"(?:{one}|#{ord(one):02x})" for one in text)
    return re.compile(f"/{letters}".encode(), re.IGNORECASE)


_LZW, _OBJECT_STREAMS = _name("LZW"), _name("ObjStm")
_MOST_FILTERS = 2
_MOST_OBJECT_STREAMS = 400
_PACKED = 8 * MIB
"""Bytes that all objects of a document may unpack to; real ones are well under two million."""
_LEAST_PACKED = 128 * 1024
"""What one stream of them may have in any case, be there ever so many."""
_SEPARATORS = b" \t\r\n\f\0/[]<>()"
_MOST_SEPARATORS = 4_000_000
"""Each may begin a value, and a value takes some 140 bytes of memory. Of bytes that are packed
every sixteenth is one."""


def opened(data: bytes, limits: Limits = LIMITS) -> pikepdf.Pdf:
    """The document, by a reader that repairs nothing: what is broken is not guessed at.

    Raises:
        IntakeError: ``damaged``, ``encrypted`` or ``too_complex``.
    """
    import pikepdf  # noqa: PLC0415 - used on demand

    _bound(data, limits)
    try:
        document = pikepdf.open(
            io.BytesIO(data), suppress_warnings=True, attempt_recovery=False
        )
    except pikepdf.PasswordError:
        raise IntakeError("encrypted", what="pdf") from None
    except Exception:  # noqa: BLE001 - the library has errors of its own for bad bytes
        raise IntakeError("damaged", what="pdf") from None
    problem: IntakeError | None = None
    if document.is_encrypted:
        problem = IntakeError("encrypted", what="pdf")
    elif len(document.objects) > limits.pdf_objects:
        problem = IntakeError("too_complex", limit=limits.pdf_objects, what="objects")
    if problem is not None:
        document.close()
        raise problem
    return document


def _bound(data: bytes, limits: Limits) -> None:
    """Tell the library how much it may unpack to find the objects: of itself it has no limit.

    Raises:
        IntakeError: ``too_complex``.
    """
    from pikepdf import settings  # noqa: PLC0415 - used on demand

    streams = len(_OBJECT_STREAMS.findall(data))
    # For LZW there is no limit to set, and no writer packs objects so.
    if streams > _MOST_OBJECT_STREAMS or (streams and _LZW.search(data)):
        raise IntakeError("too_complex", limit=_MOST_OBJECT_STREAMS, what="objects")
    if len(data) - len(data.translate(None, _SEPARATORS)) > _MOST_SEPARATORS:
        raise IntakeError("too_complex", limit=limits.pdf_objects, what="objects")
    most = max(_PACKED // max(streams, 1), _LEAST_PACKED)
    settings.set_qpdf_limits(
        flate_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        run_length_max_memory=most,
        max_stream_filters=_MOST_FILTERS,
    )


def told(data: bytes, limits: Limits = LIMITS) -> dict[str, Any]:
    """Its numbers of pages and objects, and the title in its own data, if any.

    Raises:
        IntakeError: ``damaged``, ``encrypted`` or ``too_complex``.
    """
    import pikepdf  # noqa: PLC0415 - used on demand

    with opened(data, limits) as document:
        try:
            info = document.trailer.get("/Info")
            title = info.get("/Title") if info is not None else None
            found: dict[str, Any] = {
                "pages": len(document.pages),
                "objects": len(document.objects),
            }
            text = tidy(str(title)) if isinstance(title, pikepdf.String) else None
        except Exception:  # noqa: BLE001 - as above
            raise IntakeError("damaged", what="pdf") from None
    return {**found, "title": text} if text else found


def unpacked(stream: pikepdf.Object, limit: int) -> bytes | None:
    """What a stream holds; None where it is more than ``limit`` bytes, or not plain or Flate.

    The library's own reading knows no limit: two kilobytes can unpack to a gigabyte.
    """
    filters = _names(stream.get("/Filter"))
    packed = bytes(stream.read_raw_bytes())
    if not filters:
        return packed if len(packed) <= limit else None
    if filters != ["/FlateDecode"] or "/DecodeParms" in stream:
        return None
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, limit + 1)
    except zlib.error:
        return None
    return content if inflater.eof and len(content) <= limit else None


def _names(value: Any) -> list[str]:
    import pikepdf  # noqa: PLC0415 - used on demand

    if value is None:
        return []
    several = isinstance(value, pikepdf.Array)
    return [str(one) for one in value] if several else [str(value)]


def tidy(title: str | None) -> str | None:
    """A title as it is told; None where it says nothing."""
    return (title or "").strip()[:_LONGEST_TITLE] or None
