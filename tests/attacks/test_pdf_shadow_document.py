"""A document is prepared with a second face before it is sealed, and turned over afterwards.

The signer sees one text; the file already holds another that nothing points to. After sealing,
an update only moves a reference (shadow attacks, 2021: hide, replace, hide and replace).
"""

from __future__ import annotations

import io

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack


def _prepared() -> bytes:
    document = pikepdf.open(io.BytesIO(pdf.plain()))
    shadow = document.make_stream(b"BT /F1 14 Tf 20 100 Td (Doctor of Medicine) Tj ET")
    document.Root["/Shadow"] = document.make_indirect(shadow)
    cover = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 1, 1], F=4
    )
    document.pages[0]["/Annots"] = document.make_indirect(pikepdf.Array([cover]))
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _turn_over(writer: IncrementalPdfFileWriter) -> None:
    page = attack.page_of(writer)
    page["/Contents"] = writer.root.raw_get("/Shadow")
    writer.update_container(page)


def _uncover(writer: IncrementalPdfFileWriter) -> None:
    page = attack.page_of(writer)
    del page["/Annots"]
    writer.update_container(page)


def test_turning_it_over_is_a_change() -> None:
    sealed = pdf.seal(_prepared(), attack.UNIVERSITY)
    assert attack.is_relied_on(attack.judged(sealed))
    for change in (_turn_over, _uncover):
        assert not attack.is_relied_on(attack.judged(attack.appended(sealed, change)))
