"""The owner says in the terminal which programme a credential is of, and takes it back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.helpers.bundles import Operator, accredited, deqar, take
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.cli.conftest import Run
from wallet.register import ProgrammeRow
from wallet.trust_import import TrustFolder, default_folder
from wallet.trust_import.list_terms import Coverage


@pytest.fixture
def held(tmp_path: Path, run: Run, opening: tuple[str, ...]) -> str:
    """The id of a credential of the title of a reviewed programme."""
    issuer, now = Issuer(), datetime.now(UTC)
    names = ("Marine biology", "Marine engineering")
    rows = accredited(
        issuer,
        type="micro_credential",
        start=date(2020, 1, 1),
        end=date(2100, 1, 1),
        programmes=tuple(ProgrammeRow(name=one, eqf=6, degree=False) for one in names),
    )
    listed = deqar(rows, at=now, coverage=Coverage(countries=frozenset({issuer.country})))
    take(TrustFolder(default_folder()), Operator(tmp_path / "k").bundle(listed, now=now))
    badge = tmp_path / "badge.json"
    badge.write_bytes(to_bytes(issuer.issue("Marine Biology", eqf=6)))
    kept = run("import", badge, "--yes", "--json", *opening)
    return str(kept.json["results"][0]["id"])


def test_it_is_asked_with_the_source_and_can_be_taken_back(
    run: Run, held: str, opening: tuple[str, ...]
) -> None:
    asked = run("trust", "programme", held[:12], *opening, typed="n\n")
    assert asked.status == 1
    assert "“Marine biology”, reviewed by" in asked.err
    assert "signed by" in asked.err
    said = run("trust", "programme", held[:12], *opening, typed="y\n")
    assert said.status == 0
    assert "Accredited when awarded" in said.out
    again = run("trust", "programme", held[:12], *opening)
    assert (again.status, "waits to be confirmed" in again.err) == (1, True)
    back = run("trust", "programme", held[:12], "--take-back", "--json", *opening)
    assert (back.status, back.json["accreditation"]["code"]) == (0, "insufficient_data")
    assert run("trust", "programme", held[:12], "--take-back", *opening).status == 1


def test_another_name_confirms_nothing(run: Run, held: str, opening: tuple[str, ...]) -> None:
    other = run("trust", "programme", held, "--name", "Marine engineering", "--json", *opening)
    assert (other.status, other.json["changed"]) == (1, 0)
    named = run("trust", "programme", held, "--name", "marine biology", "--json", *opening)
    assert (named.status, named.json["accreditation"]["at_award"]) == (0, "yes")
