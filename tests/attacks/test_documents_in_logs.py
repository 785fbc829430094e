"""What a hostile or a private document says never stands in a log."""

from __future__ import annotations

import logging

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack

MARK = "Zebrafink"


def _marked(writer: IncrementalPdfFileWriter) -> None:
    writer.root[f"/{MARK}"] = generic.TextStringObject(MARK)
    page = attack.page_of(writer)
    page[f"/{MARK}"] = pdf_name(f"/{MARK}")
    writer.update_container(page)
    writer.update_root()


def test_a_changed_document_is_judged_in_silence(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    sealed = pdf.seal(pdf.plain(title=MARK, text=MARK), attack.UNIVERSITY)
    caplog.clear()
    for data in (sealed, attack.appended(sealed, _marked), sealed[:-40]):
        attack.judged(data)
    assert MARK not in caplog.text
    assert MARK not in "".join(capfd.readouterr())
