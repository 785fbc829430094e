"""A small document with more values in it than a computer has patience for."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace

import pikepdf
import pytest

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack
from wallet.encoding import pdf_file
from wallet.errors import IntakeError
from wallet.limits import LIMITS, MIB
from wallet.reasons import Reason
from wallet.report import Check

_PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
_SIGNED = b"<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>"


def _plain(count: int) -> bytes:
    """All of them in the catalogue, as they are."""
    root = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>/X[%s]>>" % (b"0 " * count)
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate((root, _PAGES, _SIGNED), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def _packed(streams: int, size: int, kind: bytes = b"") -> bytes:
    """Streams of one object each, which say of themselves that they are of some ``kind``."""
    out, places, inside = bytearray(b"%PDF-1.7\n"), {}, {}
    last = 20 + 2 * streams

    def add(number: int, body: bytes) -> None:
        places[number] = len(out)
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    for at in range(streams):
        inside[10 + streams + at] = 10 + at
        first = b"%d 0 " % (10 + streams + at)
        data = zlib.compress(first + b"<</K " + b" " * size + b"%d>>" % at, 9)
        add(
            10 + at,
            b"<<%s/N 1/First %d/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream"
            % (kind, len(first), len(data), data),
        )
    shown = b" ".join(b"%d 0 R" % one for one in inside)
    add(1, b"<</Type/Catalog/Pages 2 0 R/X[%s]>>" % shown)
    add(2, _PAGES)
    places[last] = len(out)
    table = b"".join(
        b"\2" + inside[one].to_bytes(4, "big") + b"\0\0"
        if one in inside
        else (b"\1" + places[one].to_bytes(4, "big") if one in places else b"\0" * 5) + b"\0\0"
        for one in range(last + 1)
    )
    table = zlib.compress(table)
    start = len(out)
    add(
        last,
        b"<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d/Filter/FlateDecode>>\n"
        b"stream\n%s\nendstream" % (last + 1, len(table), table),
    )
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _limited(data: bytes) -> bool:
    """Whether it is refused as too complex, or the packed objects are left packed."""
    try:
        with pdf_file.opened(data) as document:
            return document.Root.X[-1] is None
    except IntakeError as error:
        return error.code == "too_complex"


@pytest.mark.parametrize("kind", [b"/Type/ObjStm", b"/Type/Obj#53tm", b"/Type/X", b""])
@pytest.mark.parametrize(("streams", "size"), [(1, 3 * MIB), (15, 300_000), (60, 60_000)])
def test_all_that_is_packed_together_has_one_limit(
    streams: int, size: int, kind: bytes
) -> None:
    assert _limited(_packed(streams, size, kind))


@pytest.mark.parametrize(("streams", "size"), [(1, 1 * MIB), (15, 50_000), (60, 10_000)])
def test_a_large_honest_document_is_read(streams: int, size: int) -> None:
    with pdf_file.opened(_packed(streams, size, b"/Type/ObjStm")) as document:
        assert document.Root.X[-1]["/K"] == streams - 1


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_one_is_said_to_be_locked(password: str) -> None:
    with pikepdf.open(io.BytesIO(pdf.plain())) as document:
        out = io.BytesIO()
        document.save(
            out,
            encryption=pikepdf.Encryption(user=password, owner="owner"),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    data = out.getvalue()
    each = replace(LIMITS, pdf_values=pdf_file.separators(data) + 10)
    for limits in (LIMITS, each):
        with pytest.raises(IntakeError) as caught:
            pdf_file.opened(data, limits)
        assert caught.value.code == "encrypted"


def test_what_is_packed_in_a_way_that_has_no_limit_is_not_unpacked() -> None:
    assert _limited(_packed(1, 10).replace(b"/FlateDecode", b"/LZWDecode  "))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("count", [LIMITS.pdf_values_sealed, 400_000])
def test_a_signed_one_is_not_relied_on_before_its_values_are_counted(count: int) -> None:
    result = attack.judged(_plain(count))
    if result.error is not None:
        assert result.error.code == "too_complex"
        return
    found = result.credentials[0].report.find(Check.PROOF)
    assert found is not None
    assert found.reason is Reason.TOO_COMPLEX


def test_what_lies_there_unpacked_is_counted_before_anything_is_read() -> None:
    data = pdf.plain()
    few = replace(LIMITS, pdf_separators=pdf_file.separators(data) - 1)
    with pytest.raises(IntakeError) as caught:
        pdf_file.opened(data, few)
    assert caught.value.code == "too_complex"
    pdf_file.opened(data).close()


@pytest.mark.timeout(60)
def test_what_it_was_before_an_update_is_not_read_where_it_may_be_too_much() -> None:
    with pikepdf.open(io.BytesIO(pdf.plain())) as document:
        blanks = document.make_stream(b" " * LIMITS.pdf_separators_compared)
        document.Root["/X"] = document.make_indirect(blanks)
        out = io.BytesIO()
        document.save(out, compress_streams=False)
    sealed = pdf.seal(out.getvalue(), attack.UNIVERSITY)
    assert attack.is_relied_on(attack.judged(sealed))
    result = attack.judged(attack.appended(sealed, lambda writer: writer.update_root()))
    found = result.credentials[0].report.find(Check.PROOF)
    assert found is not None
    assert found.reason is Reason.TOO_COMPLEX
