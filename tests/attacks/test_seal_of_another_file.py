"""A genuine seal, taken from the file it was made for and laid beside another one."""

from __future__ import annotations

import json

import pytest

from tests.helpers import elm, files, seals, x509
from tests.helpers.judging import examined
from wallet.report import VerdictCode

HONEST = json.dumps(elm.credential()).encode()
FORGED = HONEST.replace(b"Data", b"Fata", 1)


@pytest.mark.parametrize("form", ["flattened", "compact"])
def test_it_seals_what_it_was_made_for_and_nothing_else(form: str) -> None:
    university = seals.sealer()
    seal = seals.apart(HONEST, university, form=form, b64=None)
    verdicts = []
    for content in (HONEST, FORGED):
        data = files.archive({"credential.json": content, "seal.jades": seal})
        (one,) = examined(data, x509.anchors(university.root)).credentials
        verdicts.append(one.verdict.code)
    assert verdicts == [VerdictCode.VERIFIED, VerdictCode.NOT_GENUINE]
