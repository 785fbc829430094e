"""Killed, starved, locked out, cut short: no acknowledged data is lost (``kills`` does it)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sizes import ROOT


def campaign(place: Path, rounds: int, seed: int, minutes: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.wallet.vault.kills"]
    ran = subprocess.run(
        [*command, str(place), str(rounds), str(seed)],
        cwd=ROOT,
        env={**os.environ, "XDG_STATE_HOME": str(place / "state")},
        capture_output=True,
        text=True,
        check=False,
        timeout=minutes * 60,
    )
    assert ran.returncode == 0, ran.stderr[-4_000:]
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_acknowledged_data_is_lost_by_thirty_mishaps(tmp_path: Path) -> None:
    told = campaign(tmp_path, 30, int.from_bytes(os.urandom(3)), 15)
    assert told["rounds"] == 30
    assert told["killed"] >= 15
    assert told["acknowledged"] >= 10
    assert told["restored"] + told["restore_stopped"] >= 1


@pytest.mark.long
@pytest.mark.timeout(10_800)
def test_no_acknowledged_data_is_lost_by_a_thousand_mishaps(tmp_path: Path) -> None:
    told = campaign(tmp_path, 1_000, int.from_bytes(os.urandom(3)), 180)
    assert told["killed"] >= 800
    assert told["acknowledged"] >= 500
    assert min(told[one] for one in ("backups", "rescued", "cut", "full")) >= 20
    assert min(told["restored"], told["restore_stopped"]) >= 50
