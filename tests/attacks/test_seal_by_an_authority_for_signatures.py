"""Attack: seal a diploma with a certificate of an authority that is listed for people alone."""

from __future__ import annotations

import dataclasses
import json

from tests.helpers import elm, seals, x509
from tests.helpers.judging import judged
from tests.helpers.qualified import service, world
from wallet.report import Check, Outcome
from wallet.trust.bundle_evidence import evidence_of


def test_a_list_of_services_vouches_for_seals_by_those_that_are_for_seals() -> None:
    authority, told = x509.root(), world()
    row = service(authority, told)
    state = dataclasses.replace(row.history[0], for_seals=False, for_signatures=True)
    people = dataclasses.replace(row, history=(state,))
    data = json.dumps(seals.seal(elm.credential(), seals.sealer(authority))).encode()
    for one, counts in ((row, True), (people, False)):
        rows = {"seal_service": (one,)}
        known = evidence_of(told.register, lambda kind, rows=rows: rows.get(kind, ()))  # type: ignore[misc]
        key = judged(data, known).report.find(Check.ISSUER_KEY)
        assert key is not None
        assert (key.outcome is Outcome.PASSED) is counts
