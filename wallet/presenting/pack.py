"""The share pack: one PDF with readable pages and the presentation attached (F.3).

Rules
-----
1. The pages are drawn from ``pages.lines_of`` alone, with fonts that come with the product, so
   that they can be made again anywhere and compared object by object. They are in the language
   that is spoken, if the fonts have its letters, else in English; the file names it.
2. The file says nothing beyond: no author, title, tool of the learner's, date or time zone; a
   neutral name; the same bytes give the same file.
3. ``compare`` makes the pages anew from what is attached. Anything on a page, beside it (notes,
   forms, actions, layers) or in its fonts and pictures that differs: the pages differ. So they
   do with a title, or with a file attached that no pack has. Another version of the layout
   cannot be compared, and says so.
4. Letters that need shaping or that the fonts lack are printed as a square: the attachment has
   them.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from wallet.encoding import pdf_file
from wallet.errors import IntakeError, PresentingError, WalletError
from wallet.limits import LIMITS
from wallet.presenting import along, envelope, pdf_looks, qr
from wallet.presenting.along import Paper
from wallet.presenting.file import kind_of, neutral_name, require_presentation
from wallet.presenting.interface import Artifact, Carried
from wallet.presenting.pages import (
    Kind,
    Line,
    fixed_words,
    lines_of,
    salt_of,
    say,
    words_digest,
)
from wallet.wording import language
from wallet.wording.speech import in_language

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MEDIA_TYPE = "application/pdf"
LAYOUT = "Tessera share pack, layout 2"
"""Raised whenever a page would come out otherwise, also by a newer library."""
_PRODUCER = re.compile(rf"{LAYOUT}, ([a-z]{{2,3}}(?:_[A-Z]{{2}})?), ([0-9a-f]{{16}})")
NAME = "presentation"
CODE = "tessera-pack:1:sha-256"
"""Beginning of a page's code that does not hold the presentation; see ``pack_page``."""
_WIDTH, _HEIGHT = 595, 842
"""A4 in points."""
_MARGIN = 56
_CODE = 128
"""Points of the code at the foot of a page."""
_SET = {
    Kind.TITLE: (18, 24, True),
    Kind.BANNER: (15, 26, True),
    Kind.HEADING: (13, 30, True),
    Kind.LABEL: (9, 20, False),
    Kind.TEXT: (11, 15, False),
    Kind.SMALL: (9, 13, False),
}
"""Size, height of a line, bold."""
_BODY, _BOLD, _OTHER = "TesseraBody", "TesseraBold", "TesseraOther"
_SQUARE = "\N{WHITE SQUARE}"
_GROUND = 0.88
"""Grey behind a banner."""
_UNDER = 8
"""Points between a banner and what follows."""
_SHAPED = frozenset({"R", "AL", "AN"})


class Pages(StrEnum):
    """Whether the pages of a pack are what its attachment says."""

    MADE_FROM_IT = "made_from_it"
    DIFFER = "differ"
    NOT_COMPARED = "not_compared"


class PackTransport:
    """For an employer who only opens PDFs, and for paper."""

    name = "pdf"

    def encode(self, presentation: bytes, papers: Sequence[Paper] = ()) -> Carried:
        """One PDF; ``papers`` are attached to it beside the presentation.

        Raises:
            PresentingError: ``locked_on_paper``: an answer that is locked has no pages.
        """
        if envelope.is_encrypted(presentation):
            raise PresentingError("locked_on_paper")
        artifact = Artifact(
            name=neutral_name(".pdf"),
            media_type=MEDIA_TYPE,
            data=make(presentation, papers=papers),
        )
        return Carried(transport=self.name, artifacts=(artifact,))

    def decode(self, received: Sequence[bytes]) -> bytes:
        """The presentation that is attached, once the pages are seen to be made from it.

        Raises:
            IntakeError: ``not_a_presentation``, ``pack_pages_differ``, ``damaged`` ...
        """
        if len(received) != 1:
            raise IntakeError("not_a_presentation")
        attached = attachment(received[0])
        if attached is None:
            raise IntakeError("not_a_presentation")
        if compare(received[0], attached) is not Pages.MADE_FROM_IT:
            raise IntakeError("pack_pages_differ")
        return require_presentation(attached)


def make(presentation: bytes, spoken: str | None = None, papers: Sequence[Paper] = ()) -> bytes:
    """The pack of a presentation; the same bytes each time.

    Args:
        presentation: what is attached, and what the pages say.
        spoken: the language of the pages; by default the one that is spoken now.
        papers: signed evidence that goes along.

    Raises:
        IntakeError: the bytes are no presentation.
    """
    import pikepdf  # noqa: PLC0415 - heavy, and rarely needed

    suffix, media_type = kind_of(presentation)
    pdf_file.room_for_own()
    drawn, producer = _drawn(presentation, spoken or language())
    with pikepdf.open(io.BytesIO(drawn)) as document:
        along.attach(document, NAME + suffix, presentation, media_type)
        for name, data in along.named(papers):
            along.attach(document, name, data, "application/octet-stream")
        document.Root.AF = pikepdf.Array(list(document.Root.Names.EmbeddedFiles.Names)[1::2])
        del document.docinfo
        document.docinfo["/Producer"] = producer
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def is_pack(data: bytes) -> bool:
    """Whether this is a PDF of ours, by what it says of itself."""
    return data.startswith(pdf_file.SIGNATURE) and b"Tessera share pack" in data


