"""A small PDF with an attachment or a page that unpacks to hundreds of megabytes."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pikepdf
import pytest

from tests.helpers.said import NOW
from wallet import portfolios
from wallet.encoding import pdf_file
from wallet.errors import IntakeError
from wallet.limits import LIMITS, MIB
from wallet.presenting import Pages, pack
from wallet.presenting.pages import words_digest

ZEROS = zlib.compress(bytes(4 * LIMITS.pdf_bytes), 9)
MOST = 3 * LIMITS.pdf_bytes
FLATE = pikepdf.Name.FlateDecode


def bomb(name: str, *, twice: bool = False, page: bytes = b"") -> bytes:
    """A PDF with an attachment of that name; on its page a stream that is packed as it is."""
    with pikepdf.new() as document:
        blank = document.add_blank_page()
        packed = pikepdf.Stream(document, zlib.compress(ZEROS) if twice else ZEROS)
        packed.Filter = pikepdf.Array([FLATE, FLATE]) if twice else FLATE
        attached = pikepdf.Stream(document, b"{}") if page else packed
        if page:
            packed.write(page, filter=FLATE)
            blank.Contents = document.make_indirect(packed)
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            UF=name,
            EF=pikepdf.Dictionary(F=document.make_indirect(attached)),
        )
        names = pikepdf.Array([name, document.make_indirect(spec)])
        document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
        document.docinfo["/Producer"] = f"{pack.LAYOUT}, en, {words_digest()}"
        out = io.BytesIO()
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    assert len(out.getvalue()) < MIB
    return out.getvalue()


@pytest.fixture
def watched():
    """Fails a test that holds more than thrice what a PDF may be large."""
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("twice", [False, True])
def test_a_bomb_for_an_attachment_is_not_unpacked(twice: bool) -> None:  # noqa: FBT001
    with pytest.raises(IntakeError):
        pack.attachment(bomb("presentation.json", twice=twice))
    with pytest.raises(IntakeError):
        portfolios.open_pdf(bomb("portfolio.json", twice=twice), NOW)


@pytest.mark.usefixtures("watched")
def test_a_bomb_for_a_page_was_not_made_by_us() -> None:
    assert pack.compare(bomb("presentation.json", page=ZEROS), b"{}") is Pages.DIFFER


def _with_title(title: bytes) -> bytes:
    """A PDF whose title is this text of PDF."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = pikepdf.Object.parse(title)
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def test_millions_of_values_are_not_read() -> None:
    plain = _with_title(b"[0]")
    pdf_file.opened(plain).close()
    with pytest.raises(IntakeError) as told:
        pdf_file.opened(plain + b"[" + b"0 " * 5_000_000 + b"]")
    assert told.value.code == "too_complex"


def test_what_is_no_text_is_no_title() -> None:
    assert "title" not in pdf_file.told(_with_title(b"[(Doctor of Medicine)]"))


@pytest.mark.parametrize("named", [b"/ObjStm", b"/#4FbjStm"])
def test_a_stream_of_objects_is_unpacked_within_bounds(named: bytes) -> None:
    """Megabytes of blanks after two objects; without a bound, gigabytes are just as small."""
    inside = b"1 0 2 29 <</Type/Catalog/Pages 2 0 R>><</Type/Pages/Kids[]/Count 0>>"

    def told(blanks: int) -> dict[str, object]:
        packed = zlib.compress(inside + b" " * blanks, 9)
        out = b"%PDF-1.7\n"
        first = len(out)
        out += b"4 0 obj\n<</Type%s/N 2/First 9/Length %d/Filter/FlateDecode>>\nstream\n" % (
            named,
            len(packed),
        )
        out += packed + b"\nendstream\nendobj\n"
        start = len(out)
        rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (1, start, 0), (1, first, 0)]
        table = b"".join(
            bytes([kind]) + place.to_bytes(4, "big") + at.to_bytes(2, "big")
            for kind, place, at in rows
        )
        out += b"3 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % (
            len(table)
        )
        return pdf_file.told(
            out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
        )

    assert told(1000)["pages"] == 0
    with pytest.raises(IntakeError):
        told(9 * MIB)
