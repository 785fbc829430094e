"""Attack: a person at the university signs a diploma alone, with their own certificate.

It is a good one, by an authority that issues for seals as well, and names the organisation for
which they act by its number (ETSI EN 319 412-2); that is no seal of the organisation.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.helpers import elm, seals, x509
from tests.helpers.judging import judged
from tests.helpers.qualified import QUALIFIED, key_id, service, statements, world
from wallet import wording
from wallet.evidence import Evidence
from wallet.report import Check, Outcome, Role, VerdictCode

FOR_SIGNATURES = bytes.fromhex("301306060400" + "8e460106" + "3009060704008e46010601")
FOR_SEALS = bytes.fromhex("301306060400" + "8e460106" + "3009060704008e46010602")


def shown(**wanted: Any) -> Any:
    authority = x509.root()
    told = world()
    told.add(service(authority, told))
    types = wanted.pop("types", (QUALIFIED, FOR_SEALS))
    signer = seals.sealer(
        authority,
        extensions=(statements(*types), (key_id(authority), False)),
        **{"name": "Maija Virtanen", **wanted},
    )
    evidence = x509.anchors(signer.root).joined(Evidence(registers=(told.register,)))
    return judged(json.dumps(seals.seal(elm.credential(), signer)).encode(), evidence)


@pytest.mark.parametrize(
    "wanted",
    [
        {"surname": "Virtanen"},
        {"given_name": "Maija"},
        {"number": "PNOFI-010190-123A"},
        {"types": (QUALIFIED, FOR_SIGNATURES)},
    ],
    ids=["surname", "given name", "number", "for signatures"],
)
def test_it_is_told_as_theirs_and_binds_nobody(wanted: dict[str, Any]) -> None:
    good = shown(number="P1.31").report.find(Check.ISSUER_KEY)
    assert good.outcome is Outcome.PASSED
    one = shown(**wanted)
    key = one.report.find(Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (Outcome.INDETERMINATE, "signed_by_a_person")
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert one.report.issuer_names == ()
    told = one.report.accreditation
    assert (told.at_award, told.now) == ("unknown", "unknown")
    said = wording.finding(key, Role.RECEIVER).meaning
    assert "“Maija Virtanen” signed this, as a person" in said
