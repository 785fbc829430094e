"""A diploma is changed and sealed again by somebody else; or only countersigned."""

from __future__ import annotations

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack
from wallet.report import Check, Outcome


def _new_text(writer: IncrementalPdfFileWriter) -> None:
    page = attack.page_of(writer)
    page["/Contents"] = attack.drawing(writer, "Doctor of Medicine")
    writer.update_container(page)


def test_a_new_seal_does_not_cover_up_a_change() -> None:
    changed = pdf.seal(
        attack.appended(attack.sealed(), _new_text), attack.THIEF, field="Second"
    )
    result = attack.judged(changed)
    found = result.credentials[0].report.find(Check.PROOF)
    assert found is not None
    assert found.outcome is Outcome.FAILED


def test_who_signs_last_is_not_taken_for_who_signed_first() -> None:
    result = attack.judged(pdf.seal(attack.sealed(), attack.THIEF, field="Second"))
    assert not attack.is_relied_on(result)
    assert result.credentials[0].report.issuer_names == ()


def test_a_note_between_two_seals_is_the_second_ones() -> None:
    noted = attack.appended(pdf.seal(pdf.plain(), attack.THIEF), attack.add_note)
    result = attack.judged(pdf.seal(noted, attack.UNIVERSITY, field="Second"))
    for one in result.credentials:
        proof = one.report.find(Check.PROOF)
        assert proof is not None
        if proof.outcome is Outcome.PASSED:
            assert one.report.issuer_names == ("Example University",)
