"""A presentation as one or several QR pictures (spec/presentations.md F.3).

Rules
-----
1. The presentation is compressed (zlib, RFC 1950: its first byte tells it apart from JSON and
   from tokens), wrapped as a Uniform Resource and written in upper case, which a QR symbol
   packs into five and a half bits a letter.
2. One picture up to version 40-L. Above 25-L it says so: many cameras find that hard.
3. What one picture cannot hold goes into plain parts 1..n, none above 25-L. They are the first
   n parts of the animated form, so that a receiver of that form reads them too.
4. Pictures are grey PNGs without metadata; file names tell the number only.
5. Reading back joins parts in any order and inflates within the limits.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from wallet.containers import Room, png, uniform
from wallet.containers import qr as pictures
from wallet.containers.uniform import inflate
from wallet.encoding import uniform_resource
from wallet.errors import InputError, IntakeError, PresentingError
from wallet.limits import LIMITS, Limits
from wallet.presenting import qr_parts
from wallet.presenting.along import Paper
from wallet.presenting.file import neutral_name, require_presentation
from wallet.presenting.interface import Artifact, Carried
from wallet.presenting.png import write_png

MEDIA_TYPE = "image/png"
LETTERS_40_L = 4296
"""Alphanumeric capacity of a version 40 symbol with error correction L (ISO/IEC 18004)."""
LETTERS_25_L = 1852
PIECE = 896
"""Bytes of one part so that its text fits 25-L: two letters a byte, and 60 letters of frame."""
MOST_PICTURES = 40
"""More pictures than anybody scans by hand; beyond it a file is the better way."""
MODULE_PIXELS = 6
"""A module is a small square of a QR symbol; 6 pixels survive a print at 300 dpi."""

_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
"""Upper and lower module of a character: whether they are light."""


class QrTransport:
    """For paper, a screen, a badge on a CV."""

    name = "qr"

    def encode(self, presentation: bytes, papers: Sequence[Paper] = ()) -> Carried:
        """One picture, or as many as are needed; ``papers`` stay at home.

        Raises:
            PresentingError: ``too_large_for_qr``, with the number of pictures it would take.
        """
        texts = qr_texts(presentation)
        warnings = ["papers_left"] if papers else []
        if len(texts) > 1:
            warnings.append("several_pictures")
        elif len(texts[0]) > LETTERS_25_L:
            warnings.append("dense_qr")
        stem = neutral_name("")
        return Carried(
            transport=self.name,
            artifacts=tuple(
                Artifact(
                    name=_picture_name(stem, number, len(texts)),
                    media_type=MEDIA_TYPE,
                    data=qr_png(text),
                )
                for number, text in enumerate(texts, 1)
            ),
            warnings=tuple(warnings),
        )

    def decode(self, received: Sequence[bytes]) -> bytes:
        """The presentation that the pictures show, given in any order.

        Raises:
            IntakeError: see ``join_texts`` and ``wallet.containers.qr.read``.
        """
        texts = [text for data in received for text in picture_texts(data)]
        return require_presentation(join_texts(texts))


def qr_texts(presentation: bytes) -> tuple[str, ...]:
    """What the QR symbols say: one text, or the parts in order.

    Raises:
        PresentingError: ``too_large_for_qr``.
    """
    cbor = uniform_resource.wrap_bytes(zlib.compress(presentation, 9))
    single = uniform_resource.encode_single("bytes", cbor).upper()
    if len(single) <= LETTERS_40_L:
        return (single,)
    parts = qr_parts.split(cbor, PIECE)
    if len(parts) > MOST_PICTURES:
        raise PresentingError("too_large_for_qr", pictures=len(parts), limit=MOST_PICTURES)
    return tuple(qr_parts.to_text(part).upper() for part in parts)


def qr_png(text: str, scale: int = MODULE_PIXELS) -> bytes:
    """A QR symbol of ``text`` as a PNG with its quiet zone; ``scale``: pixels a module."""
    import zxingcpp  # noqa: PLC0415 - native code that most starts never need

    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image: Any = symbol.to_image(scale=scale, add_quiet_zones=True)
    height, width = image.shape
    return write_png(memoryview(image).tobytes(), width, height)


def qr_blocks(text: str) -> tuple[str, ...]:
    """A QR symbol of ``text`` in lines of half blocks, two rows of it in each, for a terminal.

    Light modules are drawn and dark ones left empty, as terminals are dark; cameras read the
    other way round too.
    """
    import zxingcpp  # noqa: PLC0415 - native code that most starts never need

    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image: Any = symbol.to_image(scale=1, add_quiet_zones=True)
    height, width = image.shape
    pixels = memoryview(image).tobytes()
    rows = [[one > 0 for one in pixels[y * width :][:width]] for y in range(height)]
    rows += [[True] * width] * (height % 2)
    return tuple(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )


def picture_texts(data: bytes) -> tuple[str, ...]:
    """The Uniform Resources that a picture shows, or that a text is.

    Raises:
        IntakeError: ``damaged``, ``too_large``, ``not_a_credential`` (no code in it),
            ``not_a_presentation`` (no picture).
    """
    if uniform.recognises(data):
        return tuple(data.decode("ascii", errors="replace").split())
    container = next((one for one in (png, pictures) if one.recognises(data)), None)
    if container is None:
        raise IntakeError("not_a_presentation")
    found = container.unpack(data, Room())
    return tuple(member.data.decode("ascii", errors="replace") for member in found)


def join_texts(texts: Iterable[str], limits: Limits = LIMITS) -> bytes:
    """What the texts of one or several QR symbols carry together.

    Raises:
        IntakeError: ``not_a_presentation`` (no Uniform Resource of bytes),
            ``qr_parts_missing``, ``qr_parts_mixed``, ``damaged``, ``too_large``.
    """
    known = [text for text in texts if text.strip().lower().startswith("ur:bytes/")]
    if not known:
        raise IntakeError("not_a_presentation")
    parts = [qr_parts.from_text(text, limits) for text in known if qr_parts.is_part(text)]
    if parts and len(parts) != len(known):
        raise IntakeError("qr_parts_mixed")
    if not parts and len(set(known)) > 1:
        raise IntakeError("qr_parts_mixed")
    if parts:
        return unwrap(qr_parts.join(parts), limits)
    try:
        _, cbor = uniform_resource.decode_single(known[0])
    except InputError:
        raise IntakeError("damaged", what="uniform_resource") from None
    return unwrap(cbor, limits)


def unwrap(cbor: bytes, limits: Limits = LIMITS) -> bytes:
    """The presentation inside the content of a Uniform Resource of bytes.

    Raises:
        IntakeError: ``damaged`` or ``too_large``.
    """
    try:
        packed = uniform_resource.unwrap_bytes(cbor)
    except InputError:
        raise IntakeError("damaged", what="uniform_resource") from None
    return inflate(packed, limits)


def may_show_parts(data: bytes) -> bool:
    """Whether this is a picture or the text of Uniform Resources, by its first bytes."""
    return any(one.recognises(data) for one in (png, pictures, uniform))


def _picture_name(stem: str, number: int, count: int) -> str:
    return f"{stem}.png" if count == 1 else f"{stem}-{number:02}-of-{count:02}.png"
