"""PDF files as they are packed: opened without repair, and what they say of themselves."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wallet.errors import IntakeError
from wallet.limits import LIMITS, Limits

if TYPE_CHECKING:
    import pikepdf

SIGNATURE = b"%PDF-"
_LONGEST_TITLE = 300


def _name(text: str) -> re.Pattern[bytes]:
    """A name of PDF, each letter as it is or by its number."""
    letters = "".join(f"(?:{one}|#{ord(one):02x})" for one in text)
    return re.compile(f"/{letters}".encode(), re.IGNORECASE)


_LZW, _PACKED_TABLE, _FIRST = _name("LZW"), _name("XRef"), _name("First")
_MOST_FILTERS = 2
_STREAM = 128 * 1024
"""Bytes that one of many may unpack to, and the table of all objects."""
_SEPARATORS = b" \t\r\n\f\0/[]<>()"


def opened(data: bytes, limits: Limits = LIMITS) -> pikepdf.Pdf:
    """The document, by a reader that repairs nothing: what is broken is not guessed at.

    Raises:
        IntakeError: ``damaged``, ``encrypted`` or ``too_complex``.
    """
    import pikepdf  # noqa: PLC0415 - used on demand

    try:
        _bound(data, limits)
        document = _read(data)
    except IntakeError:
        raise
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


def _read(data: bytes) -> pikepdf.Pdf:
    import pikepdf  # noqa: PLC0415 - used on demand

    return pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False)


def separators(data: bytes) -> int:
    """How many bytes may begin a value; no document has more values outside its streams."""
    return len(data) - len(data.translate(None, _SEPARATORS))


def _bound(data: bytes, limits: Limits) -> None:
    """Tell the library how much it may unpack to find the objects: of itself it has no limit.

    It takes any stream for one of objects that the document's table says is one, whatever the
    stream says of itself; but each such stream has a ``/First``, and the table is an ``/XRef``.

    Raises:
        IntakeError: ``too_complex``.
    """
    said = separators(data)
    if said > limits.pdf_separators:
        raise _too_complex(limits)
    if not _PACKED_TABLE.search(data):  # nothing but streams of bytes is packed
        _unpack_at_most(_STREAM)
        return
    if _LZW.search(data):  # there is no limit to set for it, and no writer packs objects so
        raise _too_complex(limits)
    room = limits.pdf_values - said
    streams = min(len(_FIRST.findall(data)), data.count(b"stream"))
    if streams * _STREAM <= room:  # each may have its share of the whole
        _unpack_at_most(room // max(streams, 1))
        return
    largest, together = _measured(data, room)
    if together > room:
        raise _too_complex(limits)
    _unpack_at_most(max(largest, _STREAM))


def _measured(data: bytes, room: int) -> tuple[int, int]:
    """What the largest of the streams that may hold objects unpacks to, and all of them.

    They are unpacked here one by one, while the library may unpack none of them.
    """
    import pikepdf  # noqa: PLC0415 - used on demand

    largest = together = 0
    _unpack_at_most(_STREAM)  # the table of all objects
    with _read(data) as document:
        if document.is_encrypted:
            raise IntakeError("encrypted", what="pdf")
        _unpack_at_most(1)
        for one in document.objects:
            if not isinstance(one, pikepdf.Stream) or "/First" not in one:
                continue
            content = unpacked(one, room - together)
            if content is None:
                return room, room + 1
            largest, together = max(largest, len(content)), together + len(content)
    return largest, together


def _too_complex(limits: Limits) -> IntakeError:
    return IntakeError("too_complex", limit=limits.pdf_values, what="objects")


def _unpack_at_most(size: int) -> None:
    from pikepdf import settings  # noqa: PLC0415 - used on demand

    settings.set_qpdf_limits(
        flate_max_memory=size,
        png_max_memory=size,
        tiff_max_memory=size,
        run_length_max_memory=size,
        max_stream_filters=_MOST_FILTERS,
    )


def room_for_own() -> None:
    """Let pages that are made here unpack as far as any PDF may: before such a file is opened.

    The library's limits are the process's: those that were set for a received file stay.
    """
    _unpack_at_most(LIMITS.pdf_bytes)


def told(data: bytes, limits: Limits = LIMITS) -> dict[str, Any]:
    """Its numbers of pages, objects and values in them, and the title in its own data, if any.

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
                "values": _values(document),
            }
            text = tidy(str(title)) if isinstance(title, pikepdf.String) else None
        except Exception:  # noqa: BLE001 - as above
            raise IntakeError("damaged", what="pdf") from None
    return {**found, "title": text} if text else found


def _values(document: pikepdf.Pdf) -> int:
    """Values in its objects, by the blanks between them as the library writes them."""
    import pikepdf  # noqa: PLC0415 - used on demand

    held: Iterable[Any] = document.objects  # plain numbers and the like among them
    texts = (one.unparse(resolved=True) for one in held if isinstance(one, pikepdf.Object))
    return sum(text.count(b" ") for text in texts)


def unpacked(stream: pikepdf.Object, limit: int) -> bytes | None:
    """What a stream holds; None where it is more than ``limit`` bytes, or not plain or Flate.

    The library's own reading knows no limit: two kilobytes can unpack to a gigabyte.
    """
    filters = _names(stream.get("/Filter"))
    packed = bytes(stream.read_raw_bytes())
    if not filters or not packed:  # an empty file is written without anything to inflate
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