def attachment(data: bytes) -> bytes | None:
    """The presentation that is attached to a pack; None where it is no pack.

    Raises:
        IntakeError: ``damaged``, ``encrypted``, ``too_large``.
    """
    if not is_pack(data):
        return None
    if len(data) > LIMITS.pdf_bytes:
        raise IntakeError("too_large", limit=LIMITS.pdf_bytes)
    with pdf_file.opened(data) as document:
        try:
            found = [
                one.get_file().obj
                for name, one in document.attachments.items()
                if name.startswith(f"{NAME}.")
            ]
            content = (
                pdf_file.unpacked(found[0], LIMITS.input_bytes) if len(found) == 1 else None
            )
        except Exception:  # noqa: BLE001 - the library has errors of its own for bad bytes
            raise IntakeError("damaged", what="pdf") from None
    if len(found) == 1 and content is None:
        raise IntakeError("too_large", limit=LIMITS.input_bytes)
    return content


def compare(data: bytes, presentation: bytes) -> Pages:
    """Whether a pack's pages were made from what is attached (rule 3)."""
    try:
        with pdf_file.opened(data) as document:
            spoken = _known_language(str(document.docinfo.get("/Producer", "")))
            if spoken is None:
                return Pages.NOT_COMPARED
            if pdf_looks.carries_more(document, _may_be_attached):
                return Pages.DIFFER
            told = pdf_looks.fingerprint(document)
        with pdf_file.opened(make(presentation, spoken)) as document:
            made = pdf_looks.fingerprint(document)
    except WalletError:
        return Pages.DIFFER
    except Exception:  # noqa: BLE001 - as above: what cannot be read was not made by us
        return Pages.DIFFER
    return Pages.MADE_FROM_IT if told == made else Pages.DIFFER


def _may_be_attached(name: str) -> bool:
    return name.startswith(f"{NAME}.") or along.is_named(name)


def _known_language(producer: str) -> str | None:
    """The language of a pack, where its pages can be made again here."""
    told = _PRODUCER.fullmatch(producer)
    if told is None:
        return None
    with in_language(told[1]) as is_here:
        return told[1] if is_here and words_digest() == told[2] else None


def pages_of(data: bytes) -> Pages:
    """Whether the pages of a PDF that carries a presentation are what it says.

    Any PDF may carry one: unless it is a pack of this layout, its pages are not compared.
    """
    try:
        attached = attachment(data)
    except IntakeError:
        return Pages.DIFFER
    return Pages.NOT_COMPARED if attached is None else compare(data, attached)


def can_print(text: str) -> bool:
    """Whether every letter of a text can stand on a page (rule 4)."""
    _register()
    plain = "".join(_printable(one) for one in unicodedata.normalize("NFC", text))
    return _SQUARE not in plain and (_has_all(_BODY, plain) or _has_all(_OTHER, plain))


def printable(spoken: str) -> str:
    """That language, where it is here and the fonts have its letters; else English (rule 1)."""
    with in_language(spoken) as is_here:
        return spoken if is_here and can_print(fixed_words()) else "en"


# --- drawing --------------------------------------------------------------------------------


def _drawn(presentation: bytes, spoken: str) -> tuple[bytes, str]:
    """The pages alone, and what the file says of how they were made."""
    told = printable(spoken)
    with in_language(told):
        drawn = draw(lines_of(presentation), _code(presentation), page=say("page", number="{}"))
        return drawn, f"{LAYOUT}, {told}, {words_digest()}"


def draw(
    lines: Iterable[Line],
    code: tuple[bytes, str] | None = None,
    large: Iterable[tuple[bytes, str]] = (),
    page: str = "Page {}",
) -> bytes:
    """A PDF that says these lines, with the picture of a code and its words on each page.

    Each of ``large`` is such a picture with its words on a page of its own at the end; ``page``
    is said with the number of each.
    """
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - heavy, and rarely needed

    _register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1)
    foot = _MARGIN + (12 if code is None else _CODE + 12)
    at: float = _HEIGHT - _MARGIN
    for line in lines:
        size, high, bold = _SET.get(line.kind, (0, 0, False))
        if line.kind is Kind.BREAK:
            at = _next_page(canvas, code, page)
            continue
        for text, font in _broken(line, size, bold=bold):
            if at - high < foot:
                at = _next_page(canvas, code, page)
            at -= high
            if line.kind is Kind.BANNER:
                canvas.setFillGray(_GROUND)
                canvas.rect(_MARGIN - 8, at - 8, _WIDTH - 2 * _MARGIN + 16, high, 0, 1)
            canvas.setFillGray(0.35 if line.kind in (Kind.LABEL, Kind.SMALL) else 0)
            canvas.setFont(font, size)
            canvas.drawString(_MARGIN, at, text)
            at -= _UNDER if line.kind is Kind.BANNER else 0
    _next_page(canvas, code, page)
    for picture, words in large:
        _draw_large(canvas, picture, words, page)
    canvas.save()
    return out.getvalue()


