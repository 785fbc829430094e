"""Baked badges in PNG pictures (Open Badges 3.0 section 5.3.1, Open Badges Baking 1.0).

Rules
-----
1. Chunks are walked with their lengths and checksums; pixels are never decoded here.
2. The picture's size is read from IHDR and checked before anything else.
3. Text counts under the keyword ``openbadgecredential`` or the older ``openbadges``, in an
   iTXt, tEXt or zTXt chunk, compressed or not, inflated up to the size of a credential.
4. More than one baked text is refused: it would be unclear which one the picture shows.
5. A picture without baked text may show a QR code; that is what ``qr`` reads.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from wallet.containers import qr
from wallet.containers.interface import Member, Room
from wallet.errors import IntakeError
from wallet.limits import Limits

NAME = "png"
ARCHIVE = False

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORDS = (b"openbadgecredential", b"openbadges")
_TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
_CHUNK_FRAME = 12  # length, type, checksum
_HEADER_SIZE = 13
_TEXT_PARTS = 3  # language, translated keyword, text


def recognises(data: bytes) -> bool:
    """Whether this starts as every PNG does."""
    return data.startswith(SIGNATURE)


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The credential baked into the picture, or what its QR codes say.

    Raises:
        IntakeError: ``damaged`` (cut off, wrong checksum, several badges), ``too_large``,
            ``empty`` (baked text without content), ``not_a_credential`` (a plain picture).
    """
    texts = []
    for kind, body in _chunks(data, room.limits):
        text = _baked_text(kind, body, room.limits.input_bytes)
        if text is not None:
            texts.append(text)
    if len(texts) > 1:
        raise IntakeError("damaged", what="png", detail="several_badges")
    if texts and not texts[0].strip():
        raise IntakeError("empty", what="png")
    if texts:
        yield Member(data=texts[0])
        return
    yield from qr.unpack(data, room)


def _chunks(data: bytes, limits: Limits) -> Iterator[tuple[bytes, memoryview]]:
    """Each chunk's type and body, up to IEND.

    Raises:
        IntakeError: ``damaged`` or ``too_large``.
    """
    view = memoryview(data)
    at = len(SIGNATURE)
    first = True
    while True:
        if at + _CHUNK_FRAME > len(data):
            raise IntakeError("damaged", what="png", detail="cut_off")
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + _CHUNK_FRAME + length
        if end > len(data):
            raise IntakeError("damaged", what="png", detail="cut_off")
        body = view[at + 8 : end - 4]
        if zlib.crc32(view[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise IntakeError("damaged", what="png", detail="checksum")
        if first:
            _check_header(kind, body, limits)
            first = False
        if kind == b"IEND":
            return
        yield kind, body
        at = end


def _check_header(kind: bytes, body: memoryview, limits: Limits) -> None:
    if kind != b"IHDR" or len(body) != _HEADER_SIZE:
        raise IntakeError("damaged", what="png", detail="no_header")
    width, height = struct.unpack_from(">II", body)
    if not width or not height:
        raise IntakeError("damaged", what="png", detail="no_header")
    if width * height > limits.image_pixels:
        raise IntakeError("too_large", limit=limits.image_pixels, what="pixels")


def _baked_text(kind: bytes, body: memoryview, limit: int) -> bytes | None:
    """The text of a badge chunk; None for any other chunk.

    Raises:
        IntakeError: the chunk is ours and cannot be read.
    """
    if kind not in _TEXT_CHUNKS:
        return None
    keyword, separator, rest = bytes(body).partition(b"\0")
    if not separator or keyword not in KEYWORDS:
        return None
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        if rest[:1] != b"\0":
            raise IntakeError("damaged", what="png", detail="compression")
        return _inflate(rest[1:], limit)
    return _international_text(rest, limit)


def _international_text(rest: bytes, limit: int) -> bytes:
    """The text of an iTXt chunk; ``rest`` is what follows its keyword."""
    flag, method, tail = rest[:1], rest[1:2], rest[2:].split(b"\0", 2)
    if len(tail) != _TEXT_PARTS or method != b"\0" or flag not in (b"\0", b"\1"):
        raise IntakeError("damaged", what="png", detail="text_chunk")
    return _inflate(tail[2], limit) if flag == b"\1" else tail[2]


def _inflate(packed: bytes, limit: int) -> bytes:
    """Inflates at most ``limit`` bytes, so that a few bytes can't fill the memory.

    Raises:
        IntakeError: ``too_large`` or ``damaged``.
    """
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, limit + 1)
    except zlib.error:
        raise IntakeError("damaged", what="png", detail="compression") from None
    if len(text) > limit:
        raise IntakeError("too_large", limit=limit, what="png_text")
    if not inflater.eof:
        raise IntakeError("damaged", what="png", detail="compression")
    return text
