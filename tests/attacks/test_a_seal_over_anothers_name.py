"""A good seal of one body over a credential that names another (trust.md D.8, case 7)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.helpers import elm, seals, x509
from tests.helpers.accreditation import World
from tests.helpers.judging import judged
from wallet import wording
from wallet.evidence import Evidence
from wallet.report import Check, Role, VerdictCode


def register() -> World:
    """Both are registered, and the university is accredited."""
    world = World(as_of="2026-11-01")
    uni = world.university("Example University", "U1", country="FI", did=None)
    world.identifier(uni, "vat", "FI12345678")
    world.decision(uni, start="2020-01-01", end="2030-01-01")
    other = world.university("ORGANIZACION TEST", "O1", country="ES", did=None)
    world.identifier(other, "vat", "ESA00000000")
    return world


def shown(organisation_id: str) -> Any:
    sealer = seals.sealer(
        name="ORGANIZACION TEST",
        organisation="ORGANIZACION TEST",
        organisation_id=organisation_id,
        country="ES",
    )
    evidence = x509.anchors(sealer.root).joined(Evidence(registers=(register().register,)))
    return judged(json.dumps(seals.seal(elm.credential(), sealer)).encode(), evidence)


@pytest.mark.parametrize("organisation_id", ["VATES-A00000000", "VATES-B99999999"])
def test_it_is_never_shown_as_the_universitys(organisation_id: str) -> None:
    one = shown(organisation_id)
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert "Example University" not in one.report.issuer_names
    told = one.report.accreditation
    assert (told.at_award, told.now) == ("unknown", "unknown")
    assert told.code in (None, "issuer_not_bound", "conflicting_evidence")
    said = wording.finding(one.report.find(Check.ACCREDITATION), Role.RECEIVER).meaning
    assert "was accredited" not in said
