"""What was shown can be looked up, saved and forgotten; it never holds a value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.wallet.cli.conftest import Run

Opening = tuple[str, ...]


@pytest.fixture
def shown(run: Run, opening: Opening, ids: list[str], tmp_path: Path) -> None:
    for name, purpose in (("ACME Ltd", "a job"), ("Globex", "a course")):
        out = tmp_path / f"{name}.vp.json"
        told = run(
            "present", ids[0], "--out", out, "--recipient", name, "--purpose", purpose, *opening
        )
        assert told.status in (0, 1), told.err


@pytest.mark.usefixtures("shown")
def test_it_is_searched_saved_and_forgotten(
    run: Run, opening: Opening, tmp_path: Path, ids: list[str]
) -> None:
    every = run("ledger", "--json", *opening).json["entries"]
    assert [one["recipient"] for one in every] == ["Globex", "ACME Ltd"]
    found = run("ledger", "--search", "A JOB", *opening)
    assert "ACME Ltd" in found.out
    assert "Globex" not in found.out
    out = tmp_path / "shown.json"
    run("ledger", "--search", "acme", "--export", out, *opening)
    (entry,) = json.loads(out.read_text())["entries"]
    assert entry["credentials"][0]["id"] == ids[0]
    assert "Data basics" not in out.read_text()
    assert out.stat().st_mode & 0o077 == 0
    run("ledger", "--search", "acme", "--clear", "--yes", *opening)
    left = run("ledger", "--json", *opening).json["entries"]
    assert [one["recipient"] for one in left] == ["Globex"]
    run("ledger", "--clear", *opening, typed="n\n")
    assert len(run("ledger", "--json", *opening).json["entries"]) == 1
    run("ledger", "--clear", "--yes", *opening)
    assert run("ledger", *opening).out.strip() == "Nothing was shown."
