"""An update appended to a sealed diploma draws another text; old readers show the new page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf_updates as attack
from wallet.reasons import Reason
from wallet.report import Check, Outcome


def _new_text(writer: IncrementalPdfFileWriter) -> None:
    page = attack.page_of(writer)
    page["/Contents"] = attack.drawing(writer, "Doctor of Medicine")
    writer.update_container(page)


def _new_page(writer: IncrementalPdfFileWriter) -> None:
    page = generic.DictionaryObject(attack.page_of(writer))
    page["/Contents"] = attack.drawing(writer, "Doctor of Medicine")
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject([writer.add_object(page)])
    writer.update_container(pages)


def _another_font(writer: IncrementalPdfFileWriter) -> None:
    font = attack.page_of(writer)["/Resources"]["/Font"]
    font["/F1"] = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type1"),
                pdf_name("/BaseFont"): pdf_name("/ZapfDingbats"),
            }
        )
    )
    writer.update_container(font)


def _an_action(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {
            pdf_name("/S"): pdf_name("/JavaScript"),
            pdf_name("/JS"): generic.TextStringObject("app.alert(1)"),
        }
    )
    writer.update_root()


@pytest.mark.parametrize("change", [_new_text, _new_page, _another_font, _an_action])
def test_the_change_is_told(change: Callable[[IncrementalPdfFileWriter], None]) -> None:
    sealed = attack.sealed()
    assert attack.is_relied_on(attack.judged(sealed))
    result = attack.judged(attack.appended(sealed, change))
    assert not attack.is_relied_on(result)
    found = result.credentials[0].report.find(Check.PROOF)
    assert found is not None
    assert (found.outcome, found.reason) == (Outcome.FAILED, Reason.DOCUMENT_CHANGED)


def test_bytes_after_the_end_are_a_change_too() -> None:
    assert not attack.is_relied_on(attack.judged(attack.sealed() + b"\n% more\n%%EOF\n"))
