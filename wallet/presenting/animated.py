"""A presentation as frames that follow each other on a screen (spec/presentations.md F.3).

Rules
-----
1. The frames are parts of one multi-part Uniform Resource, upper case: first the plain parts,
   then mixtures. Shown over and over, any of them in any order make the presentation, so a
   camera that misses a third of the frames waits a moment longer and not for a whole round.
2. ``piece`` decides between fewer, denser codes and more, coarser ones.
3. The reader takes whatever it sees: parts of another message begin anew, everything else in
   view is passed over. It never stores what it reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from wallet.encoding import uniform_resource
from wallet.errors import IntakeError, PresentingError
from wallet.limits import LIMITS, Limits
from wallet.presenting import pack, qr, qr_parts
from wallet.presenting.along import Paper
from wallet.presenting.file import neutral_name
from wallet.presenting.interface import Artifact, Carried
from wallet.presenting.qr_parts import Collector, Part

PIECE = 420
"""Bytes of a part by default: a code that a webcam reads at arm's length."""
_ROUNDS = 3
"""Frames made for each plain part; the mixtures are two thirds of them."""
_MOST_PARTS = 400
_MODULE_PIXELS = 3
"""Frames are for screens, which enlarge them by whole pixels."""


class AnimatedTransport:
    """For handing over from screen to camera, or from screen to screen."""

    name = "ur"

    def encode(self, presentation: bytes, papers: Sequence[Paper] = ()) -> Carried:
        """Numbered frames, to be shown in turn and over again; ``papers`` stay at home.

        Raises:
            PresentingError: ``too_large_for_qr``.
        """
        warnings = ("papers_left",) if papers else ()
        return Carried(transport=self.name, artifacts=frames(presentation), warnings=warnings)

    def decode(self, received: Sequence[bytes]) -> bytes:
        """The presentation that the frames show; some may be missing.

        Raises:
            IntakeError: see ``wallet.presenting.qr``.
        """
        return qr.QrTransport().decode(received)


def frames(presentation: bytes, piece: int = PIECE) -> tuple[Artifact, ...]:
    """The frames as PNG pictures, in the order in which they should be shown.

    Raises:
        PresentingError: ``too_large_for_qr``, with the number of parts it would take.
    """
    stem = neutral_name("")
    return tuple(
        Artifact(
            name=f"{stem}-{number:04}.png",
            media_type=qr.MEDIA_TYPE,
            data=qr.qr_png(text, _MODULE_PIXELS),
        )
        for number, text in enumerate(frame_texts(presentation, piece), 1)
    )


def frame_texts(presentation: bytes, piece: int = PIECE) -> tuple[str, ...]:
    """What the frames say.

    Raises:
        PresentingError: ``too_large_for_qr``.
    """
    cbor = uniform_resource.wrap_bytes(zlib.compress(presentation, 9))
    plain = qr_parts.split(cbor, piece)
    if len(plain) > _MOST_PARTS:
        raise PresentingError("too_large_for_qr", pictures=len(plain), limit=_MOST_PARTS)
    if len(plain) == 1:
        return (uniform_resource.encode_single("bytes", cbor).upper(),)
    return tuple(
        qr_parts.to_text(qr_parts.part_of(plain, number)).upper()
        for number in range(1, _ROUNDS * len(plain) + 1)
    )


class Reader:
    """The receiving side: told what is seen, says how far it is."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._collector = Collector()
        self._whole: bytes | None = None

    @property
    def progress(self) -> tuple[int, int]:
        """Independent parts seen, and how many it takes; (0, 0) before the first."""
        return self._collector.progress

    @property
    def found(self) -> bytes | None:
        """What was carried, once all of it was seen."""
        return self._whole

    def see_picture(self, pixels: object) -> bool:
        """Looks for codes in a picture (see ``see_texts``).

        Args:
            pixels: whatever zxing-cpp reads: a Pillow picture, an array of grey pixels.
        """
        import zxingcpp  # noqa: PLC0415 - native code that most starts never need

        wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        seen = zxingcpp.read_barcodes(pixels, formats=wanted)
        return self.see_texts(bytes(one.bytes).decode("ascii", "replace") for one in seen)

    def see_texts(self, texts: Iterable[str]) -> bool:
        """Takes the texts of codes that are in view; whether one said something new."""
        new = [self._see(text.strip()) for text in texts]
        return any(new)

    def _see(self, text: str) -> bool:
        if self._whole is not None:
            return False
        if text.startswith(pack.CODE) and self.progress == (0, 0):
            self._whole = text.encode()  # of a printed page: the desk links it with its file
            return True
        if not text.lower().startswith("ur:bytes/"):
            return False
        try:
            if qr_parts.is_part(text):
                return self._see_part(qr_parts.from_text(text, self._limits))
            self._whole = qr.join_texts([text], self._limits)
        except IntakeError:
            return False  # half of it in view, or of another kind: the next frame tells
        return True

    def _see_part(self, part: Part) -> bool:
        try:
            new = self._collector.add(part)
        except IntakeError as error:
            if error.code != "qr_parts_mixed":
                raise
            self._collector = Collector()  # rule 3: they show something else now
            new = self._collector.add(part)
        if self._collector.is_whole:
            self._whole = qr.unwrap(self._collector.message(), self._limits)
        return new
