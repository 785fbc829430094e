"""Attack: a forged file beside a genuine seal, to be taken for the one the learner holds."""

from __future__ import annotations

import json

import pytest

from tests.helpers import elm, files, seals
from wallet import intake

HONEST = json.dumps(elm.credential()).encode()
FORGED = HONEST.replace(b"Data", b"Fata", 1)


@pytest.mark.parametrize("mechanism", [seals.BY_HASH, seals.BY_URI])
def test_it_is_another_credential(mechanism: str) -> None:
    seal = seals.apart(HONEST, seals.sealer(), mechanism=mechanism)
    ids = []
    for number, content in enumerate((HONEST, HONEST, FORGED)):
        members = {"credential.json": content, "seal.jades": seal, f"{number}.txt": b"beside"}
        (one,) = intake.read(files.archive(members))
        ids.append(one.credential_id)
    assert ids[0] == ids[1] != ids[2]
