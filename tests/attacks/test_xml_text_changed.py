"""Attack: change the learner's name in a signed document."""

from __future__ import annotations

from tests.helpers import seals, xml_seals
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode


def test_another_name_in_the_document() -> None:
    identity = seals.sealer()
    data = xml_seals.sign(xml_seals.europass(), identity)
    assert judged(data, trusted(identity)).verdict.code is VerdictCode.VERIFIED
    changed = data.replace(b"Aino Virtanen", b"Mallory Malady")
    assert judged(changed, trusted(identity)).verdict.code is VerdictCode.NOT_GENUINE
