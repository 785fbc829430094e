"""Each attack is stopped by the check that the table names: without it, its file fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.taken_out import BY_NATURE, TAKEN_OUT
from tests.attacks.without import at

HERE = Path(__file__).parent
PASSED, FAILED = 0, 1
"""What pytest ends with. Anything else: it could not run them."""
BOTH = [(row, n) for row, checks in TAKEN_OUT.items() for n in range(len(checks) - 1, -1, -1)
        if len(checks) > 1]  # fmt: skip


ALONE, FAMILIES = (
    {
        one.stem.removeprefix("test_"): one
        for one in folder.glob("test_*.py")
        if one != Path(__file__)
    }
    for folder in (HERE, HERE / "families")
)
FILES = ALONE | FAMILIES


def outcome(row: str, taken_out: str) -> int:
    """How the attack's tests end without those checks."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["-p", "tests.attacks.without", str(FILES[row])]
    return subprocess.run(
        command,
        cwd=HERE.parents[1],
        env={**os.environ, "TESSERA_TAKEN_OUT": taken_out, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        check=False,
    ).returncode


def test_every_attack_has_its_check_and_every_check_its_attack() -> None:
    assert not TAKEN_OUT.keys() & BY_NATURE.keys()
    assert not ALONE.keys() & FAMILIES.keys()
    assert FILES.keys() == TAKEN_OUT.keys() | BY_NATURE.keys()
    assert not ALONE.keys() & BY_NATURE.keys()


def test_a_file_is_one_attack_with_one_check() -> None:
    assert len(ALONE) >= 100
    for row, file in ALONE.items():
        assert re.findall(r"^def test_", file.read_text(), re.MULTILINE) == ["def test_"], row
        assert len(TAKEN_OUT[row]) == 1, row


@pytest.mark.parametrize("row", TAKEN_OUT)
def test_the_check_is_there(row: str) -> None:
    for place, without in TAKEN_OUT[row]:
        owner, name = at(place)
        assert getattr(owner, name) is not without


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("row", TAKEN_OUT)
def test_without_its_check_the_attack_succeeds(row: str) -> None:
    assert outcome(row, row) == FAILED


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("row", "number"), BOTH)
def test_where_two_stand_behind_one_another_one_alone_is_enough(row: str, number: int) -> None:
    assert outcome(row, f"{row}:{number}") == PASSED
