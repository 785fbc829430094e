"""Attack: an mdoc with an element changed, to be taken for the one the learner holds."""

from __future__ import annotations

import cbor2

from tests.helpers import mdoc
from wallet import intake


def test_it_is_another_credential() -> None:
    issued = mdoc.MdocIssuer().issue()
    items = list(issued["nameSpaces"][mdoc.LEARNING])
    element = cbor2.loads(items[0].value)
    items[0] = cbor2.CBORTag(24, cbor2.dumps({**element, "elementValue": "Nieminen"}))
    forged = {**issued, "nameSpaces": {mdoc.LEARNING: items}}
    ids = [
        intake.read(mdoc.file(one))[0].credential_id
        for one in (issued, mdoc.shown(issued, "achievement_title"), forged)
    ]
    assert ids[0] == ids[1] != ids[2]
