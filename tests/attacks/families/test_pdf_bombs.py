"""Documents made to fill the memory or the day: answered at once, and never relied on."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pikepdf
import pytest

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack
from wallet.limits import LIMITS, MIB
from wallet.reasons import Reason
from wallet.report import Check

MARK = b"\n% /ByteRange\n"


def _document(*objects: bytes) -> bytes:
    """Objects in a row with a cross-reference table, and the mark of a signature."""
    out, places = bytearray(b"%PDF-1.7" + MARK), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        start,
    )
    return bytes(out)


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), extra, content)


CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>"
PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
LOOP = b"<</T(a)/Kids[3 0 R]/Parent 3 0 R>>"
ZEROS = zlib.compress(b"0 " * (40 * MIB), 9)


def _loop_of_fields() -> bytes:
    return _document(CATALOG, PAGES, LOOP)


def _loop_of_pages() -> bytes:
    return _document(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 9>>", LOOP)


def _nested() -> bytes:
    return _document(CATALOG, PAGES, b"<</T" + b"[" * 20_000 + b"]" * 20_000 + b">>")


def _object_stream() -> bytes:
    packed = _stream(ZEROS, b"/Type/ObjStm/N 1000000/First 9/Filter/FlateDecode")
    return _document(CATALOG, PAGES, packed)


def _stacked() -> bytes:
    twice = zlib.compress(ZEROS, 9)
    packed = _stream(twice, b"/Type/ObjStm/N 9/First 9/Filter[/FlateDecode/FlateDecode]")
    return _document(CATALOG, PAGES, packed)


def _many_fields() -> bytes:
    fields = b" ".join(b"%d 0 R" % number for number in range(3, 3_003))
    return _document(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % fields,
        PAGES,
        *(b"<</FT/Sig/T(%d)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>" % number
          for number in range(3_000)),
    )  # fmt: skip


def _loop_of_tables() -> bytes:
    whole = _document(CATALOG, PAGES, LOOP)
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "make",
    [
        _loop_of_fields,
        _loop_of_pages,
        _nested,
        _object_stream,
        _stacked,
        _many_fields,
        _loop_of_tables,
    ],
)
def test_it_is_answered_and_not_relied_on(make: object) -> None:
    assert callable(make)
    data = make()
    tracemalloc.start()
    try:
        assert not attack.is_relied_on(attack.judged(data))
        assert tracemalloc.get_traced_memory()[1] < 200 * MIB
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(60)
def test_a_hundred_updates_are_too_many_to_follow() -> None:
    data = pdf.seal(pdf.plain(), attack.UNIVERSITY)
    for _ in range(70):
        data = attack.appended(data, lambda writer: writer.update_root())
    assert not attack.is_relied_on(attack.judged(data))


@pytest.mark.timeout(60)
def test_a_large_honest_document_is_still_read() -> None:
    data = pdf.seal(_large(1_500), attack.UNIVERSITY)
    assert attack.is_relied_on(attack.judged(data))


@pytest.mark.timeout(60)
def test_a_large_one_is_not_compared_with_what_was_appended() -> None:
    """Comparing takes a millisecond an object, and an update costs its sender nothing."""
    data = pdf.seal(_large(LIMITS.pdf_objects_compared), attack.UNIVERSITY)
    assert attack.is_relied_on(attack.judged(data))
    result = attack.judged(attack.appended(data, lambda writer: writer.update_root()))
    assert not attack.is_relied_on(result)
    found = result.credentials[0].report.find(Check.PROOF)
    assert found is not None
    assert found.reason is Reason.TOO_COMPLEX


def _large(streams: int) -> bytes:
    document = pikepdf.open(io.BytesIO(pdf.plain()))
    for number in range(streams):
        stream = document.make_stream(f"% {number}".encode())
        document.Root[f"/X{number}"] = document.make_indirect(stream)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
