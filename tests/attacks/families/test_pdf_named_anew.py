"""A sealed document is given another title with archive data, which leaves its pages alone."""

from __future__ import annotations

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf
from tests.helpers.pdf_updates import UNIVERSITY, appended, judged
from wallet.report import Check, Outcome

FORGED = "Doctor of Medicine"


def _named_anew(writer: IncrementalPdfFileWriter) -> None:
    title = generic.TextStringObject(FORGED)
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): title}))


@pytest.mark.parametrize("title", ["Diploma", None])
def test_a_title_appended_after_sealing_is_not_told(title: str | None) -> None:
    sealed = pdf.seal(pdf.plain(title=title), UNIVERSITY)
    (one,) = judged(appended(sealed, _named_anew)).credentials
    assert FORGED not in str(one.view)
    assert one.report.verified_document is None or (
        FORGED not in str(one.report.verified_document)
    )


def test_its_own_title_is_told() -> None:
    (one,) = judged(pdf.seal(pdf.plain(title=" Diploma "), UNIVERSITY)).credentials
    proof = one.report.find(Check.PROOF)
    assert proof is not None
    assert proof.outcome is Outcome.PASSED
    assert one.view is not None
    assert [text.text for text in one.view.awards[0].title] == ["Diploma"]
