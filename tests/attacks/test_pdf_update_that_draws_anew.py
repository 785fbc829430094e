"""Attack: append an update to a sealed diploma that draws another text."""

from __future__ import annotations

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf_updates as attack


def draw(writer: IncrementalPdfFileWriter) -> None:
    page = attack.page_of(writer)
    page["/Contents"] = attack.drawing(writer, "Doctor of Medicine")
    writer.update_container(page)


def test_another_text_behind_the_seal() -> None:
    sealed = attack.sealed()
    assert attack.is_relied_on(attack.judged(sealed))
    assert not attack.is_relied_on(attack.judged(attack.appended(sealed, draw)))
