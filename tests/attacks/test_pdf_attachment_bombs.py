"""A small PDF with an attachment or a page that unpacks to hundreds of megabytes."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pikepdf
import pytest

from tests.helpers.said import NOW
from wallet import portfolios
from wallet.errors import IntakeError
from wallet.limits import LIMITS, MIB
from wallet.presenting import Pages, pack

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
        document.docinfo["/Producer"] = pack.LAYOUT
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
