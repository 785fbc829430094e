"""``tessera pathway check`` with agreements and with an advisor's decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.helpers.agreements import HOME, ID, raw
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document
from wallet.cli import main


class _Host:
    """The issuer of the credential as a party that signs."""

    def __init__(self, issuer: Issuer) -> None:
        self.did, self.key = issuer.did, issuer.key.private


@pytest.fixture
def asked(tmp_path: Path) -> tuple[str, ...]:
    """A pathway whose one slot needs the agreement, and a credential for it."""
    issuer = Issuer()
    made = document(
        owner={"name": "Home University", "identifiers": [HOME.did]},
        slots=[{"id": "data", "match": {"agreement": ID}}],
        rules=[{"id": "total", "type": "totalCredits", "min": "5"}],
    )
    badge = issuer.issue("Robotics", ects="5", eqf=6)
    definition = badge["credentialSubject"]["achievement"]["id"]
    (tmp_path / "pathway.json").write_text(json.dumps(made))
    (tmp_path / "badge.json").write_bytes(to_bytes(badge))
    (tmp_path / "registry.json").write_bytes(registry([issuer]))
    parties = [
        {"name": "Home University", "role": "home", "identifiers": [HOME.did]},
        {"name": "Host", "role": "host", "identifiers": [issuer.did]},
    ]
    agreement = raw(
        HOME,
        _Host(issuer),  # type: ignore[arg-type]
        parties=parties,
        modules=[{"definition": [definition]}],
        validFrom=None,
        validUntil=None,
    )
    (tmp_path / "agreement.json").write_bytes(agreement)
    return (
        *("pathway", "check", str(tmp_path / "pathway.json"), str(tmp_path / "badge.json")),
        *("--evidence", str(tmp_path / "registry.json"), "--json"),
    )


def _run(*arguments: str) -> tuple[int, Any]:
    ran: Result = CliRunner().invoke(main, arguments)
    return ran.exit_code, json.loads(ran.stdout)


def test_an_agreement_given_for_the_question_counts(
    asked: tuple[str, ...], tmp_path: Path
) -> None:
    status, told = _run(*asked)
    assert (status, told["result"]) == (1, "incomplete")
    status, told = _run(*asked, "--agreement", str(tmp_path / "agreement.json"))
    assert (status, told["result"]) == (0, "complete")
    assert told["slots"][0]["items"][0]["route"] == "automatic"


def test_an_altered_agreement_is_refused(asked: tuple[str, ...], tmp_path: Path) -> None:
    paper = json.loads((tmp_path / "agreement.json").read_bytes())
    (tmp_path / "agreement.json").write_text(json.dumps({**paper, "validUntil": "2099-01-01"}))
    status, told = _run(*asked, "--agreement", str(tmp_path / "agreement.json"))
    assert (status, told["error"]["code"]) == (3, "paper_not_genuine")


def test_decisions_of_a_file_count(asked: tuple[str, ...], tmp_path: Path) -> None:
    _, told = _run(*asked)
    award = told["unused"][0]["award"]
    decision = {
        "id": "urn:uuid:1",
        "kind": "equivalence",
        "reason": "The same outcomes",
        "at": "2026-11-21T12:00:00Z",
        "award": award,
        "slot": "data",
    }
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps({"decisions": [decision]}))
    status, told = _run(*asked, "--decisions", str(file))
    assert (status, told["result"]) == (0, "complete")
    assert told["slots"][0]["items"][0]["route"] == "ad-hoc"
    assert "advisor_not_of_owner" in told["notices"], "nobody signed that file"
    note = {name: decision[name] for name in ("id", "reason", "at")} | {"kind": "note"}
    file.write_text(json.dumps({"decisions": [note]}))
    assert "advisor_not_of_owner" not in _run(*asked, "--decisions", str(file))[1]["notices"]
    file.write_text(json.dumps({"decisions": [{**decision, "slot": "nowhere"}]}))
    status, told = _run(*asked, "--decisions", str(file))
    assert (status, told["error"]["code"]) == (3, "malformed_review")
