"""The demo's register gives each of the answers that its pages show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import demo_register
from tests.helpers.demo import LEARNER, sample
from tests.helpers.issuer import NOW, Issuer
from wallet.check_desk import CheckDesk
from wallet.evidence import Source
from wallet.examine import examine
from wallet.report import Policy, Role
from wallet.trust import read_evidence
from wallet.trust_import import TrustFolder, default_folder

ANSWERS = {
    "Data management": ("accredited", "yes", "yes"),
    "Circular economy": ("accredited_then_withdrawn", "yes", "no"),
    "Robotics": ("accredited_then_withdrawn", "yes", "no"),
    "Learning analytics": ("level_mismatch", "no", "no"),
    "Python basics": ("level_mismatch", "no", "no"),
    "Lean production": ("known_not_reviewed", "unknown", "unknown"),
    "Ethics of artificial intelligence": ("register_not_covering", "unknown", "unknown"),
    "Machine learning": (None, "unknown", "unknown"),
    "Leadership": ("unknown_issuer", "unknown", "unknown"),
}


@pytest.fixture
def told(tmp_path: Path) -> dict[str, tuple[str | None, str, str]]:
    made = sample(NOW, Issuer(LEARNER).did)
    demo_register.accept(tmp_path / "operator", made.issuers, NOW)
    accepted = TrustFolder(default_folder(), lambda: NOW).load().evidence
    own, refused = read_evidence(made.evidence, source=Source.VAULT, received_at=NOW)
    assert refused == ()
    evidence = accepted.joined(own)
    titles = dict(zip((name for name, _ in made.files), made.credentials, strict=True))
    found = {}
    for name, data in made.files:
        result = examine(data, name, evidence, policy=Policy(), now=NOW, role=Role.HOLDER)
        answer = result.credentials[0].report.accreditation
        found[titles[name]] = (answer.code, answer.at_award, answer.now)
    return found


def test_every_page_of_the_demo_gets_its_answer(
    told: dict[str, tuple[str | None, str, str]],
) -> None:
    assert {title: told[title] for title in ANSWERS} == ANSWERS


def test_the_registers_institutions_can_be_looked_up(tmp_path: Path) -> None:
    made = sample(NOW, Issuer(LEARNER).did)
    demo_register.accept(tmp_path / "operator", made.issuers, NOW)
    desk = CheckDesk(clock=lambda: NOW)
    [row] = desk.find_institutions("Moravia", None)
    told = desk.open_institution(row)
    assert told is not None
    assert [one.withdrawn is not None for one in told.decisions] == [True]
    assert told.row.source.signer == demo_register.OPERATOR
