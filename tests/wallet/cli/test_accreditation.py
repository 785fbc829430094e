"""From a bundle that an operator published to what the commands print about accreditation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers import register as rows_of
from tests.helpers.bundles import SOURCE, Operator, deqar, take
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.cli.conftest import Run
from wallet.register import AgencyRow, IdentifierRow, LevelOf, Period
from wallet.trust_import import TrustFolder, default_folder


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("Example University", method="did:web", host="university.example")


@pytest.fixture
def accepted(home: Path, tmp_path: Path, issuer: Issuer) -> None:
    """A bundle with the university's accreditation, accepted on this computer."""
    rows = [
        AgencyRow(id="1", name="An Agency", source=SOURCE, registered=(Period(),)),
        rows_of.institution(
            "DEQARINST0001",
            "Example University",
            country="FI",
            levels=(LevelOf(eqf=6), LevelOf(eqf=7)),
        ),
        IdentifierRow(
            institution="DEQARINST0001", scheme="schac", value=issuer.host, source=SOURCE
        ),
        rows_of.decision(
            "d1", "DEQARINST0001", agency="1", end=date(2100, 1, 1), start=date(2020, 1, 1)
        ),
    ]
    assert home.is_dir()
    now = datetime.now(UTC)
    made = Operator(tmp_path / "operator").bundle(deqar(rows, at=now), now=now)
    folder = TrustFolder(default_folder())
    take(folder, made)
    keys = folder.offer("keys", issuer.evidence_files())
    folder.accept(keys, keys.words)


@pytest.fixture
def badges(tmp_path: Path, issuer: Issuer) -> Path:
    folder = tmp_path / "badges"
    folder.mkdir()
    start = datetime.now(UTC) - timedelta(days=9)
    for level in (7, 5):
        signed = issuer.issue(f"Level {level}", eqf=level, valid_from=start)
        (folder / f"{level}.json").write_bytes(to_bytes(signed))
    return folder


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("command", ["verify", "check"])
def test_both_answers_in_json(run: Run, badges: Path, command: str) -> None:
    told = run(command, badges, "--json").json
    held = [one["credentials"][0] for one in told["results"]]
    answers = {
        one["credential"]["awards"][0]["title"][0]["text"]: one["accreditation"] for one in held
    }
    good, other = answers["Level 7"], answers["Level 5"]
    assert (good["code"], good["at_award"], good["now"]) == ("accredited", "yes", "yes")
    assert [one["role"] for one in good["evidence"]] == ["binding", "at_award", "now"]
    assert good["evidence"][0]["path"] == "did_web"
    assert good["evidence"][1]["signer"] == "Test operator"
    assert (other["code"], other["at_award"], other["now"]) == ("level_mismatch", "no", "no")


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("command", ["verify", "check"])
def test_the_table_says_it_under_each_credential(run: Run, badges: Path, command: str) -> None:
    said = run(command, badges).out
    assert "Accreditation: Accredited when awarded and on" in said
    assert "An Agency, review of the institution: positive, 1 Jan 2020 to 1 Jan 2100." in said
    assert "Accreditation: Accredited, but not for this level." in said


@pytest.mark.usefixtures("accepted")
def test_show_says_it_of_a_held_credential(
    run: Run, badges: Path, opening: tuple[str, ...]
) -> None:
    kept = run("import", badges / "7.json", "--yes", "--json", *opening).json["results"][0][
        "id"
    ]
    said = run("show", kept, *opening).out
    assert "Accreditation: Accredited when awarded and on" in said
    assert "signed by Test operator" in said


def test_without_a_register_there_is_no_line(run: Run, badges: Path) -> None:
    assert "Accreditation:" not in run("verify", badges).out
