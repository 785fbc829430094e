"""A note put over the text of a sealed diploma covers what its issuer wrote."""

from __future__ import annotations

import pytest
from pyhanko.sign.fields import MDPPerm

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack
from wallet.report import Check, Outcome


@pytest.mark.parametrize("allowed", [None, MDPPerm.ANNOTATE, MDPPerm.NO_CHANGES])
def test_a_note_is_never_part_of_what_was_sealed(allowed: MDPPerm | None) -> None:
    sealed = pdf.seal(pdf.plain(), attack.UNIVERSITY, certify=allowed)
    assert attack.is_relied_on(attack.judged(sealed))
    result = attack.judged(attack.appended(sealed, attack.add_note))
    assert not attack.is_relied_on(result)
    found = result.credentials[0].report.find(Check.PROOF)
    assert found is not None
    assert found.outcome is not Outcome.PASSED
