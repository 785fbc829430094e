"""What attackers append to a sealed document, and where they cut it."""

from __future__ import annotations

import io
from collections.abc import Callable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf
from tests.helpers import x509 as ca
from tests.helpers.judging import examined
from wallet.examine import FileResult
from wallet.report import Check, Outcome, VerdictCode

ROOT = ca.root()
UNIVERSITY = ROOT.authority().issue(pdf.SEAL)
THIEF = ca.root(name="Thief").issue(pdf.SEAL)
TRUSTED = ca.anchors(ROOT)


def sealed(text: str = "Bachelor of Science") -> bytes:
    """A diploma of the university."""
    return pdf.seal(pdf.plain(text=text), UNIVERSITY)


def appended(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The document with an update after its last byte."""
    out = io.BytesIO(data)
    writer = IncrementalPdfFileWriter(out)
    change(writer)
    writer.write_in_place()
    return out.getvalue()


def page_of(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    """The first page."""
    return writer.root["/Pages"]["/Kids"][0].get_object()


def drawing(writer: IncrementalPdfFileWriter, text: str) -> generic.IndirectObject:
    """A stream that draws a text."""
    drawn = f"BT /F1 14 Tf 20 100 Td ({text}) Tj ET".encode()
    return writer.add_object(generic.StreamObject(stream_data=drawn))


def add_note(writer: IncrementalPdfFileWriter) -> None:
    """A note that hides what lies under it."""
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (0, 90, 300, 120))
            ),
            pdf_name("/Contents"): generic.TextStringObject("Doctor of Medicine"),
            pdf_name("/F"): generic.NumberObject(4),
        }
    )
    page = page_of(writer)
    kept = list(page.get("/Annots", ()))
    page["/Annots"] = generic.ArrayObject([*kept, writer.add_object(note)])
    writer.update_container(page)


def judged(data: bytes) -> FileResult:
    """What a receiver makes of it who trusts the university's authority."""
    return examined(data, TRUSTED)


def is_relied_on(result: FileResult) -> bool:
    """Whether anybody could take it for a document that the university sealed."""
    for one in result.credentials:
        proof = one.report.find(Check.PROOF)
        is_intact = proof is not None and proof.outcome is Outcome.PASSED
        if is_intact and one.report.issuer_names == ("Example University",):
            return True
        if one.verdict.code is VerdictCode.VERIFIED:
            return True
    return False
