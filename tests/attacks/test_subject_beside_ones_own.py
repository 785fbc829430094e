"""Attack: pass off as one's own what was also issued to somebody else, who is not named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import Key
from wallet.reasons import Reason
from wallet.report import Check, Role

_OWN = Key.make("own").did_key


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ([], Reason.HOLDER_KEY_IS_YOURS),
        ([{}], Reason.HOLDER_KEY_UNKNOWN),
        ([{"id": "mailto:other@example.org"}], Reason.HOLDER_KEY_UNKNOWN),
        ([{"id": Key.make("other").did_key}], Reason.HOLDER_KEY_UNKNOWN),
    ],
)
def test_each_subject_has_to_be_ones_own(others: list[dict[str, Any]], reason: Reason) -> None:
    issuer = Issuer()
    document = issuer.credential()
    said = {name: one for name, one in document["credentialSubject"].items() if name != "id"}
    document["credentialSubject"] = [{**said, "id": _OWN}, *({**said, **one} for one in others)]
    held = replace(evidence_of(issuer), holder_ids=frozenset({_OWN}))
    one = judged(issuer.sign(document), held, role=Role.HOLDER)
    assert found(one, Check.HOLDER).reason is reason
