"""Attack: hand in files that are passed over, so that a script hears of nothing bad."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from wallet.cli import check, verify
from wallet.cli.results import COULD_NOT


@pytest.mark.parametrize("command", [verify.command, check.command])
@pytest.mark.parametrize("name", ["", ".badge.json"])
def test_nothing_looked_at_is_nothing_verified(
    command: click.Command, name: str, tmp_path: Path
) -> None:
    if name:
        (tmp_path / name).write_text("{}")
    said = CliRunner().invoke(command, [str(tmp_path)])
    assert said.exit_code == COULD_NOT
    assert "Not read" in said.output
