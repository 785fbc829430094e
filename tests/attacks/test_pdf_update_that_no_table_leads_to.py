"""Attack: hide an update of a sealed diploma from its tables, for readers that repair."""

from __future__ import annotations

import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf_updates as attack


def _draw(writer: IncrementalPdfFileWriter) -> None:
    page = attack.page_of(writer)
    page["/Contents"] = attack.drawing(writer, "Doctor of Medicine")
    writer.update_container(page)


def _describe(writer: IncrementalPdfFileWriter) -> None:
    """A change that shows on no page."""
    writer.set_info(writer.add_object(generic.DictionaryObject()))


def test_what_was_compared_with_nothing_is_not_covered() -> None:
    sealed = attack.sealed()
    table = re.findall(rb"startxref\s+(\d+)", sealed)[-1]
    back = b"\nstartxref\n" + table + b"\n%%EOF\n"  # to where the seal's own table stands
    hidden = attack.appended(sealed, _draw) + back
    assert attack.is_relied_on(attack.judged(sealed + b"\r\n"))
    assert not attack.is_relied_on(attack.judged(hidden))
    assert attack.is_relied_on(attack.judged(attack.appended(sealed, _describe)))
    assert not attack.is_relied_on(attack.judged(attack.appended(hidden, _describe)))
