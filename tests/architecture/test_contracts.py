"""The import contracts hold, and each of them catches the fault it is there for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(place: Path) -> tuple[int, str]:
    """Exit status and output of the contracts in a checkout."""
    told = subprocess.run(
        [LINT, "--no-cache", "--no-logo"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code in which faults can be planted."""
    place = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("__pycache__")
    for room in ("wallet", "ui", "tools"):
        shutil.copytree(ROOT / room, place / room, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def test_the_contracts_hold() -> None:
    status, told = lint(ROOT)
    assert status == 0, told


@pytest.mark.parametrize(
    ("file", "fault", "told"),
    [
        pytest.param("wallet/utils.py", "X = 1\n", "rooms of the core", id="stray module"),
        pytest.param(
            "ui/pages/home.py",
            "from wallet.vault import store\n",
            "only the core opens",
            id="page importing the vault",
        ),
        pytest.param(
            "wallet/policy.py",
            "def late() -> None:\n    import socket\n",
            "pure rooms",
            id="socket inside a pure function",
        ),
        pytest.param(
            "wallet/report.py",
            "import PySide6.QtCore\n",
            "knows no window",
            id="Qt in the core",
        ),
        pytest.param(
            "wallet/errors.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import wallet.policy\n",
            "rooms of the core",
            id="upward import for types only",
        ),
        pytest.param(
            "ui/pages/home.py",
            "import wallet.cli\n",
            "reaches the command line",
            id="page importing the command line",
        ),
        pytest.param(
            "ui/widgets/text.py",
            "import ui.pages.home\n",
            "rooms of the window",
            id="widget asking for a page",
        ),
        pytest.param(
            "ui/widgets/text.py",
            "import ui.widgets.trust.cards\n",
            "what all pages share",
            id="a shared part asking for one of a page",
        ),
        pytest.param(
            "wallet/proofs/__init__.py",
            "import wallet.status\n",
            "rooms of the core",
            id="a proof asking for status",
        ),
    ],
)
def test_a_planted_fault_is_caught(checkout: Path, file: str, fault: str, told: str) -> None:
    path = checkout / file
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + b"\n" + fault.encode())
    try:
        status, output = lint(checkout)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    assert status == 1
    broken = [line for line in output.splitlines() if line.endswith("BROKEN")]
    assert any(told in line for line in broken), output
