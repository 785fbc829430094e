"""A title may hold signs that a terminal obeys; a command must not print them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from wallet.cli import main

HOSTILE = "Doctor\x1b[2J\x9b31m\x07\x7f\u202egnihtoN\u2066\u200b\u2028"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_title_of_a_verified_badge(tmp_path: Path, options: list[str]) -> None:
    issuer = Issuer(HOSTILE)
    badge = tmp_path / "badge.json"
    badge.write_bytes(to_bytes(issuer.issue(HOSTILE, suite="vc+jwt")))
    names = tmp_path / "registry.json"
    names.write_bytes(registry([issuer]))
    question = ["verify", str(badge), "--evidence", str(names), *options]
    result = CliRunner().invoke(main, [*question, "--at", "2026-11-21T12:00:00Z"])
    assert result.exit_code == 0, result.output
    assert "Doctor" in result.stdout
    assert not OBEYED.search(result.output)
    if options:
        told = json.loads(result.stdout)
        view = told["results"][0]["credentials"][0]["credential"]
        assert view["awards"][0]["title"][0]["text"] == HOSTILE