def _next_page(canvas: Canvas, code: tuple[bytes, str] | None, page: str) -> float:
    if code is not None:
        _draw_code(canvas, *code)
    canvas.setFillGray(0.35)
    canvas.setFont(_BODY, 8)
    canvas.drawRightString(_WIDTH - _MARGIN, _MARGIN, page.format(canvas.getPageNumber()))
    canvas.showPage()
    return _HEIGHT - _MARGIN


def _draw_code(canvas: Canvas, picture: bytes, words: str) -> None:
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - as above

    canvas.drawImage(ImageReader(io.BytesIO(picture)), _MARGIN, _MARGIN, _CODE, _CODE)
    canvas.setFillGray(0.35)
    canvas.setFont(_BODY, 8)
    for number, text in enumerate(words.split("\n")):
        canvas.drawString(_MARGIN + _CODE + 12, _MARGIN + _CODE - 16 - 12 * number, text)


def _draw_large(canvas: Canvas, picture: bytes, words: str, page: str) -> None:
    """As wide as the text: what holds much is read by a camera only when it is large."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - as above

    wide, at = _WIDTH - 2 * _MARGIN, float(_HEIGHT - _MARGIN)
    for text, font in _broken(Line(kind=Kind.TEXT, text=words), 11, bold=False):
        at -= 15
        canvas.setFillGray(0)
        canvas.setFont(font, 11)
        canvas.drawString(_MARGIN, at, text)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), _MARGIN, at - 12 - wide, wide, wide)
    _next_page(canvas, None, page)


def _code(presentation: bytes) -> tuple[bytes, str]:
    """The picture of the code, and what stands beside it."""
    try:
        texts = qr.qr_texts(presentation)
    except PresentingError:
        texts = ()
    if len(texts) == 1 and len(texts[0]) <= qr.LETTERS_25_L:
        return qr.qr_png(texts[0], 4), f"{say('code_whole')}\n"
    digest = hashlib.sha256(presentation).hexdigest()
    told = f"{CODE}:{digest}:{salt_of(presentation)}"
    words = f"{say('code_digest')}\n{digest[:32]}\n{digest[32:]}"
    return qr.qr_png(told, 4), words


def _register() -> None:
    import barcode  # noqa: PLC0415 - only its font
    import reportlab  # noqa: PLC0415 - heavy, and rarely needed
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    own = Path(str(reportlab.__file__)).parent / "fonts"
    wide = Path(str(barcode.__file__)).parent / "fonts" / "DejaVuSansMono.ttf"
    for name, file in (
        (_BODY, own / "Vera.ttf"),
        (_BOLD, own / "VeraBd.ttf"),
        (_OTHER, wide),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(file)))


def _broken(line: Line, size: int, *, bold: bool) -> Iterator[tuple[str, str]]:
    """The line in pieces that fit, each with the font that has its letters."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - as above

    text = "".join(_printable(one) for one in unicodedata.normalize("NFC", line.text))
    font = _BOLD if bold else _BODY
    if not _has_all(font, text):
        font = _OTHER
        text = "".join(one if _has_all(font, one) else _SQUARE for one in text)
    room = _WIDTH - 2 * _MARGIN
    piece = ""
    for word in _words(text):
        if piece and pdfmetrics.stringWidth(piece + word, font, size) > room:
            yield piece.rstrip(), font
            piece = ""
        piece += word
    yield piece.rstrip(), font


def _words(text: str) -> Iterator[str]:
    """Words with the space after them; long ones in pieces of 40 letters."""
    for word in text.split(" "):
        for at in range(0, max(len(word), 1), 40):
            piece = word[at : at + 40]
            yield piece if at + 40 < len(word) else f"{piece} "


def _printable(letter: str) -> str:
    """Without what moves or turns text; a square for what needs shaping (rule 4)."""
    if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"):
        return " " if letter in "\n\t" else ""
    return _SQUARE if unicodedata.bidirectional(letter) in _SHAPED else letter


def _has_all(font: str, text: str) -> bool:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - as above

    known = pdfmetrics.getFont(font).face.charToGlyph
    return all(ord(one) in known for one in text)
